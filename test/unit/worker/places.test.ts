import { describe, expect, it } from 'vitest';
import type { Conversation, Segment } from '../../../sidecar/dialects/types.ts';
import type { Hint } from '../../../sidecar/engine/types.ts';
import { digest } from '../../../sidecar/lib/hash.ts';
import { Places } from '../../../sidecar/worker/places.ts';
import type { OptimiseJob } from '../../../sidecar/worker/types.ts';

const job: OptimiseJob = {
  dialect: 'anthropic',
  conversation: 'c',
  mode: 'cache',
  suspended: [],
  pinned: [],
  canStore: true,
  originalsDir: '~/originals',
};
const hint: Hint = { tool: 'Bash', command: 'npm test', path: '', question: 'why', terms: ['why'] };

function segment(text: string, block: number, more: Partial<Segment> = {}): Segment {
  return { start: 0, end: 0, text, hint, isError: false, block, isNew: false, ...more };
}

function conversation(...segments: readonly Segment[]): Conversation {
  const blocks = segments.map(() => ({ start: 0, end: 0, kind: 'tool-result' as const }));
  return { model: 'm', stream: true, segments, blocks, fingerprint: 'f' };
}

const strip = (placed: ReturnType<Places['findAll']>) =>
  placed.map(({ name, source, chain, result }) => ({ name, source, chain, result }));

describe('Places', () => {
  it('finds the same places whether or not it has seen the texts before', () => {
    const places = new Places();
    const other = { ...hint, command: 'npm run lint' };
    const walks = [
      conversation(segment('a', 0), segment('b', 1, { hint: other })),
      conversation(segment('a', 0), segment('c', 1, { hint: other })),
      conversation(segment('x', 0), segment('c', 1, { hint: other })),
      conversation(segment('x', 0, { isError: true }), segment('c', 1, { hint: other })),
      conversation(segment('a', 0), segment('b', 0)),
    ];
    for (const one of walks) expect(strip(places.findAll(one, job))).toEqual(strip(new Places().findAll(one, job)));
  });

  it('names a place by everything before it, and a source by its text and what is known about it', () => {
    const places = new Places();
    const [first, second] = places.findAll(conversation(segment('a', 0), segment('b', 1)), job);
    const [, moved] = places.findAll(conversation(segment('x', 0), segment('b', 1)), job);
    expect(moved!.source).toBe(second!.source);
    expect(moved!.chain).not.toBe(second!.chain);
    const failed = places.findAll(conversation(segment('a', 0, { isError: true })), job)[0]!;
    expect(failed.name).toBe(first!.name);
    expect(failed.source).not.toBe(first!.source);
    const asked = places.findAll(conversation(segment('a', 0)), { ...job, terms: ['seven'] })[0]!;
    expect(asked.source).not.toBe(first!.source);
    expect(asked.segment.hint.terms).toEqual(['why', 'seven']);
  });

  it('names the end of a text by itself', () => {
    const [placed] = new Places().findAll(conversation(segment('Wall time: 1 s\nrest', 0)), job);
    expect(placed!.nameOf('rest')).toBe(digest('rest'));
    expect(placed!.nameOf('Wall time: 1 s\nrest')).toBe(placed!.name);
    expect(placed!.nameOf('st')).toBe(digest('st'));
  });

  it('remembers texts until there is no room for them, and finds the same places without', () => {
    const places = new Places(2000);
    const hints = ['a', 'b', 'c'].map((command) => ({ ...hint, command }));
    const walk = (at: number) =>
      places.findAll(conversation(segment('x'.repeat(500), 0, { hint: hints[at]! })), job)[0]!;
    const first = walk(0);
    expect(walk(0).nameOf).toBe(first.nameOf);
    for (const at of [1, 2]) walk(at);
    const again = walk(0);
    expect(again.nameOf).not.toBe(first.nameOf);
    expect(strip([again])).toEqual(strip([first]));
  });
});
