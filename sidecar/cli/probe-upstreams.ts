import { getCACertificates } from 'node:tls';
import type { Settings } from '../contract/settings.ts';
import type { Probe } from './checks/index.ts';

/** Long enough for a slow network, short enough to wait for. */
const TIMEOUT_MS = 5000;

/** Asks every upstream for a HEAD of its prefix, all at once; through HTTPS_PROXY and with the certificates that the proxy trusts. */
export async function probeUpstreams({ upstreams }: Pick<Settings, 'upstreams'>): Promise<Probe[]> {
  // Loaded here: no other command needs undici.
  const { EnvHttpProxyAgent, request } = await import('undici');
  const ca = [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  const dispatcher = new EnvHttpProxyAgent({ connect: { ca }, requestTls: { ca } });
  const probe = async ([provider, url]: [string, string]): Promise<Probe> => {
    const start = performance.now();
    try {
      const signal = AbortSignal.timeout(TIMEOUT_MS);
      const { statusCode, headers, body } = await request(url, { method: 'HEAD', dispatcher, signal });
      await body.dump();
      const clock = typeof headers.date === 'string' ? Date.parse(headers.date) : Number.NaN;
      const tookMs = performance.now() - start;
      return { provider, url, status: statusCode, fault: null, tookMs, clock: Number.isNaN(clock) ? null : clock };
    } catch (error) {
      const tookMs = performance.now() - start;
      return { provider, url, status: null, fault: explain(error), tookMs, clock: null };
    }
  };
  try {
    return await Promise.all(Object.entries(upstreams).map(probe));
  } finally {
    await dispatcher.close();
  }
}

/** A network failure in words. */
function explain(error: unknown): string {
  const { name, code, message } = error as NodeJS.ErrnoException;
  if (name === 'TimeoutError') return `no answer within ${TIMEOUT_MS / 1000} s`;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'its name cannot be resolved';
  if (code === 'ECONNREFUSED') return 'the connection is refused';
  return message || code || 'no answer';
}
