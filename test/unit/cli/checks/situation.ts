import type { Probe, Situation } from '../../../../sidecar/cli/checks/index.ts';
import { defaults } from '../../../../sidecar/contract/settings.ts';

/** A situation in which everything is fine; a test says what is not. */
export function makeSituation(changes: Partial<Situation> = {}): Situation {
  return {
    settings: { ...defaults, home: '/nowhere', upstreams: { anthropic: 'https://a.example' } },
    env: {},
    userHome: '/nowhere',
    nodeVersion: '24.21.0',
    now: Date.UTC(2026, 0, 1),
    neighbour: async () => ({ kind: 'nobody' }),
    probes: async () => [makeProbe()],
    clients: async () => ({ list: async () => [], pause: async () => [], disconnect: async () => [] }),
    hooks: async () => ({ list: async () => [] }),
    account: async () => null,
    ...changes,
  };
}

export function makeProbe(changes: Partial<Probe> = {}): Probe {
  const clock = Date.UTC(2026, 0, 1);
  return { provider: 'anthropic', url: 'https://a.example', status: 404, fault: null, tookMs: 12, clock, ...changes };
}
