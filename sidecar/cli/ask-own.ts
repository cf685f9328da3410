import type { Settings } from '../contract/settings.ts';
import { readMain } from '../supervisor/index.ts';
import { type Answer, type AskOptions, askLocal } from './ask.ts';
import { findNeighbour } from './neighbour.ts';

/** What is asked of the control API. */
export type Question = Pick<AskOptions, 'path' | 'json' | 'method'>;

const TIMEOUT_MS = 15_000;

/**
 * Asks the Headroom that runs with this home, wherever it listens.
 * @returns null when none answers; one with another home does not know the token.
 */
export async function askOwnHeadroom(own: Settings, question: Question): Promise<Answer | null> {
  const { readToken } = await import('../store/index.ts');
  const token = readToken(own.home);
  if (token === null) return null;
  const main = await readMain(own.home);
  const places = main?.url ? [placeOf(main.url)] : [];
  for (const place of [...places, { host: own.host, port: own.port }]) {
    if ((await findNeighbour(place)).kind !== 'headroom') continue;
    const answer = await askLocal({ ...place, ...question, token, timeoutMs: TIMEOUT_MS });
    if (answer !== null && answer.status !== 401) return answer;
  }
  return null;
}

function placeOf(url: string): { host: string; port: number } {
  const { hostname, port } = new URL(url);
  return { host: hostname.replace(/^\[|\]$/g, ''), port: Number(port || 80) };
}
