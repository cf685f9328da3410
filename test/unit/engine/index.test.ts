import { expect, it } from 'vitest';
import { decide } from '../../../sidecar/engine/index.ts';
import type { Hint, Policy } from '../../../sidecar/engine/types.ts';
import { digest } from '../../../sidecar/lib/hash.ts';
import { loadTokens } from '../../../sidecar/worker/inline.ts';

const policy: Policy = { mode: 'cache', canStore: true, originalsDir: '~/.headroom/originals' };
const kit = { tokens: loadTokens(), policy };
const hint = (over: Partial<Hint> = {}): Hint => ({
  tool: 'Bash',
  command: 'kubectl get pods -o json',
  path: '',
  question: '',
  terms: [],
  ...over,
});
const pods = Array.from({ length: 400 }, (_, i) => ({
  name: `pod-${i}`,
  phase: 'Running',
  restarts: i % 7,
  node: `node-${i % 5}`,
}));
const json = JSON.stringify(pods, null, 2);

it('leaves out rows only with the source named, counted and given back for storing', () => {
  const { decision, original } = decide({ text: json, hint: hint(), isError: false }, kit);
  expect(decision.by).toEqual(['json']);
  expect(decision.lossy!.shown).toBeLessThan(400);
  expect(decision.lossy!.total).toBe(400);
  expect(original).toBe(json);
  expect(decision.originalId).toBe(digest(json));
  expect(decision.text!.endsWith(`${decision.originalId}.txt]`)).toBe(true);
  expect(decision.tokensAfter).toBe(kit.tokens.count(decision.text!));
});

it('keeps every row when nothing can be stored or the result is an error', () => {
  const stateless = decide(
    { text: json, hint: hint(), isError: false },
    { ...kit, policy: { ...policy, canStore: false } },
  );
  const failed = decide({ text: json, hint: hint(), isError: true }, kit);
  for (const { decision, original } of [stateless, failed]) {
    expect(decision.lossy).toBeUndefined();
    expect(original).toBeUndefined();
    for (const { name } of pods) expect(decision.text).toContain(name);
  }
});

it('takes terminal control out first, then sees the structure behind it', () => {
  const coloured = json
    .split('\n')
    .map((line) => `\u001b[36m${line}\u001b[0m`)
    .join('\n');
  expect(decide({ text: coloured, hint: hint(), isError: false }, kit).decision.by).toEqual(['noise', 'json']);
});

it.each([
  ['small', 'ok', hint()],
  ['recalled', json, hint({ command: 'cat ~/.headroom/originals/0123456789abcdef0123.txt' })],
  ['code', json, hint({ tool: 'Read', command: '', path: 'package.json' })],
  [
    'no-gain',
    `${'Nothing in this text repeats or has a structure, it is just a sentence. '.repeat(3)}And an end.`,
    hint({ command: 'cat x' }),
  ],
])('says why a text stays: %s', (reason, text, given) => {
  const { decision } = decide({ text, hint: given, isError: false }, kit);
  expect([decision.text, decision.reason]).toEqual([null, reason]);
});

it('does not shrink what it has shrunk before', () => {
  const { decision } = decide({ text: json, hint: hint(), isError: false }, kit);
  expect(decide({ text: decision.text!, hint: hint(), isError: false }, kit).decision.reason).toBe('recalled');
});
