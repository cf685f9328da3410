import type { Dispatcher } from 'undici';
import type { Env } from './children.ts';

/** How long a server of the internet may take. */
export interface WebBounds {
  /** Until the connection stands. */
  readonly connectMs: number;
  /** Between two bytes, not for the whole. */
  readonly silenceMs: number;
}

/**
 * Connections to servers of the internet as this computer is set up for them: the proxies of the environment (HTTPS_PROXY,
 * HTTP_PROXY, NO_PROXY in upper or lower case), and Node's own certificates, NODE_EXTRA_CA_CERTS and those of the system.
 * @param isLocal a server on this computer: no proxy stands before it.
 */
export async function makeWebAgent(
  env: Env,
  isLocal: boolean,
  { connectMs, silenceMs }: WebBounds,
): Promise<Dispatcher> {
  const [{ Agent, EnvHttpProxyAgent }, { getCACertificates }] = await Promise.all([
    import('undici'),
    import('node:tls'),
  ]);
  const ca = [...new Set([...getCACertificates('default'), ...getCACertificates('system')])];
  const bounds = { connect: { ca, timeout: connectMs }, headersTimeout: silenceMs, bodyTimeout: silenceMs };
  if (isLocal) return new Agent(bounds);
  const plain = env.http_proxy || env.HTTP_PROXY || '';
  return new EnvHttpProxyAgent({
    ...bounds,
    requestTls: { ca },
    proxyTls: { ca },
    httpProxy: plain,
    httpsProxy: env.https_proxy || env.HTTPS_PROXY || plain,
    noProxy: env.no_proxy || env.NO_PROXY || '',
  });
}
