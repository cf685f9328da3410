/**
 * Job: starts the sidecar, listens, stops.
 * Law: no decision about a request; under 80 lines.
 * Neighbours: services.ts makes what is served, api/ stands in front of it; cli/ and demo/ start and stop it.
 */
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { createApi } from './api/index.ts';
import type { SidecarExtras } from './contract/api.ts';
import { AppError } from './contract/errors.ts';
import type { Settings } from './contract/settings.ts';
import { makeServer } from './proxy/index.ts';
import { createServices, type Services } from './services.ts';

export interface Sidecar {
  /** Where clients and the dashboard find it, without a trailing slash. */
  readonly url: string;
  readonly services: Services;
  /** Stops accepting, lets answers under way finish for {@link DRAIN_MS}, ends the rest, writes what is queued. */
  close(): Promise<void>;
}

/** Below the grace that the command line gives a stop, so that the ledger is always written. */
const DRAIN_MS = 10_000;

/**
 * Starts a sidecar and resolves once it listens.
 * @throws AppError port.taken when the port is in use, settings.invalid when the address cannot be listened on.
 */
export async function startSidecar(settings: Settings, extras: SidecarExtras = {}): Promise<Sidecar> {
  const services = await createServices(settings);
  const { proxy } = services;
  const app = new Hono<{ Bindings: HttpBindings }>();
  const { editedText } = proxy;
  let clients: ReturnType<Services['clients']> = null;
  const inFlight = (): number => proxy.status().inFlight;
  app.route('/', createApi({ ...services, ...extras, editedText, inFlight, clients: () => clients }));
  app.all('*', (context) => proxy.handle(context));
  const server = makeServer({ host: settings.host, fetch: app.fetch, proxy });
  try {
    await listen(server, settings);
  } catch (error) {
    await services.close();
    throw error;
  }
  proxy.warm();
  const { port } = server.address() as AddressInfo;
  clients = services.clients(port);
  // What a crash left half done is ended now. If that fails, whoever looks at the clients next is told why.
  clients?.recover().catch(() => null);
  const host = settings.host.includes(':') ? `[${settings.host}]` : settings.host;
  const url = `http://${host}:${port}`;
  services.log?.write({ level: 'info', source: 'sidecar', text: `Headroom ${services.version} listens at ${url}` });
  return { url, services, close: () => stop(server, services) };
}

function listen(server: Server, { host, port }: Settings): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', (cause: NodeJS.ErrnoException) => {
      const isTaken = cause.code === 'EADDRINUSE';
      const message = isTaken
        ? `Port ${port} on ${host} is in use.`
        : `Cannot listen on ${host}:${port} (${cause.code}).`;
      const hint = isTaken
        ? 'Stop the other program or choose another --port.'
        : 'Use --host 127.0.0.1, a port above 1023.';
      reject(new AppError(isTaken ? 'port.taken' : 'settings.invalid', message, { hint, cause }));
    });
    server.listen({ host, port, exclusive: true }, resolve);
  });
}

async function stop(server: Server, services: Services): Promise<void> {
  server.close();
  server.closeIdleConnections();
  services.log?.write({ level: 'info', source: 'sidecar', text: 'Headroom stops' });
  await services.proxy.drain(DRAIN_MS);
  await services.close();
  server.closeAllConnections();
}
