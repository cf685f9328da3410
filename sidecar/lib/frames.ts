import { release } from './release.ts';

/**
 * Messages over a byte stream: a JSON head and a binary tail, both length-prefixed (two 32-bit little-endian numbers).
 * For pipes between our own processes; not a public format.
 */
export interface Frame {
  readonly head: unknown;
  readonly tail: Uint8Array;
}

const PREFIX = 8;

/** What a frame is written to: a pipe or socket. */
export interface FrameSink {
  cork(): void;
  write(chunk: Uint8Array): unknown;
  uncork(): void;
}

/** The chunks of one frame; written one after another, the tail is not copied. */
export function encodeFrame(head: unknown, tail: Uint8Array = new Uint8Array(0)): Uint8Array[] {
  const json = JSON.stringify(head);
  const length = Buffer.byteLength(json);
  const opening = Buffer.allocUnsafe(PREFIX + length);
  opening.writeUInt32LE(length, 0);
  opening.writeUInt32LE(tail.length, 4);
  opening.write(json, PREFIX);
  return tail.length > 0 ? [opening, tail] : [opening];
}

/** Writes one frame with a single system call, so that the reader wakes once. */
export function writeFrame(sink: FrameSink, head: unknown, tail?: Uint8Array): void {
  sink.cork();
  for (const chunk of encodeFrame(head, tail)) sink.write(chunk);
  sink.uncork();
}

/** Collects chunks, which are its own from then on, and reports whole frames in order. A tail is a view on memory that nobody else holds. */
export class FrameReader {
  private chunks: Uint8Array[] = [];
  private size = 0;
  private wanted = PREFIX;
  private jsonLength = -1;
  private readonly onFrame: (frame: Frame) => void;

  constructor(onFrame: (frame: Frame) => void) {
    this.onFrame = onFrame;
  }

  push(chunk: Uint8Array): void {
    this.chunks.push(chunk);
    this.size += chunk.length;
    while (this.size >= this.wanted) this.step();
  }

  private step(): void {
    const bytes = this.take(this.wanted);
    if (this.jsonLength < 0) {
      this.jsonLength = bytes.readUInt32LE(0);
      this.wanted = this.jsonLength + bytes.readUInt32LE(4);
      return;
    }
    const head: unknown = JSON.parse(bytes.toString('utf8', 0, this.jsonLength));
    const tail = bytes.subarray(this.jsonLength);
    this.jsonLength = -1;
    this.wanted = PREFIX;
    this.onFrame({ head, tail });
  }

  private take(length: number): Buffer {
    const all = this.chunks.length === 1 ? this.chunks[0]! : Buffer.concat(this.chunks, this.size);
    if (this.chunks.length > 1) for (const chunk of this.chunks) release(chunk);
    const bytes = Buffer.from(all.buffer, all.byteOffset, all.byteLength);
    this.size -= length;
    this.chunks = this.size > 0 ? [bytes.subarray(length)] : [];
    return bytes.subarray(0, length);
  }
}
