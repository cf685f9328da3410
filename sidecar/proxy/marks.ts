import type { Insertion } from '../dialects/types.ts';
import type { Edit } from '../worker/types.ts';
import type { Route } from './route.ts';

/**
 * Whether breakpoints may be set for the sender of a request: who pays by the token, with a key of the provider's own. A
 * subscription (OAuth) is counted by other rules, and who stands behind another upstream is not known.
 */
export function mayMark({ head, provider }: Route): boolean {
  const key = head.headers['x-api-key'] ?? '';
  const isLogin = key.startsWith('sk-ant-oat') || head.headers.authorization !== undefined;
  return provider.id === 'anthropic' && key !== '' && !isLogin;
}

/** Edits and breakpoints as one list for splicing. */
export function withMarks(edits: readonly Edit[], marks: readonly Insertion[] = []): readonly Edit[] {
  if (marks.length === 0) return edits;
  const put = marks.map(({ at, text }) => ({ start: at, end: at, bytes: Buffer.from(text, 'latin1') }));
  return [...edits, ...put].sort((a, b) => a.start - b.start);
}
