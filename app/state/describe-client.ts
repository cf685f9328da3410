import type { ClientResult, ClientRow, ClientState } from '../../sidecar/contract/clients.ts';

interface Words {
  readonly word: string;
  /** What that means, in the words of a person; the technical word stands beside it. */
  readonly sentence: (name: string) => string;
  readonly tone: 'fine' | 'plain' | 'care' | 'fault';
}

const states: Readonly<Record<ClientState, Words>> = {
  connected: { word: 'Connected', tone: 'fine', sentence: (name) => `${name} goes through Headroom.` },
  paused: {
    word: 'Paused',
    tone: 'plain',
    sentence: (name) => `${name} talks to its provider directly until it is resumed.`,
  },
  disconnected: {
    word: 'Not connected',
    tone: 'plain',
    sentence: (name) => `${name} talks to its provider directly.`,
  },
  conflict: {
    word: 'Conflict',
    tone: 'care',
    sentence: (name) => `${name} should go through Headroom, but its settings were changed by somebody else.`,
  },
  'not-installed': {
    word: 'Not found',
    tone: 'plain',
    sentence: (name) => `${name} was not found on this computer.`,
  },
};

export function describeClientState(row: Pick<ClientRow, 'state' | 'name'>): {
  readonly word: string;
  readonly sentence: string;
  readonly tone: Words['tone'];
} {
  const { word, tone, sentence } = states[row.state];
  return { word, tone, sentence: sentence(row.name) };
}

const outcomes: Readonly<Record<ClientResult['outcome'], string>> = {
  connected: 'is connected',
  disconnected: 'is no longer connected',
  paused: 'is paused',
  resumed: 'is connected again',
  unchanged: 'was so already',
  steps: 'has to be set up by hand',
  failed: 'could not be changed; its files are as they were',
};

/** How a change went, in one sentence. */
export function describeResult(result: ClientResult): string {
  const reason = result.error === null ? '' : `: ${result.error.message}`;
  return `${result.name} ${outcomes[result.outcome]}${reason}${reason.endsWith('.') ? '' : '.'}`;
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
