import { sharedEnd, sharedLength } from '../lib/shared-bytes.ts';

/** How a body travels: as what differs from one that both ends hold. */
export interface Carried {
  /** Slot of the body that it begins and ends like; -1: none, all of it travels. */
  readonly from: number;
  /** Bytes that are alike at the beginning, … */
  readonly prefix: number;
  /** … and at the end; what stands between them travels. */
  readonly suffix: number;
  /** Slot that holds the body from now on; -1: none. */
  readonly into: number;
}

const SLOTS = 4;
/** Shorter bodies travel as fast as they are compared. Bytes. */
const LEAST_BYTES = 32 * 1024;
/** Bytes of all slots together; a longer body is not kept. */
const CAPACITY = 6 * 1024 * 1024;
/** Room for a conversation to grow into, as a share of its length. */
const SLACK = 0.25;

/**
 * Copies of the latest bodies that went to an engine process, in memory that is used again: each turn of a conversation
 * sends nearly all of the turn before once more. The sidecar decides which slot holds what, the engine's process has
 * slots of its own and does as it is told, so that both hold the same. For a pipe, whose frames come in their order.
 */
export class BodySlots {
  private readonly slots: { bytes: Buffer; length: number; usedAt: number }[] = [];
  private clock = 0;
  private readonly capacity: number;

  /** @param capacity bytes of all slots of a sender */
  constructor(capacity = CAPACITY) {
    this.capacity = capacity;
  }

  /** Sender: how a body travels, and what of it. What is told must reach {@link unpack} of the other end, in this order. */
  pack(body: Uint8Array): { carried: Carried; tail: Uint8Array } {
    if (body.length < LEAST_BYTES || body.length * (1 + SLACK) > this.capacity) return whole(body, -1);
    let from = -1;
    let prefix = LEAST_BYTES / 2;
    for (const at of this.slots.keys()) {
      const length = sharedLength(this.read(at), body);
      if (length <= prefix) continue;
      from = at;
      prefix = length;
    }
    if (from < 0) return whole(body, this.keep(this.findRoom(body.length), body));
    const base = this.read(from);
    const suffix = sharedEnd(base, body, prefix);
    const tail = body.subarray(prefix, body.length - suffix);
    // What goes on from a body takes its place; a body that only begins like it gets one of its own.
    const isNext = prefix + suffix > base.length / 2;
    const into = this.keep(isNext ? from : this.findRoom(body.length), body);
    return { carried: { from, prefix, suffix, into }, tail };
  }

  /** Receiver: the body, in memory of its own unless all of it came. Throws a RangeError when the slot does not hold enough. */
  unpack({ from, prefix, suffix, into }: Carried, tail: Uint8Array): Uint8Array {
    const base = from < 0 ? null : this.read(from);
    if (base !== null && prefix + suffix > base.length) throw new RangeError('a body refers to more than was kept');
    const body = base === null ? tail : join(base, { prefix, suffix }, tail);
    if (into >= 0) this.keep(into, body);
    return body;
  }

  private read(at: number): Uint8Array {
    const slot = this.slots[at];
    return slot === undefined ? new Uint8Array(0) : slot.bytes.subarray(0, slot.length);
  }

  private keep(at: number, body: Uint8Array): number {
    const slot = this.slots[at];
    const isFitting =
      slot !== undefined && slot.bytes.length >= body.length && slot.bytes.length <= 4 * body.length + LEAST_BYTES;
    const bytes = isFitting ? slot.bytes : Buffer.allocUnsafeSlow(Math.ceil(body.length * (1 + SLACK)));
    bytes.set(body);
    this.slots[at] = { bytes, length: body.length, usedAt: ++this.clock };
    return at;
  }

  /** A free slot, or the one that was used longest ago; others are emptied until the new body fits beside them. */
  private findRoom(length: number): number {
    const byAge = [...this.slots.keys()].sort((a, b) => this.slots[a]!.usedAt - this.slots[b]!.usedAt);
    const at = this.slots.length < SLOTS ? this.slots.length : byAge[0]!;
    let total = length * (1 + SLACK) - (this.slots[at]?.bytes.length ?? 0);
    for (const slot of this.slots) total += slot.bytes.length;
    for (const old of byAge) {
      if (total <= this.capacity || old === at) continue;
      total -= this.slots[old]!.bytes.length;
      this.slots[old] = { bytes: Buffer.alloc(0), length: 0, usedAt: 0 };
    }
    return at;
  }
}

function whole(tail: Uint8Array, into: number): { carried: Carried; tail: Uint8Array } {
  return { carried: { from: -1, prefix: 0, suffix: 0, into }, tail };
}

function join(base: Uint8Array, { prefix, suffix }: Pick<Carried, 'prefix' | 'suffix'>, tail: Uint8Array): Uint8Array {
  const body = Buffer.allocUnsafeSlow(prefix + tail.length + suffix);
  body.set(base.subarray(0, prefix));
  body.set(tail, prefix);
  body.set(base.subarray(base.length - suffix), prefix + tail.length);
  return body;
}
