import { randomUUID } from 'node:crypto';
import { AppError } from '../contract/errors.ts';
import type { ConnectInfo, Shell, ShellEvent } from './types.ts';

/** A call that the shell has not answered by then will not be answered. */
const ANSWER_MS = 5_000;
const CONNECT_MS = 10_000;
/** Events that wait for a first listener: a window may be closed while its sidecar is still starting. */
const MOST_EARLY = 100;

interface Waiting {
  resolve(value: unknown): void;
  reject(error: Error): void;
}

/**
 * Connects to the shell as its extension.
 * @throws AppError window.unreachable when it does not answer.
 */
export async function connectShell({ port, token, connectToken, extensionId }: ConnectInfo): Promise<Shell> {
  const query = new URLSearchParams({ extensionId, connectToken });
  const socket = new WebSocket(`ws://127.0.0.1:${port}?${query}`);
  const gone = Promise.withResolvers<void>();
  const listeners = new Set<(event: ShellEvent) => void>();
  const early: ShellEvent[] = [];
  const waiting = new Map<string, Waiting>();
  socket.addEventListener('close', () => {
    for (const { reject } of waiting.values()) reject(unreachable());
    waiting.clear();
    gone.resolve();
  });
  // 'close' follows every 'error'.
  socket.addEventListener('error', () => {});
  socket.addEventListener('message', ({ data }) => {
    const message = readMessage(data);
    if (message === null) return;
    if (message.event !== undefined) {
      const event = { name: message.event, data: message.data };
      if (listeners.size === 0 && early.length < MOST_EARLY) early.push(event);
      for (const listener of listeners) listener(event);
    } else if (message.id !== undefined) {
      const asked = waiting.get(message.id);
      waiting.delete(message.id);
      if (message.failure === undefined) asked?.resolve(message.data);
      else asked?.reject(new AppError('window.refused', `The window refused ${message.method}: ${message.failure}.`));
    }
  });
  await opened(socket, gone.promise);
  const call = async (method: string, data: object = {}): Promise<void> => {
    if (socket.readyState !== WebSocket.OPEN) throw unreachable();
    const id = randomUUID();
    const answer = Promise.withResolvers<unknown>();
    waiting.set(id, answer);
    const timer = setTimeout(() => {
      waiting.delete(id);
      answer.reject(unreachable());
    }, ANSWER_MS);
    socket.send(JSON.stringify({ id, method, accessToken: token, data }));
    try {
      await answer.promise;
    } finally {
      clearTimeout(timer);
    }
  };
  return {
    setTray: (menu) => call('os.setTray', menu),
    show: async () => {
      await call('window.show');
      await call('window.focus');
    },
    hide: () => call('window.hide'),
    setTitle: (title) => call('window.setTitle', { title }),
    broadcast: (event, data) => call('app.broadcast', { event, data }),
    exit: () => call('app.exit', { code: 0 }),
    onEvent(listener) {
      listeners.add(listener);
      for (const event of early.splice(0)) listener(event);
    },
    whenGone: gone.promise,
  };
}

async function opened(socket: WebSocket, gone: Promise<void>): Promise<void> {
  const isOpen = new Promise<'open'>((resolve) => socket.addEventListener('open', () => resolve('open')));
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<void>((resolve) => {
    timer = setTimeout(resolve, CONNECT_MS);
  });
  const outcome = await Promise.race([isOpen, gone, late]);
  clearTimeout(timer);
  if (outcome === 'open') return;
  socket.close();
  throw unreachable();
}

function unreachable(): AppError {
  return new AppError('window.unreachable', 'The window of Headroom does not answer.', {
    hint: 'Start the app again.',
  });
}

interface Message {
  readonly event?: string;
  readonly id?: string;
  readonly method?: string;
  readonly data: unknown;
  readonly failure?: string;
}

/** {event, data} or {id, method, data: {success, returnValue?} | {error: {code, message}}}; anything else is not for us. */
function readMessage(raw: unknown): Message | null {
  if (typeof raw !== 'string') return null;
  try {
    const { event, id, method, data } = JSON.parse(raw) as Readonly<Record<string, unknown>>;
    if (typeof event === 'string') return { event, data };
    if (typeof id !== 'string') return null;
    const { error, returnValue } = (data ?? {}) as {
      readonly error?: { readonly code?: unknown; readonly message?: unknown };
      readonly returnValue?: unknown;
    };
    const failure = error === undefined ? {} : { failure: String(error.message ?? error.code) };
    return { id, method: String(method), data: returnValue, ...failure };
  } catch {
    return null; // not JSON: not the shell's protocol
  }
}
