/**
 * Gives the memory of bytes back at once, instead of when garbage is collected: large buffers that live for one copy
 * would otherwise make the collector run every few requests. Only where the bytes are the whole of their buffer, so that
 * nobody else can hold a part of it; the caller must be its last owner. The bytes are empty afterwards.
 */
export function release(bytes: Uint8Array): void {
  const { buffer, byteLength } = bytes;
  if (byteLength < WORTHWHILE_BYTES || buffer.byteLength !== byteLength || !(buffer instanceof ArrayBuffer)) return;
  buffer.transfer(0);
}

/** Detaching costs about a microsecond; small buffers are pooled anyway. */
const WORTHWHILE_BYTES = 16 * 1024;
