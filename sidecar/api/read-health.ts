import type { Health } from '../contract/api.ts';
import type { ApiDeps } from './types.ts';

/** The state of the sidecar, asked freshly from every part. Never rejects: a part that fails is a check that is not ok. */
export async function readHealth(deps: ApiDeps, now: number): Promise<Health> {
  const { settings } = deps;
  const [ledger, further] = await Promise.all([readLedger(deps), readFurther(deps)]);
  const checks = [ledger, readEngine(deps), ...further];
  const isFine = checks.every((check) => check.ok);
  return {
    status: isFine ? (settings.optimise ? 'ok' : 'bypassed') : 'degraded',
    version: deps.version,
    pid: process.pid,
    uptimeSeconds: Math.max(0, (now - deps.startedAt) / 1000),
    upstreams: hideCredentials(settings.upstreams),
    mode: settings.mode,
    optimise: settings.optimise,
    checks,
    inFlight: deps.inFlight?.() ?? 0,
    rssBytes: process.memoryUsage.rss(),
  };
}

/** An upstream URL may carry a user and a password. */
export function hideCredentials(upstreams: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(upstreams).map(([id, text]) => {
    if (!URL.canParse(text)) return [id, text];
    const url = new URL(text);
    if (url.username === '' && url.password === '') return [id, text];
    url.username = '';
    url.password = '';
    return [id, url.href];
  });
  return Object.fromEntries(entries);
}

async function readLedger({ store }: ApiDeps): Promise<Health['checks'][number]> {
  try {
    const { ok, messages, queued } = await store.health();
    const waiting = queued > 0 ? ` ${queued} exchanges wait.` : '';
    return { id: 'ledger', ok, message: messages.join(' ') + waiting };
  } catch (error) {
    return { id: 'ledger', ok: false, message: (error as Error).message };
  }
}

function readEngine({ engine }: ApiDeps): Health['checks'][number] {
  const { restarts, givenUp } = engine.status();
  if (givenUp) return { id: 'engine', ok: false, message: 'The engine keeps dying; requests go through untouched.' };
  return { id: 'engine', ok: true, message: restarts === 0 ? 'ok' : `restarted ${restarts} times` };
}

async function readFurther({ checks }: ApiDeps): Promise<Health['checks']> {
  if (checks === undefined) return [];
  try {
    return await checks();
  } catch (error) {
    return [{ id: 'checks', ok: false, message: (error as Error).message }];
  }
}
