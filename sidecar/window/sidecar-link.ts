import { AppError } from '../contract/errors.ts';
import type { SidecarLink, TrayState } from './types.ts';

const ASK_MS = 5_000;

/** The sidecar's API as the companion asks it, in this process or in another one. @param url its origin. */
export function createSidecarLink(url: string, token: string, now: () => number = Date.now): SidecarLink {
  const ask = async (path: string, body?: object): Promise<unknown> => {
    const response = await fetch(`${url}/api/v1/${path}`, {
      method: body === undefined ? 'GET' : 'POST',
      headers: { authorization: `Bearer ${token}`, ...(body !== undefined && { 'content-type': 'application/json' }) },
      ...(body !== undefined && { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(ASK_MS),
    });
    const answer: unknown = await response.json().catch(() => null);
    if (response.ok) return answer;
    throw new AppError(
      'api.invalid',
      readMember(answer, 'message', 'string') ?? `Headroom answered ${response.status}.`,
    );
  };
  return {
    url,
    token,
    async readState() {
      const midnight = new Date(now()).setHours(0, 0, 0, 0);
      const questions = [`summary?since=${midnight}`, 'health', 'client-states'].map((path) => ask(path));
      const [summary, health, clients] = await Promise.all(questions);
      return toTrayState(summary, health, clients);
    },
    pause: async () => void (await ask('clients/pause', {})),
    resume: async () => void (await ask('clients/resume', {})),
    admit: async (origin) => void (await ask('window', { origin })),
  };
}

/** The first check that is not in order is what the tray says. */
function toTrayState(summary: unknown, health: unknown, clients: unknown): TrayState {
  const bill = readMember(summary, 'bill', 'object');
  const status = readMember(health, 'status', 'string');
  const checks = readMember(health, 'checks', 'object');
  const broken = (Array.isArray(checks) ? checks : []).find((check) => readMember(check, 'ok', 'boolean') === false);
  const problem =
    status === 'degraded' ? (readMember(broken, 'message', 'string') ?? 'Headroom needs attention') : null;
  const states = Object.values(readMember(clients, 'states', 'object') ?? {});
  const isPaused = status === 'bypassed' || (states.includes('paused') && !states.includes('connected'));
  return {
    condition: problem === null ? (isPaused ? 'paused' : 'running') : 'attention',
    savedUsd: readMember(bill, 'savedUsd', 'number') ?? null,
    shadowUsd: readMember(bill, 'shadowUsd', 'number') ?? null,
    problem,
  };
}

interface Kinds {
  readonly string: string;
  readonly number: number;
  readonly boolean: boolean;
  readonly object: object;
}

function readMember<K extends keyof Kinds>(value: unknown, name: string, kind: K): Kinds[K] | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const member = (value as Readonly<Record<string, unknown>>)[name];
  return typeof member === kind && member !== null ? (member as Kinds[K]) : undefined;
}
