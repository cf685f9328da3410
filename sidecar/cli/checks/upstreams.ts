import type { Check, Finding, Probe } from './types.ts';

export const upstreams = {
  id: 'upstreams',
  async find(situation) {
    return (await situation.probes()).map(describe);
  },
} satisfies Check;

function describe({ provider, url, status, fault, tookMs }: Probe): Finding {
  if (status !== null && status < 500) {
    return { check: 'upstreams', level: 'ok', message: `${provider} answers at ${url} in ${Math.round(tookMs)} ms.` };
  }
  const problem =
    status === null ? `cannot be reached at ${url}: ${fault ?? 'no answer'}` : `answers ${status} at ${url}`;
  return {
    check: 'upstreams',
    level: 'warning',
    message: `${provider} ${problem}.`,
    hint: 'Check the network, HTTPS_PROXY and NODE_EXTRA_CA_CERTS. Clients of other providers are not affected.',
  };
}
