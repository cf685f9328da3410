/** Longest message kept, in bytes: AWS sends none beyond 24 MB. A longer length is no event stream. */
const LONGEST_MESSAGE = 24 * 1024 * 1024;
/** Lengths of the message and of its headers, a checksum; another checksum at the end. */
const PRELUDE = 12;
const CHECKSUM = 4;

/**
 * Incremental reader of application/vnd.amazon.eventstream: gives the payload of every message. Bytes may come cut
 * anywhere. Checksums are not verified: it reads beside the pipe, whoever gets the bytes judges them.
 */
export class EventStreamReader {
  private held: Uint8Array = new Uint8Array(0);
  private isBroken = false;
  private readonly onPayload: (payload: Uint8Array) => void;

  constructor(onPayload: (payload: Uint8Array) => void) {
    this.onPayload = onPayload;
  }

  push(chunk: Uint8Array): void {
    if (this.isBroken) return;
    this.held = this.held.length === 0 ? chunk : Buffer.concat([this.held, chunk]);
    for (;;) {
      if (this.held.length < PRELUDE) return;
      const view = new DataView(this.held.buffer, this.held.byteOffset, this.held.byteLength);
      const total = view.getUint32(0);
      const from = PRELUDE + view.getUint32(4);
      if (total > LONGEST_MESSAGE || from + CHECKSUM > total) {
        this.isBroken = true;
        this.held = new Uint8Array(0);
        return;
      }
      if (this.held.length < total) return;
      const payload = this.held.subarray(from, total - CHECKSUM);
      this.held = this.held.subarray(total);
      this.onPayload(payload);
    }
  }
}
