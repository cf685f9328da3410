/** Frames of a WebSocket (RFC 6455 §5.2) without extensions, read incrementally and kept as they came. */
export interface SocketFrame {
  readonly opcode: number;
  readonly isFinal: boolean;
  /** The whole frame byte for byte: head, masking key, masked payload. */
  readonly bytes: Uint8Array;
  /** A copy of the payload without its mask. */
  payload(): Uint8Array;
}

export const Opcode = { continuation: 0, text: 1, binary: 2, close: 8, ping: 9, pong: 10 } as const;

const KNOWN: ReadonlySet<number> = new Set(Object.values(Opcode));

/** Whether a frame may stand between the fragments of a message. */
export function isControl(opcode: number): boolean {
  return opcode >= Opcode.close;
}

interface Head {
  readonly opcode: number;
  readonly isFinal: boolean;
  readonly isMasked: boolean;
  /** Bytes in front of the payload. */
  readonly length: number;
  readonly payloadLength: number;
}

/**
 * Splits one direction into frames. Bytes may come cut anywhere. At the first byte that breaks the protocol, and at a
 * frame beyond the limit, the direction becomes opaque: nothing of it is read any more, and {@link takeRest} has what is
 * to be passed on unread.
 */
export class SocketFrameReader {
  isOpaque = false;
  private chunks: Uint8Array[] = [];
  private size = 0;
  private wanted = 2;
  private inMessage = false;
  private readonly limit: number;
  private readonly isMasked: boolean;

  /** @param options.limit longest frame in bytes; options.isMasked true for what a client sends. */
  constructor({ limit, isMasked }: { limit: number; isMasked: boolean }) {
    this.limit = limit;
    this.isMasked = isMasked;
  }

  /** The frames that are complete with this chunk, in order. */
  push(chunk: Uint8Array): SocketFrame[] {
    this.chunks.push(chunk);
    this.size += chunk.length;
    const frames: SocketFrame[] = [];
    while (!this.isOpaque && this.size >= this.wanted) {
      const frame = this.step();
      if (frame !== null) frames.push(frame);
    }
    return frames;
  }

  /** Bytes that came and belong to no reported frame; they are forgotten. */
  takeRest(): Uint8Array {
    const rest = this.join();
    this.chunks = [];
    this.size = 0;
    this.wanted = 2;
    return rest;
  }

  private step(): SocketFrame | null {
    const held = this.join();
    const head = readHead(held);
    if (head === null) {
      this.wanted = held.length + 1;
      return null;
    }
    if (!this.isLawful(held, head)) {
      this.isOpaque = true;
      return null;
    }
    const total = head.length + head.payloadLength;
    if (held.length < total) {
      this.wanted = total;
      return null;
    }
    if (!isControl(head.opcode)) this.inMessage = !head.isFinal;
    this.chunks = held.length > total ? [held.subarray(total)] : [];
    this.size -= total;
    this.wanted = 2;
    const bytes = held.subarray(0, total);
    return { opcode: head.opcode, isFinal: head.isFinal, bytes, payload: () => unmask(bytes, head) };
  }

  private isLawful(held: Uint8Array, head: Head): boolean {
    const hasExtensionBits = (held[0]! & 0x70) !== 0;
    if (hasExtensionBits || !KNOWN.has(head.opcode) || head.isMasked !== this.isMasked) return false;
    if (isControl(head.opcode)) return head.isFinal && head.payloadLength < 126;
    return head.payloadLength <= this.limit && this.inMessage === (head.opcode === Opcode.continuation);
  }

  private join(): Uint8Array {
    if (this.chunks.length !== 1) this.chunks = [Buffer.concat(this.chunks, this.size)];
    return this.chunks[0]!;
  }
}

/** Null while the head is not complete. */
function readHead(bytes: Uint8Array): Head | null {
  if (bytes.length < 2) return null;
  const isMasked = (bytes[1]! & 0x80) !== 0;
  const short = bytes[1]! & 0x7f;
  const extended = short === 127 ? 8 : short === 126 ? 2 : 0;
  const length = 2 + extended + (isMasked ? 4 : 0);
  if (bytes.length < length) return null;
  let payloadLength = extended === 0 ? short : 0;
  for (let at = 2; at < 2 + extended; at++) payloadLength = payloadLength * 256 + bytes[at]!;
  return { opcode: bytes[0]! & 0x0f, isFinal: (bytes[0]! & 0x80) !== 0, isMasked, length, payloadLength };
}

function unmask(bytes: Uint8Array, { isMasked, length, payloadLength }: Head): Uint8Array {
  // A copy: slice() of a Buffer would be a view on what is passed on.
  const payload = new Uint8Array(bytes.subarray(length, length + payloadLength));
  if (isMasked) applyMask(payload, bytes.subarray(length - 4, length));
  return payload;
}

/**
 * One unfragmented text frame.
 * @param mask four unpredictable bytes for what goes to a server (RFC 6455 §5.3); null for what goes to a client.
 */
export function encodeTextFrame(text: Uint8Array, mask: Uint8Array | null): Uint8Array {
  const extended = text.length < 126 ? 0 : text.length < 0x1_0000 ? 2 : 8;
  const length = 2 + extended + (mask === null ? 0 : 4);
  const frame = new Uint8Array(length + text.length);
  frame[0] = 0x80 | Opcode.text;
  frame[1] = (mask === null ? 0 : 0x80) | (extended === 0 ? text.length : extended === 2 ? 126 : 127);
  let rest = text.length;
  for (let at = 1 + extended; at >= 2; at--) {
    frame[at] = rest % 256;
    rest = Math.floor(rest / 256);
  }
  frame.set(text, length);
  if (mask !== null) {
    frame.set(mask, length - 4);
    applyMask(frame.subarray(length), mask);
  }
  return frame;
}

function applyMask(payload: Uint8Array, mask: Uint8Array): void {
  for (let at = 0; at < payload.length; at++) payload[at]! ^= mask[at & 3]!;
}
