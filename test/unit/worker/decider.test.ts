import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { decide } from '../../../sidecar/engine/index.ts';
import { digest } from '../../../sidecar/lib/hash.ts';
import { splice } from '../../../sidecar/lib/splice.ts';
import { type Memo, openMemo } from '../../../sidecar/store/memo.ts';
import type { DecidingEngine } from '../../../sidecar/worker/decider.ts';
import { loadTokens, type OptimiseJob, Optimiser } from '../../../sidecar/worker/inline.ts';
import { makeTurn, readResults } from '../../sidecar/support/agent-turns.ts';

const tokens = loadTokens();
const job: OptimiseJob = {
  dialect: 'anthropic',
  conversation: 'c',
  mode: 'cache',
  suspended: [],
  pinned: [],
  canStore: true,
  originalsDir: '~/.headroom/originals',
  epoch: 0,
};
/** The engine of another release: it says everything otherwise. */
const newer: DecidingEngine = {
  version: 999,
  decide: (source, kit) => {
    const outcome = decide(source, kit);
    const { text } = outcome.decision;
    return text === null
      ? outcome
      : { ...outcome, decision: { ...outcome.decision, text: text.replace('\n', '\n# new\n') } };
  },
};

let home: string;
const memos: Memo[] = [];
beforeEach(() => {
  home = mkdtempSync(join(tmpdir(), 'headroom-decider-'));
});
afterEach(() => {
  for (const memo of memos.splice(0)) memo.close();
  rmSync(home, { recursive: true, force: true });
});

/** A process of its own, as far as memory goes; the memo's file is shared. */
function start(engine?: DecidingEngine, originals = { put: (text: string) => ({ id: digest(text) }) }) {
  const memo = openMemo(join(home, 'memo.db'));
  memos.push(memo);
  const optimiser = new Optimiser(tokens, originals, memo, engine);
  return (body: string, over: Partial<OptimiseJob> = {}) => {
    const bytes = Buffer.from(body);
    const { result } = optimiser.optimise(bytes, { ...job, ...over });
    memo.flush();
    return { result, texts: readResults(Buffer.concat(splice(bytes, result.edits))) };
  };
}

describe('a conversation that goes on', () => {
  it('keeps its bytes when the engine is another one, and has new texts from the new one', () => {
    const before = start()(makeTurn(3)).texts;
    const after = start(newer)(makeTurn(4)).texts;
    expect(after.slice(0, 3)).toEqual(before);
    expect(after[3]).toContain('# new');
    expect(start(newer)(makeTurn(1), { conversation: 'another' }).texts[0]).toContain('# new');
    // And again in the process after that.
    expect(start(newer)(makeTurn(5)).texts.slice(0, 4)).toEqual(after);
  });

  it.each([
    ['mode', { mode: 'token' }],
    ['trust', { gentle: ['json', 'log', 'text'] }],
    ['directory of originals', { originalsDir: '/elsewhere' }],
    ['store', { canStore: false }],
  ] as const)('keeps its bytes when its %s is another one', (_, over) => {
    const before = start()(makeTurn(3)).texts;
    const { texts } = start()(makeTurn(4), over);
    expect(texts.slice(0, 3)).toEqual(before);
  });

  it('is decided anew behind a place where its client changed it', () => {
    start()(makeTurn(3));
    const changed = makeTurn(4).replace('services --page 1', 'services --page one');
    const { texts } = start(newer)(changed);
    expect(texts.map((text) => text.includes('# new'))).toEqual([false, true, true, true]);
  });

  it('is decided anew when nothing of it is cached any more', () => {
    start()(makeTurn(3));
    const { texts } = start(newer)(makeTurn(4), { isCold: true, epoch: 1 });
    for (const text of texts) expect(text).toContain('# new');
  });

  it('stores what is missing before it says again that it is missing', () => {
    const stored: string[] = [];
    start()(makeTurn(2));
    const put = (text: string) => {
      stored.push(text);
      return { id: digest(text) };
    };
    start(newer, { put })(makeTurn(2));
    expect(stored).toHaveLength(2);
  });
});

it('stays shortened where it was sent so, though an equal text further down has to go untouched', () => {
  const body = (turns: number) => {
    const spoken = JSON.parse(makeTurn(turns)) as { messages: { content: { content?: string }[] }[] };
    const [first, second] = spoken.messages.flatMap(({ content }) => (content[0]?.content ? [content[0]] : []));
    if (second) second.content = first!.content!;
    return JSON.stringify(spoken);
  };
  const optimise = start();
  const [sent] = optimise(body(1)).texts;
  const { result } = optimise(body(2), { suspended: ['same'] });
  expect(result.segments.map(({ by, reason }) => [by.length > 0, reason])).toEqual([
    [true, null],
    [false, 'suspended'],
  ]);
  const { texts } = optimise(body(3), { suspended: ['same'], pinned: result.pin });
  expect(texts.slice(0, 2)).toEqual([sent, readResults(Buffer.from(body(2)))[1]]);
});

