import { createHash } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { encodeTextFrame, Opcode, type SocketFrame, SocketFrameReader } from '../../../sidecar/lib/socket-frames.ts';

/** A provider's side of one WebSocket. */
export interface SocketPeer {
  readonly head: IncomingMessage;
  readonly socket: Socket;
  /** Frames as they came, control frames included. */
  readonly frames: SocketFrame[];
  /** Whole text messages. */
  readonly messages: string[];
  send(message: unknown): void;
}

/** Called with every whole text message, as JSON. */
export type Speak = (message: Record<string, unknown>, peer: SocketPeer, nth: number) => void;

/** Accepts upgrades as a provider of Responses does; `extra` are header lines of its answer. */
export function acceptSockets(
  speak: Speak,
  extra = '',
): { accept(head: IncomingMessage, socket: Socket): void; peers: SocketPeer[] } {
  const peers: SocketPeer[] = [];
  const accept = (head: IncomingMessage, socket: Socket): void => {
    const key = createHash('sha1').update(`${head.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`);
    socket.write(
      `HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: ${key.digest('base64')}\r\n${extra}\r\n`,
    );
    const peer: SocketPeer = {
      ...{ head, socket, frames: [], messages: [] },
      send: (message) => void socket.write(encodeTextFrame(Buffer.from(JSON.stringify(message)), null)),
    };
    peers.push(peer);
    const reader = new SocketFrameReader({ limit: 1 << 26, isMasked: true });
    let parts: Uint8Array[] = [];
    let isText = false;
    socket.on('end', () => socket.end());
    socket.on('data', (chunk: Buffer) => {
      for (const frame of reader.push(chunk)) {
        peer.frames.push(frame);
        if (frame.opcode === Opcode.ping) socket.write(Buffer.concat([Uint8Array.of(0x8a, 1), frame.payload()]));
        if (frame.opcode === Opcode.close)
          socket.end(Buffer.concat([Uint8Array.of(0x88, 2), frame.payload().subarray(0, 2)]));
        if (frame.opcode > Opcode.continuation)
          isText = frame.opcode === Opcode.text || (isText && frame.opcode > Opcode.binary);
        if (!isText || frame.opcode > Opcode.text) continue;
        parts.push(frame.payload());
        if (!frame.isFinal) continue;
        peer.messages.push(Buffer.concat(parts).toString());
        parts = [];
        speak(JSON.parse(peer.messages.at(-1)!), peer, peer.messages.length);
      }
    });
  };
  return { accept, peers };
}
