import { answerJson } from '../errors.ts';
import { readHealth } from '../read-health.ts';
import { livez as livezSchema, peerHealth, readyz as readyzSchema } from '../schemas/health.ts';
import type { Call, Route } from '../types.ts';

function makeAlive({ deps, now }: Call, status: string) {
  return {
    service: 'headroom',
    status,
    version: deps.version,
    pid: process.pid,
    timestamp: new Date(now).toISOString(),
    uptime_seconds: Math.max(0, (now - deps.startedAt) / 1000),
  };
}

export const livez = {
  id: 'livez',
  method: 'get',
  path: '/livez',
  access: 'anyone',
  summary: 'Whether the process answers.',
  answer: livezSchema,
  handle: (call) => answerJson({ ...makeAlive(call, 'ok'), alive: true }),
} as const satisfies Route;

/** A ledger in trouble does not make the proxy unready: requests are forwarded all the same. */
export const readyz = {
  id: 'readyz',
  method: 'get',
  path: '/readyz',
  access: 'anyone',
  summary: 'Whether requests are forwarded: 200 or 503.',
  answer: readyzSchema,
  others: { 503: readyzSchema },
  handle: async (call) => {
    const { checks, status } = await readHealth(call.deps, call.faults, call.now);
    const blocking = checks.filter(({ id, ok }) => !ok && id !== 'ledger' && id !== 'engine' && id !== 'supervision');
    const ready = blocking.length === 0;
    // Open to everyone: names of checks, no paths or addresses.
    const short = checks.map(({ id, ok }) => ({ id, ok, message: ok ? 'ok' : 'see /health' }));
    return answerJson({ ...makeAlive(call, status), ready, checks: short }, ready ? 200 : 503);
  },
} as const satisfies Route;

export const healthz = {
  id: 'health',
  method: 'get',
  path: '/health',
  access: 'loopback',
  summary: 'State, configuration and checks, with the field names of the peer.',
  answer: peerHealth,
  handle: async (call) => {
    const { settings } = call.deps;
    const health = await readHealth(call.deps, call.faults, call.now);
    return answerJson({
      ...makeAlive(call, health.status),
      alive: true,
      ready: true,
      checks: health.checks,
      upstreams: health.upstreams,
      config: {
        backend: 'direct',
        optimize: settings.optimise,
        mode: settings.mode,
        stateless: settings.stateless,
        pid: process.pid,
        upstreams: health.upstreams,
      },
    });
  },
} as const satisfies Route;
