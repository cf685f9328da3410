import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';

/** A call as the shell gets it. */
export interface ShellCall {
  readonly id: string;
  readonly method: string;
  readonly accessToken: string;
  readonly data: Readonly<Record<string, unknown>>;
}

/** The shell's side of the protocol, as seen with Neutralino 6.9: one extension at a time. */
export interface FakeShell {
  readonly port: number;
  readonly calls: ShellCall[];
  readonly urls: string[];
  /** What a call is answered with; undefined: nothing, ever. */
  answer: (call: ShellCall) => object | undefined;
  send(message: object): void;
  sendRaw(text: string): void;
  /** Resolves with the nth call (from 1) of a method. */
  called(method: string, nth?: number): Promise<ShellCall>;
  /** As when the process is killed. */
  die(): void;
  close(): Promise<void>;
}

export async function startFakeShell(): Promise<FakeShell> {
  let socket: Socket | null = null;
  const watchers = new Set<() => void>();
  const server = createServer();
  const shell: FakeShell = {
    port: 0,
    calls: [],
    urls: [],
    answer: () => ({ success: true }),
    send: (message) => shell.sendRaw(JSON.stringify(message)),
    sendRaw: (text) => void socket?.write(frame(text)),
    called(method, nth = 1) {
      return new Promise((resolve) => {
        const watch = (): void => {
          const found = shell.calls.filter((call) => call.method === method)[nth - 1];
          if (found === undefined) return;
          watchers.delete(watch);
          resolve(found);
        };
        watchers.add(watch);
        watch();
      });
    },
    die: () => void socket?.destroy(),
    close: () =>
      new Promise((resolve) => {
        socket?.destroy();
        server.close(() => resolve());
      }),
  };
  server.on('upgrade', (request: IncomingMessage, upgraded: Socket) => {
    shell.urls.push(request.url ?? '');
    socket = upgraded;
    upgraded.on('error', () => {});
    upgraded.write(accept(request.headers['sec-websocket-key'] ?? ''));
    let rest = Buffer.alloc(0);
    upgraded.on('data', (chunk: Buffer) => {
      const { texts, left } = readTexts(Buffer.concat([rest, chunk]));
      rest = Buffer.from(left);
      for (const text of texts) {
        const call = JSON.parse(text) as ShellCall;
        shell.calls.push(call);
        const data = shell.answer(call);
        if (data !== undefined) shell.send({ id: call.id, method: call.method, data });
        for (const watch of watchers) watch();
      }
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return Object.assign(shell, { port: (server.address() as AddressInfo).port });
}

/** RFC 6455, 4.2.2. */
function accept(key: string): string {
  const digest = createHash('sha1').update(`${key}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`).digest('base64');
  const lines = ['HTTP/1.1 101 Switching Protocols', 'upgrade: websocket', 'connection: upgrade'];
  return `${[...lines, `sec-websocket-accept: ${digest}`].join('\r\n')}\r\n\r\n`;
}

function frame(text: string): Buffer {
  const payload = Buffer.from(text);
  const head = payload.length < 126 ? Buffer.from([0x81, payload.length]) : Buffer.from([0x81, 126, 0, 0]);
  if (payload.length >= 126) head.writeUInt16BE(payload.length, 2);
  return Buffer.concat([head, payload]);
}

/** Whole text frames of a client, unmasked; a close frame ends the reading. */
function readTexts(bytes: Buffer): { texts: string[]; left: Buffer } {
  const texts: string[] = [];
  let at = 0;
  for (;;) {
    if (bytes.length < at + 2) break;
    const isText = (bytes[at]! & 0x0f) === 1;
    const short = bytes[at + 1]! & 0x7f;
    const start = at + (short === 126 ? 8 : 6);
    if (bytes.length < start) break;
    const length = short === 126 ? bytes.readUInt16BE(at + 2) : short;
    if (bytes.length < start + length) break;
    const mask = bytes.subarray(start - 4, start);
    const payload = bytes.subarray(start, start + length).map((byte, index) => byte ^ mask[index % 4]!);
    if (isText) texts.push(Buffer.from(payload).toString());
    at = start + length;
  }
  return { texts, left: bytes.subarray(at) };
}
