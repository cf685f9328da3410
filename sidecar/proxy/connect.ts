import { request as requestPlain } from 'node:http';
import { isIP, type Socket } from 'node:net';
import { connect as connectTls, createSecureContext, getCACertificates, type SecureContext } from 'node:tls';
import { Agent, buildConnector } from 'undici';
import { isLoopbackName } from '../lib/loopback.ts';

/** Longer than any healthy TCP + TLS handshake, shorter than any client's patience. */
const CONNECT_TIMEOUT_MS = 10_000;
/** Idle upstream connections are kept this long: below the 60 s after which common load balancers hang up. */
const KEEP_ALIVE_MS = 30_000;

type Env = Readonly<Record<string, string | undefined>>;

/** The address of a server to connect to. */
interface Target {
  readonly protocol: string;
  readonly hostname: string;
  readonly port: string;
}

/** Connections to upstreams: a pool for requests and single sockets for upgrades, both through HTTPS_PROXY when it is set. */
export interface Upstreams {
  readonly agent: Agent;
  /** An open socket (TLS for https origins), for an upgrade. Rejects with the system's error. */
  connect(origin: string): Promise<Socket>;
  /** Loads the certificates ahead of the first request (about 80 ms once). */
  warm(): void;
  close(): Promise<void>;
}

/**
 * undici's own proxy agents collapse repeated headers and change their case, so the tunnel is opened here, below the
 * pool: to undici a tunnelled connection is an ordinary one and heads stay as the client wrote them.
 * @param env HTTPS_PROXY, HTTP_PROXY and NO_PROXY in upper or lower case.
 */
export function createUpstreams(env: Env): Upstreams {
  let context: SecureContext | undefined;
  const secureContext = (): SecureContext => {
    // 'default' is the bundled list and NODE_EXTRA_CA_CERTS; 'system' has what a company installed on this machine.
    context ??= createSecureContext({
      ca: [...new Set([...getCACertificates('default'), ...getCACertificates('system')])],
    });
    return context;
  };
  const plain = buildConnector({ timeout: CONNECT_TIMEOUT_MS, allowH2: false });
  let secure: buildConnector.connector | undefined;
  const open = (options: buildConnector.Options, callback: buildConnector.Callback): void => {
    if (options.protocol !== 'https:') {
      plain(options, callback);
      return;
    }
    secure ??= buildConnector({ timeout: CONNECT_TIMEOUT_MS, allowH2: false, secureContext: secureContext() });
    secure(options, callback);
  };
  const connector = (options: buildConnector.Options, callback: buildConnector.Callback): void => {
    const proxy = findProxy(options, env);
    if (proxy === null) {
      open(options, callback);
      return;
    }
    openTunnel(proxy, options, secureContext).then(
      (socket) => {
        if (options.protocol === 'https:') open({ ...options, httpSocket: socket }, callback);
        else callback(null, socket);
      },
      (error: Error) => callback(error, null),
    );
  };
  const agent = new Agent({
    connect: connector,
    allowH2: false,
    pipelining: 1,
    // Agents think for an hour and stay silent for minutes: only the client's patience ends a request.
    headersTimeout: 0,
    bodyTimeout: 0,
    keepAliveTimeout: KEEP_ALIVE_MS,
    keepAliveMaxTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: 256 * 1024,
  });
  return {
    agent,
    connect: (origin) =>
      new Promise((resolve, reject) => {
        const { protocol, hostname, host, port } = new URL(origin);
        connector({ protocol, hostname: bare(hostname), host, port }, (error, socket) => {
          if (error) reject(error);
          else resolve(socket as Socket);
        });
      }),
    warm: () => void secureContext(),
    close: () => agent.destroy(),
  };
}

/** The HTTP proxy for a target, or null for a direct connection. Loopback targets are never sent through a proxy. */
export function findProxy({ protocol, hostname, port }: Target, env: Env): URL | null {
  const secure = protocol === 'https:';
  const plainProxy = env.http_proxy || env.HTTP_PROXY;
  const address = secure ? env.https_proxy || env.HTTPS_PROXY || plainProxy : plainProxy;
  if (!address || isLoopbackName(hostname)) return null;
  const targetPort = port || (secure ? '443' : '80');
  if (isExempt(bare(hostname).toLowerCase().replace(/\.$/, ''), targetPort, env.no_proxy || env.NO_PROXY || ''))
    return null;
  const url = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `http://${address}`;
  return URL.canParse(url) && /^https?:/i.test(url) ? new URL(url) : null;
}

/** NO_PROXY: names cover their subdomains, "*" covers all, ":port" limits an entry to that port. */
function isExempt(host: string, port: string, list: string): boolean {
  return list.split(/[\s,]+/).some((entry) => {
    const withPort = /^(\[[^\]]+\]|[^:]*):(\d+)$/.exec(entry);
    if (withPort && withPort[2] !== port) return false;
    const name = bare(withPort ? withPort[1]! : entry).toLowerCase();
    if (name === '') return false;
    if (name === '*') return true;
    const domain = name.replace(/^\*?\./, '');
    return (host === domain && !name.startsWith('*')) || host.endsWith(`.${domain}`);
  });
}

/** An IPv6 address without its brackets; everything else as it is. */
function bare(hostname: string): string {
  return hostname.replace(/^\[(.*)\]$/, '$1');
}

/** A connection through an HTTP proxy (CONNECT). */
function openTunnel(proxy: URL, target: Target, secureContext: () => SecureContext): Promise<Socket> {
  const host = target.hostname.includes(':') ? `[${bare(target.hostname)}]` : target.hostname;
  const authority = `${host}:${target.port || (target.protocol === 'https:' ? 443 : 80)}`;
  const login = `${decodeURIComponent(proxy.username)}:${decodeURIComponent(proxy.password)}`;
  return new Promise((resolve, reject) => {
    const options = {
      host: bare(proxy.hostname),
      port: proxy.port || (proxy.protocol === 'https:' ? 443 : 80),
      method: 'CONNECT',
      path: authority,
      headers: {
        host: authority,
        ...(proxy.username ? { 'proxy-authorization': `Basic ${Buffer.from(login).toString('base64')}` } : {}),
      },
      timeout: CONNECT_TIMEOUT_MS,
    } as const;
    const request = requestPlain(
      proxy.protocol === 'https:'
        ? {
            ...options,
            createConnection: () =>
              connectTls({
                host: options.host,
                port: Number(options.port),
                ...(isIP(options.host) === 0 ? { servername: options.host } : {}),
                secureContext: secureContext(),
              }),
          }
        : { ...options, agent: false },
    );
    request.once('connect', (answer, socket, head) => {
      if (answer.statusCode !== undefined && answer.statusCode >= 200 && answer.statusCode < 300) {
        socket.setTimeout(0);
        if (head.length > 0) socket.unshift(head);
        resolve(socket);
        return;
      }
      socket.destroy();
      reject(makeTunnelError(`the HTTP proxy answered ${answer.statusCode}`, `PROXY_${answer.statusCode}`));
    });
    request.once('timeout', () => request.destroy(makeTunnelError('the HTTP proxy did not answer', 'PROXY_TIMEOUT')));
    request.once('error', reject);
    request.end();
  });
}

/** Shaped like a system error, so that failures are described in one place. */
function makeTunnelError(message: string, code: string): Error {
  return Object.assign(new Error(message), { code });
}
