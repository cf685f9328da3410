import type { Summary } from '../contract/api.ts';
import type { ClientRow, ClientState } from '../contract/clients.ts';
import { formatListener, type Neighbour } from './neighbour.ts';
import { formatLive } from './summary-text.ts';

/** What `headroom status` looks at. */
export interface Status {
  /** Where Headroom is looked for: "http://127.0.0.1:8787". */
  readonly url: string;
  readonly neighbour: Neighbour;
  readonly clients: readonly Pick<ClientRow, 'id' | 'name' | 'state'>[];
  /** Since midnight here; null where nothing can be told. */
  readonly today: Summary | null;
}

const words: readonly (readonly [ClientState, string])[] = [
  ['connected', 'Through Headroom'],
  ['paused', 'Paused'],
  ['conflict', 'In conflict'],
];

/** A few lines for people, each true by itself. */
export function formatStatus({ url, neighbour, clients, today }: Status): string {
  const lines = [...describeHeadroom(url, neighbour), ...describeClients(clients, neighbour)];
  if (today !== null) lines.push(`Today: ${formatLive(today)}.`);
  return `${lines.join('\n')}\n`;
}

/** The same for programs. */
export function toStatusJson({ url, neighbour, clients, today }: Status): object {
  const health = neighbour.kind === 'headroom' ? neighbour.health : null;
  const listener = neighbour.kind === 'stranger' ? neighbour.listener : null;
  return { running: health !== null, url, health, listener, clients, today };
}

function describeHeadroom(url: string, neighbour: Neighbour): string[] {
  switch (neighbour.kind) {
    case 'nobody':
      return [`Headroom does not run: nothing listens at ${url}.`, '  → headroom start'];
    case 'stranger':
      return [
        `Headroom does not run: ${url} belongs to ${formatListener(neighbour.listener)}.`,
        '  → headroom doctor tells more.',
      ];
    case 'headroom': {
      const { version, pid, status, optimise, checks } = neighbour.health;
      const lines = [`Headroom ${version} runs at ${url}${pid === null ? '' : ` (process ${pid})`}.`];
      if (optimise === false) lines.push('It shortens nothing: it was started so, or set so.');
      if (status !== 'ok') {
        lines.push(status === 'bypassed' ? 'It sends everything on unchanged for now.' : `It is ${status}.`);
        lines.push(...checks.filter(({ ok }) => !ok).map(({ message }) => `  ${message}`));
      }
      return lines;
    }
  }
}

function describeClients(clients: Status['clients'], { kind }: Neighbour): string[] {
  const lines = words.flatMap(([state, word]) => {
    const names = clients.filter((client) => client.state === state).map(({ name }) => name);
    return names.length === 0 ? [] : [`${word}: ${names.join(', ')}.`];
  });
  if (lines.length === 0) return ['No client is connected.', '  → headroom connect all'];
  const has = (state: ClientState): boolean => clients.some((client) => client.state === state);
  if (kind !== 'headroom' && has('connected'))
    lines.push('What goes through Headroom cannot work until it runs.', '  → headroom start, or headroom pause');
  if (has('paused')) lines.push('  → headroom resume leads the paused ones through Headroom again.');
  if (has('conflict')) lines.push('  → headroom clients tells what stands in the way.');
  return lines;
}
