import type { CallEvent, TranscriptEvent } from '../transcripts/index.ts';
import type { Attempt } from './types.ts';

/** What is kept of a result: messages about a failure stand at its beginning. Characters. */
const MAX_TEXT = 2000;

/**
 * Calls with their results, in the order of the results.
 * @param isWanted whether a session's directory belongs to the project that is learnt about
 */
export async function collectAttempts(
  events: AsyncIterable<TranscriptEvent>,
  isWanted: (project: string) => boolean,
): Promise<Attempt[]> {
  const open = new Map<string, CallEvent>();
  const attempts: Attempt[] = [];
  // A resumed session repeats earlier lines, a growing message earlier calls.
  const seen = new Set<string>();
  for await (const event of events) {
    if (event.kind === 'usage' || !isWanted(event.project)) continue;
    const key = `${event.client}\n${event.id}`;
    if (event.kind === 'call') {
      open.set(key, event);
      continue;
    }
    const call = open.get(key);
    if (call === undefined || seen.has(key)) continue;
    open.delete(key);
    seen.add(key);
    const { client, session, project, at, tool, command, path } = call;
    const text = event.text.slice(0, MAX_TEXT);
    attempts.push({ client, session, project, at, tool, command, path, text, isError: event.isError });
  }
  return attempts;
}