/** Outputs that no compressor shortens, each with one line that matters. */
function makeTalk(turns: number): string {
  const steps = Array.from({ length: turns }, (_, turn) => {
    const lines = Array.from({ length: 90 }, (_, at) => `${digest(`${turn} ${at}`)} ${digest(`${at} ${turn}`)}`);
    lines[40] = `error: oven ${turn} is cold`;
    return [
      {
        role: 'assistant',
        content: [{ type: 'tool_use', id: `t${turn}`, name: 'Bash', input: { command: `bake ${turn}` } }],
      },
      { role: 'user', content: [{ type: 'tool_result', tool_use_id: `t${turn}`, content: lines.join('\n') }] },
    ];
  }).flat();
  return JSON.stringify({ model: 'm', messages: [{ role: 'user', content: 'Bake.' }, ...steps] });
}

describe('a cold conversation', () => {
  it('is packed further, and says the same in all later turns and processes', () => {
    const first = start();
    const plain = first(makeTalk(10)).texts;
    const cold = first(makeTalk(10), { isCold: true, epoch: 1 });
    const packed = cold.result.segments.filter(({ by }) => by.includes('brief'));
    expect(packed).toHaveLength(4);
    expect(cold.texts[0]).toMatch(/\nerror: oven 0 is cold\n.*\n.*\[headroom: /s);
    expect(cold.texts.join('').length).toBeLessThan(plain.join('').length * 0.9);
    expect(cold.texts.slice(-6)).toEqual(plain.slice(-6));
    expect(first(makeTalk(11), { epoch: 1 }).texts.slice(0, 10)).toEqual(cold.texts);
    expect(start(newer)(makeTalk(12), { epoch: 1 }).texts.slice(0, 10)).toEqual(cold.texts);
  });

  it('is not packed when that could not be written down', () => {
    const optimiser = new Optimiser(tokens, { put: (text) => ({ id: digest(text) }) });
    const body = Buffer.from(makeTalk(10));
    const { result } = optimiser.optimise(body, { ...job, isCold: true, epoch: 1 });
    expect(result.segments.some(({ by }) => by.includes('brief'))).toBe(false);
  });

  it('keeps the originals of what is packed', () => {
    const stored = new Map<string, string>();
    const put = (text: string) => {
      stored.set(digest(text), text);
      return { id: digest(text) };
    };
    const { result } = start(undefined, { put })(makeTalk(10), { isCold: true, epoch: 1 });
    const packed = result.segments.filter(({ by }) => by.includes('brief'));
    expect(packed).toHaveLength(4);
    for (const { originalId } of packed) expect(stored.get(originalId ?? '')).toContain('error: oven');
  });
});

/** A file that is read, edited and read again: at the end there is a newer copy of nearly all of it. */
function makeReads(again: boolean): string {
  const read = (value: string) =>
    Array.from({ length: 90 }, (_, at) => `${at + 1}\tconst tray${at} = bake(${at === 40 ? value : at});`).join('\n');
  const call = (id: string, name: string, output: string) => [
    { role: 'assistant', content: [{ type: 'tool_use', id, name, input: { file_path: 'src/oven.ts' } }] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: id, content: output }] },
  ];
  const steps = [...call('a', 'Read', read('1')), ...call('b', 'Edit', 'done'), ...call('c', 'Read', read('2'))];
  const messages = [{ role: 'user', content: 'Fix the oven.' }, ...(again ? steps : steps.slice(0, 4))];
  return JSON.stringify({ model: 'm', messages });
}

describe('the smallest payload (--mode token)', () => {
  const [first, whole] = [makeReads(false), makeReads(true)].map((body) => readResults(Buffer.from(body)));

  it('points from an old copy to the newer one, whatever was sent before', () => {
    const stored: string[] = [];
    const put = (text: string) => ({ id: digest(stored[stored.push(text) - 1]!) });
    const optimise = start(undefined, { put });
    expect(optimise(makeReads(false), { mode: 'token' }).texts).toEqual(first);
    const { texts } = optimise(makeReads(true), { mode: 'token' });
    expect(texts[0]).toMatch(/^… 90 lines; read again 2 tool results below\n\[headroom: 0 of 90 lines shown; .*\]$/);
    expect(texts.slice(1)).toEqual(whole!.slice(1));
    expect(stored).toEqual([whole![0]]);
    // What cost least once may come whole again.
    expect(optimise(makeReads(false), { mode: 'token' }).texts).toEqual(first);
  });

  it('is not what the default is about: there the older copy stays as it was sent', () => {
    expect(start()(makeReads(true)).texts).toEqual(whole);
  });

  it('leaves nothing out that cannot be stored, and only takes old copies away', () => {
    expect(start()(makeReads(true), { mode: 'token', canStore: false }).texts).toEqual(whole);
    const talk = start()(makeTalk(10), { mode: 'token' }).result.segments;
    expect(talk.some(({ by }) => by.includes('brief'))).toBe(false);
  });
});
