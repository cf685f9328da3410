import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** One request as it came. */
export interface Asked {
  readonly method: string;
  readonly path: string;
  readonly authorization: string;
  readonly form: Readonly<Record<string, string>>;
}

/** An account service on loopback that keeps the rules: codes once, refresh tokens once, revoked is revoked. */
export interface AccountServer {
  /** The account URL. */
  readonly url: string;
  readonly asked: Asked[];
  /** What the description says besides, or instead. */
  description: Record<string, unknown>;
  /** What the device endpoint says besides. */
  device: Record<string, unknown>;
  /** Answers of the token endpoint to a device code, in turn; then what was decided. "cut" breaks the connection off. */
  readonly script: ('slow_down' | 'authorization_pending' | 'cut' | 'busy')[];
  /** Of a refresh: false = the same refresh token goes on. */
  rotates: boolean;
  /** Seconds that an access token lasts. */
  lastsSeconds: number;
  givesRefresh: boolean;
  plan: unknown;
  /** Every status but 200 is answered instead of the plan. */
  planStatus: number;
  /** Tokens that are valid now. */
  readonly valid: Set<string>;
  /** Every token that was ever given. */
  readonly given: string[];
  decide(decision: 'confirm' | 'deny'): void;
  /** Nothing is valid any more: as when the person ends all sessions elsewhere. */
  endAll(): void;
  close(): Promise<void>;
}

const CODE = 'WDJB-MJHT';

export async function startAccountServer(): Promise<AccountServer> {
  let decision: 'confirm' | 'deny' | null = null;
  const devices = new Set<string>();
  const http = createServer((request, response) => void serve(request, response));
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  const server: AccountServer = {
    ...{
      url,
      asked: [],
      description: {},
      device: {},
      script: [],
      rotates: true,
      lastsSeconds: 3600,
      givesRefresh: true,
    },
    ...{ plan: { account: 'ann@example.com', plan: { name: 'Team' } }, planStatus: 200, valid: new Set(), given: [] },
    decide: (value) => {
      decision = value;
    },
    endAll: () => server.valid.clear(),
    close: () =>
      new Promise((resolve) => {
        http.close(() => resolve());
        http.closeAllConnections();
      }),
  };

  async function serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = '';
    for await (const chunk of request) text += chunk;
    const { pathname } = new URL(request.url ?? '/', url);
    const form = Object.fromEntries(new URLSearchParams(text));
    const authorization = request.headers.authorization ?? '';
    server.asked.push({ method: request.method ?? '', path: request.url ?? '', authorization, form });
    const say = (status: number, body: unknown): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const refuse = (error: string): void => say(400, { error });
    if (pathname === '/.well-known/oauth-authorization-server') say(200, describe());
    else if (pathname === '/device') say(200, startDevice());
    else if (pathname === '/revoke') {
      server.valid.delete(form.token ?? '');
      say(200, {});
    } else if (pathname === '/plan') {
      if (!server.valid.has(authorization.replace('Bearer ', ''))) say(401, {});
      else say(server.planStatus, server.plan);
    } else if (pathname === '/token' && form.grant_type === 'refresh_token')
      renew(form.refresh_token ?? '', say, refuse);
    else if (pathname === '/token') answerDevice(form.device_code ?? '', { say, refuse, response });
    else say(404, {});
  }

  function describe(): unknown {
    return {
      ...{ issuer: url, token_endpoint: `${url}/token`, device_authorization_endpoint: `${url}/device` },
      revocation_endpoint: `${url}/revoke`,
      ...server.description,
    };
  }

  function startDevice(): unknown {
    const device = randomUUID();
    devices.add(device);
    const page = `${url}/activate`;
    const rest = { verification_uri_complete: `${page}?code=${CODE}`, expires_in: 600, interval: 1, ...server.device };
    return { device_code: device, user_code: CODE, verification_uri: page, ...rest };
  }

  function answerDevice(
    device: string,
    { say, refuse, response }: { say: Say; refuse: (error: string) => void; response: ServerResponse },
  ): void {
    const next = server.script.shift();
    if (next === 'cut') response.destroy();
    else if (next === 'busy') say(503, {});
    else if (next !== undefined) refuse(next);
    else if (!devices.has(device)) refuse('invalid_grant');
    else if (decision === 'deny') refuse('access_denied');
    else if (decision === null) refuse('authorization_pending');
    else {
      devices.delete(device);
      decision = null;
      say(200, grant());
    }
  }

  function grant(refreshToken: string | null = null): unknown {
    const access = make('access');
    const refresh = server.givesRefresh ? (refreshToken ?? make('refresh')) : null;
    const rest = refresh === null ? {} : { refresh_token: refresh };
    return { access_token: access, token_type: 'Bearer', expires_in: server.lastsSeconds, ...rest };
  }

  function make(kind: string): string {
    const token = `${kind}-${randomUUID()}`;
    server.valid.add(token);
    server.given.push(token);
    return token;
  }

  function renew(token: string, say: Say, refuse: (error: string) => void): void {
    if (!server.valid.has(token)) {
      // One that was used before: somebody has a copy of it, and all are ended (RFC 9700, section 4.14.2).
      server.valid.clear();
      refuse('invalid_grant');
    } else if (server.rotates) {
      server.valid.delete(token);
      say(200, grant());
    } else say(200, grant(token));
  }

  return server;
}

type Say = (status: number, body: unknown) => void;
