import type { SecondStatus } from './types.ts';

/** One line for health. @param status null: the engine's process has not said anything yet */
export function describeSecond(status: SecondStatus | null): string {
  if (status === null) return 'The engine has not started it yet.';
  const { state, answers, failures, reason } = status;
  const told = `${answers} ${answers === 1 ? 'answer' : 'answers'}, ${failures} ${failures === 1 ? 'failure' : 'failures'}`;
  if (state === 'suspended') return `It ${reason} and is left alone for a while; texts go without it (${told}).`;
  return `${state} (${told}${reason === '' ? '' : `; last: it ${reason}`})`;
}
