import { type Context, Hono, type Next } from 'hono';
import { z } from 'zod';
import { AppError } from '../contract/errors.ts';
import { createCounters } from './counters.ts';
import { describeCall } from './describe-call.ts';
import { answerError, notFound } from './errors.ts';
import { createFaults } from './faults.ts';
import { admit, type Caller } from './guard.ts';
import { answerFile, answerPage, pageHeaders } from './page.ts';
import { document } from './routes/document.ts';
import { routes } from './routes/index.ts';
import type { ApiDeps, Call, Env, Route } from './types.ts';

/**
 * The control API, the local endpoints and the page, as a Hono app. Mount it in front of the proxy's catch-all
 * (`app.route('/', createApi(deps))`): what it does not own it leaves to the handlers behind it, see {@link isOwnPath}.
 * It counts the ledger's rows from now on for /metrics.
 */
export function createApi(deps: ApiDeps): Hono<Env> {
  const app = new Hono<Env>();
  const counters = createCounters();
  const faults = createFaults();
  deps.store.onRecorded((row) => {
    counters.add(row);
    faults.add(row);
  });
  const origins = new Set<string>();
  const counted = { counters: counters.totals, faults, origins };
  app.options('/api/v1/*', (context) => answerPreflight(context, origins));
  for (const route of [...routes, document]) {
    app.on(route.method.toUpperCase(), route.path, (context) => answerRoute(route, deps, context, counted));
  }
  // Of an API path nothing may reach the proxy, which would send it to a provider.
  app.all('/api/v1/*', () => secure(answerError(notFound('such path in this API'))));
  app.get('*', (context, next) => answerStatic(deps, context, next));
  return app;
}

/** Whether a request is for this app rather than for a provider. `accept` matters for the page at / only. */
export function isOwnPath(method: string, path: string, accept = ''): boolean {
  if (path.startsWith('/api/v1/')) return true;
  if ((method === 'GET' || method === 'HEAD') && (isPage(path, accept) || path.startsWith('/assets/'))) return true;
  return routes.some((route) => {
    if (route.method.toUpperCase() !== method && !(method === 'HEAD' && route.method === 'get')) return false;
    return new RegExp(`^${route.path.replace(/:\w+/g, '[^/]+')}$`).test(path);
  });
}

/** Clients probe / of their base URL as well; only a browser asks for HTML. */
function isPage(path: string, accept: string): boolean {
  return (path === '/' || path === '/dashboard') && accept.includes('text/html');
}

async function answerRoute(
  route: Route,
  deps: ApiDeps,
  context: Context<Env>,
  counted: Pick<Call, 'counters' | 'faults' | 'origins'>,
): Promise<Response> {
  const { origins } = counted;
  try {
    admit(readCaller(context), route.access, { ...deps, origins });
    const query = route.query === undefined ? {} : readQuery(route.query, context);
    const answer = await route.handle({
      deps,
      context,
      now: (deps.now ?? Date.now)(),
      params: context.req.param() as Record<string, string>,
      query,
      ...counted,
    });
    tell(route, deps, answer);
    return share(secure(answer), context, origins);
  } catch (error) {
    if (!(error instanceof AppError)) deps.log?.writeDefect('api', error);
    const answer = answerError(error);
    tell(route, deps, answer);
    return share(secure(answer), context, origins);
  }
}

function tell(route: Route, { log }: ApiDeps, { status }: Response): void {
  const entry = describeCall(route, status);
  if (entry !== null) log?.write(entry);
}

/** The window's page may read the answer; for every other page it stays closed. */
function share(response: Response, context: Context<Env>, origins: ReadonlySet<string>): Response {
  const origin = context.req.header('origin');
  if (origin === undefined || !origins.has(origin)) return response;
  response.headers.set('access-control-allow-origin', origin);
  response.headers.set('vary', 'origin');
  return response;
}

/** A browser asks before it sends the token from another origin. */
function answerPreflight(context: Context<Env>, origins: ReadonlySet<string>): Response {
  const isKnown = origins.has(context.req.header('origin') ?? '');
  if (!isKnown) return secure(answerError(notFound('such path in this API')));
  const response = new Response(null, { status: 204 });
  response.headers.set('access-control-allow-methods', 'GET, POST, PATCH');
  response.headers.set('access-control-allow-headers', 'authorization, content-type, accept');
  response.headers.set('access-control-max-age', '600');
  return share(secure(response), context, origins);
}

async function answerStatic(deps: ApiDeps, context: Context<Env>, next: Next): Promise<Response | undefined> {
  const { path } = context.req;
  const wantsPage = isPage(path, context.req.header('accept') ?? '');
  if (!wantsPage && !path.startsWith('/assets/')) {
    await next();
    return undefined;
  }
  try {
    admit(readCaller(context), 'loopback', deps);
    if (wantsPage) return await answerPage(deps.uiDir, deps.token);
    const file = await answerFile(deps.uiDir, path, context.req.header('accept-encoding'));
    if (file !== null) return file;
    throw notFound('such file');
  } catch (error) {
    return secure(answerError(error));
  }
}

/** @throws AppError api.invalid naming what is wrong. */
function readQuery(schema: z.ZodType<Record<string, unknown>>, context: Context<Env>): Record<string, unknown> {
  const { data, error } = schema.safeParse(context.req.query());
  if (data !== undefined) return data;
  throw new AppError('api.invalid', `The query is not valid: ${z.prettifyError(error).replaceAll('\n', ' ')}`, {
    hint: 'GET /api/v1/openapi.json tells what it may be.',
  });
}

function readCaller(context: Context<Env>): Caller {
  const incoming = context.env?.incoming;
  return {
    remoteAddress: incoming === undefined ? null : (incoming.socket.remoteAddress ?? ''),
    header: (name) => context.req.header(name),
  };
}

function secure(response: Response): Response {
  for (const [name, value] of Object.entries(pageHeaders)) response.headers.set(name, value);
  return response;
}
