import { expect, it } from 'vitest';
import { digest } from '../../../sidecar/lib/hash.ts';
import { loadTokens, type OptimiseJob, Optimiser } from '../../../sidecar/worker/inline.ts';

const tokens = loadTokens();
const job: OptimiseJob = {
  dialect: 'anthropic',
  conversation: 'c',
  mode: 'cache',
  suspended: [],
  pinned: [],
  canStore: true,
  originalsDir: '~/.headroom/originals',
};
const encode = (value: unknown) => new TextEncoder().encode(JSON.stringify(value));
const rows = (n: number) =>
  JSON.stringify(
    Array.from({ length: n }, (_, i) => ({ id: i, name: `row ${i}`, state: i % 50 === 3 ? 'failed' : 'open' })),
    null,
    1,
  );
const call = (id: string, command: string) => ({
  role: 'assistant',
  content: [{ type: 'tool_use', id, name: 'Bash', input: { command } }],
});
const answer = (id: string, content: string) => ({
  role: 'user',
  content: [{ type: 'tool_result', tool_use_id: id, content }],
});

function createOptimiser() {
  const stored: string[] = [];
  const put = (text: string) => {
    stored.push(text);
    return { id: digest(text) };
  };
  const optimiser = new Optimiser(tokens, { put });
  return { optimiser, stored };
}

it('stores the source of every lossy edit on every turn, so that an original in use never expires', () => {
  const { optimiser, stored } = createOptimiser();
  const body = encode({ messages: [{ role: 'user', content: 'q' }, call('t', 'list'), answer('t', rows(400))] });
  optimiser.optimise(body, job);
  const { result } = optimiser.optimise(body, job);
  expect(stored).toEqual([rows(400), rows(400)]);
  expect(result.segments[0]!.lossy!.total).toBe(400);
});

it('sends a repeated output as a reference, but never the answer to a recall', () => {
  const { optimiser } = createOptimiser();
  const messages = [
    { role: 'user', content: 'q' },
    call('a', 'list'),
    answer('a', rows(40)),
    call('b', 'list'),
    answer('b', rows(40)),
    call('c', 'cat ~/.headroom/originals/0123456789abcdef0123.txt'),
    answer('c', rows(40)),
  ];
  const { result } = optimiser.optimise(encode({ messages }), job);
  expect(result.segments.map((one) => one.by)).toEqual([['json'], ['same'], []]);
  expect(result.segments[2]!.reason).toBe('recalled');
});

it('gives edits in body order although the prompt is ordered otherwise', () => {
  const { optimiser } = createOptimiser();
  const body = encode({
    messages: [
      { role: 'user', content: 'q' },
      call('a', 'x'),
      answer('a', rows(60)),
      call('b', 'y'),
      answer('b', rows(90)),
    ],
    system: 's',
    tools: [],
  });
  const { result } = optimiser.optimise(body, job);
  expect(result.edits).toHaveLength(2);
  expect(result.edits[0]!.end).toBeLessThanOrEqual(result.edits[1]!.start);
});

it('reports a body that it cannot read as unread, with nothing to edit', () => {
  const { optimiser } = createOptimiser();
  for (const dialect of ['anthropic', 'no-such-dialect']) {
    const { result, blocks } = optimiser.optimise(encode([]), { ...job, dialect });
    expect([result.read, result.edits, blocks()]).toEqual([null, [], []]);
  }
});

it('sends a re-run test suite as what changed, and a piece of a file that was read before as its lines', () => {
  const { optimiser } = createOptimiser();
  const suite = (failing: number) =>
    Array.from({ length: 60 }, (_, i) => `${digest(`${i}`)} ${i === failing ? 'burned' : digest(`rose ${i}`)}`).join(
      '\n',
    );
  const file = (from: number, to: number) =>
    Array.from({ length: to - from + 1 }, (_, i) => `${from + i}\tconst cake${from + i} = bake(${from + i});`).join(
      '\n',
    );
  const messages = [
    { role: 'user', content: 'q' },
    call('a', './suite'),
    answer('a', suite(7)),
    call('b', 'cat -n src/a.ts'),
    answer('b', file(1, 90)),
    call('c', './suite'),
    answer('c', suite(9)),
    call('d', 'sed -n 20,80p src/a.ts'),
    answer('d', file(20, 80)),
    call('e', 'cat -n src/a.ts'),
    answer('e', file(1, 90).replace('bake(50)', 'burn(50)')),
  ];
  const { result } = optimiser.optimise(encode({ messages }), job);
  expect(result.segments[2]!.by).toContain('delta');
  expect(result.segments[3]!.by).toEqual(['delta']);
  expect(result.segments[4]).toMatchObject({ by: [], reason: 'code' });
});

it('sends code whole that was only outlined before, when it is to be changed', () => {
  const { optimiser } = createOptimiser();
  const body = (name: string) => Array.from({ length: 20 }, (_, i) => `  ${name}.step(${i}, tray);`).join('\n');
  const source = ['heat', 'bakeBread', 'cool', 'clean', 'close', 'open']
    .map((name) => `export function ${name}(tray) {\n${body(name)}\n}\n`)
    .join('\n');
  const question = { role: 'user', content: 'How does `bakeBread` work?' };
  const messages = [question, call('a', 'cat src/oven.ts'), answer('a', source)];
  const later = [
    ...messages,
    { role: 'assistant', content: 'It bakes.' },
    { role: 'user', content: 'Fix it.' },
    call('b', 'cat src/oven.ts'),
    answer('b', source),
    call('c', 'cat src/oven.ts'),
    answer('c', source),
  ];
  const first = optimiser.optimise(encode({ messages }), job).result;
  expect(first.segments[0]!.by).toEqual(['code']);
  const { segments } = optimiser.optimise(encode({ messages: later }), job).result;
  expect(segments.map((one) => one.by)).toEqual([['code'], [], ['same']]);
});

it('takes a text for no other that differs in a half of a character, as a cut leaves it', () => {
  const { optimiser } = createOptimiser();
  const said = (half: string): string => {
    const text = JSON.stringify(
      Array.from({ length: 90 }, (_, i) => ({ id: i, mood: 'fine', end: '…' })),
      null,
      1,
    );
    const body = encode({ messages: [call('a', 'cat moods'), answer('a', text.replace('…', half))] });
    return optimiser
      .optimise(body, job)
      .result.edits.map(({ bytes }) => Buffer.from(bytes).toString())
      .join();
  };
  expect(said('\ud83d')).toContain('ud83d');
  expect(said('\ud83e')).toContain('ud83e');
});
