import { Opcode, type SocketFrame } from '../lib/socket-frames.ts';

/** A message: its frames as they came (those that have not been passed on), and its payload. */
export interface Held {
  readonly frames: readonly Uint8Array[];
  readonly bytes: Uint8Array;
}

/** A message while its frames come. */
export class SocketMessage {
  private frames: Uint8Array[] = [];
  private parts: Uint8Array[] = [];
  private size = 0;
  private isBinary = false;

  /** Binary messages are nobody's requests: their frames are passed at once. */
  isPassed({ opcode }: SocketFrame): boolean {
    if (opcode !== Opcode.continuation) this.isBinary = opcode === Opcode.binary;
    return this.isBinary;
  }

  /** @returns bytes of the message so far. */
  add(frame: SocketFrame): number {
    this.frames.push(frame.bytes);
    this.parts.push(frame.payload());
    this.size += frame.bytes.length;
    return this.size;
  }

  /** What has not been passed on yet, for passing it on. */
  takeFrames(): Uint8Array[] {
    return this.frames.splice(0);
  }

  /** The whole message; the next one may begin. */
  take(): Held {
    const { frames, parts } = this;
    this.frames = [];
    this.parts = [];
    this.size = 0;
    return { frames, bytes: parts.length === 1 ? parts[0]! : Buffer.concat(parts) };
  }
}
