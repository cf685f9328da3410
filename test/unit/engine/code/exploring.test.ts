import { expect, it } from 'vitest';
import { findNames, isExploring } from '../../../../sidecar/engine/code/exploring.ts';

const ask = (question: string) => ({ tool: 'Read', command: '', path: '', question, terms: [] });

it.each([
  'How does `bakeBread` (src/oven.ts) work?',
  'Explain what bakeBread in src/oven.ts does, step by step. Do not change anything.',
  'How does `heat` work? I only want to understand it.',
  'What are the edge cases handled by `cloneRawRequest` in src/request.ts?',
  'Where is bake_bread called from, and why does it wait?',
  'Walk me through parseTray() without editing anything.',
])('takes %j for a question', (question) => {
  expect(isExploring(ask(question))).toBe(true);
});

it.each([
  '',
  'Fix the timer in `bakeBread`.',
  'Explain `bakeBread`, then rename it.',
  'How does `bakeBread` work? It should return null.',
  'What does this do? ```ts\nbake()\n```',
  'bakeBread is slow, make it faster',
  'Why does `bakeBread` fail?',
  'How do I add a timer to `bakeBread`?',
  'Understand `bakeBread` and implement the same for cakes.',
  'Look at `bakeBread`.',
  `How does it work? ${'x'.repeat(2000)}`,
])('does not take %j for one', (question) => {
  expect(isExploring(ask(question))).toBe(false);
});

it('is not misled by words of change inside names and paths', () => {
  expect(isExploring(ask('How does `addTimer` in src/fix/update.ts work?'))).toBe(true);
});

it('finds the names that may be definitions, without the words of the sentence and the parts of paths', () => {
  const names = findNames(ask('How does `json` use Oven.bakeBread, tray_of(x) and heat() in src/oven/parts.ts?'));
  expect([...names]).toEqual(['json', 'bakeBread', 'tray_of', 'heat']);
});
