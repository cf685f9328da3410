import type { ClientResult, ClientRow, ClientState } from '../../sidecar/contract/clients.ts';
import { texts } from '../texts/index.ts';

type Tone = 'fine' | 'plain' | 'care' | 'fault';

const tones: Readonly<Record<ClientState, Tone>> = {
  connected: 'fine',
  paused: 'plain',
  disconnected: 'plain',
  conflict: 'care',
  'not-installed': 'plain',
};

/** How a client stands: in a word, and what that means in the words of a person. */
export function describeClientState(row: Pick<ClientRow, 'state' | 'name'>): {
  readonly word: string;
  readonly sentence: string;
  readonly tone: Tone;
} {
  const { word, sentence } = texts().agents.states[row.state];
  return { word, tone: tones[row.state], sentence: sentence(row.name) };
}

/** How a change went, in one sentence. */
export function describeResult(result: ClientResult): string {
  const reason = result.error === null ? '' : `: ${result.error.message}`;
  return `${texts().agents.outcomes[result.outcome](result.name)}${reason}${reason.endsWith('.') ? '' : '.'}`;
}

/** Rows in the order in which they matter: what needs a decision, what works, what is there, what is not. */
export function sortClients(rows: readonly ClientRow[]): readonly ClientRow[] {
  const weights: Readonly<Record<ClientState, number>> = {
    conflict: 0,
    connected: 1,
    paused: 2,
    disconnected: 3,
    'not-installed': 4,
  };
  return rows.toSorted((a, b) => weights[a.state] - weights[b.state]);
}
