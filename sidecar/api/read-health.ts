import type { Health } from '../contract/api.ts';
import { formatCount } from '../lib/counts.ts';
import type { ApiDeps, Faults } from './types.ts';

/** A process that ends is replaced within a fraction of a second; longer than this is a trouble. */
const downMostMs = 2000;

/** The state of the sidecar, asked freshly from every part. Never rejects: a part that fails is a check that is not ok. */
export async function readHealth(deps: ApiDeps, faults: Faults, now: number): Promise<Health> {
  const { settings } = deps;
  const [ledger, further] = await Promise.all([readLedger(deps), readFurther(deps)]);
  const checks = [ledger, readEngine(deps, faults, now), ...further];
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
    const waiting = queued > 0 ? ` ${formatCount(queued, 'exchange waits', 'exchanges wait')}.` : '';
    return { id: 'ledger', ok, message: messages.join(' ') + waiting };
  } catch (error) {
    return { id: 'ledger', ok: false, message: (error as Error).message };
  }
}

/** Single faults are told and no trouble: their requests went through untouched and the next ones are edited again. */
function readEngine({ engine }: ApiDeps, faults: Faults, now: number): Health['checks'][number] {
  const { restarts, givenUp, downMs } = engine.status();
  const counts = faults.count(now);
  const total = counts.reduce((sum, [, count]) => sum + count, 0);
  const codes = counts.map(([code, count]) => `${code} ${count}`).join(', ');
  const facts = [
    givenUp && 'The engine keeps dying; requests go through untouched.',
    !givenUp && downMs > downMostMs && 'The engine is not running; requests go through untouched.',
    restarts > 0 && `Restarted ${restarts} ${restarts === 1 ? 'time' : 'times'}.`,
    total > 0 && `Sent untouched after a fault in the last 10 minutes: ${total} (${codes}).`,
  ].filter((fact) => fact !== false);
  return { id: 'engine', ok: !givenUp && downMs <= downMostMs, message: facts.join(' ') || 'ok' };
}

async function readFurther({ checks }: ApiDeps): Promise<Health['checks']> {
  if (checks === undefined) return [];
  try {
    return await checks();
  } catch (error) {
    return [{ id: 'checks', ok: false, message: (error as Error).message }];
  }
}
