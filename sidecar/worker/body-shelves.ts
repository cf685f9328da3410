import { sharedEnd, sharedLength } from '../lib/shared-bytes.ts';

/** How a body travels: as what differs from one that both ends hold. */
export interface Carried {
  /** Running number of the body. */
  readonly number: number;
  /** Shelf of the body that it begins and ends like; -1: none, all of it travels. */
  readonly from: number;
  /** Number of that body. */
  readonly of: number;
  /** Bytes that are alike at the beginning, … */
  readonly prefix: number;
  /** … and at the end; what stands between them travels. */
  readonly suffix: number;
  /** Shelf that holds the body from now on; -1: none. */
  readonly into: number;
}

const SHELVES = 4;
/** Shorter bodies travel as fast as they are compared. Bytes. */
const LEAST_BYTES = 32 * 1024;
/** Bytes of all shelves together; a longer body is not kept. */
const CAPACITY = 6 * 1024 * 1024;
/** Room for a conversation to grow into, as a share of its length. */
const SLACK = 0.25;

/**
 * Copies of the latest bodies that went to an engine process, in memory that is used again: each turn of a conversation
 * sends nearly all of the turn before once more. The sidecar decides which shelf holds what, the engine's process has
 * shelves of its own and does as it is told, so that both hold the same. For a pipe, whose frames come in their order.
 */
export class BodyShelves {
  private readonly shelves: { bytes: Buffer; length: number; number: number }[] = [];
  private packed = 0;
  private readonly capacity: number;

  /** @param capacity bytes of all shelves of a sender */
  constructor(capacity = CAPACITY) {
    this.capacity = capacity;
  }

  /** Sender: how a body travels, and what of it. What is told must reach {@link unpack} of the other end, in this order. */
  pack(body: Uint8Array): { carried: Carried; tail: Uint8Array } {
    const number = ++this.packed;
    if (body.length < LEAST_BYTES || body.length * (1 + SLACK) > this.capacity) return whole(body, number, -1);
    let from = -1;
    let prefix = LEAST_BYTES / 2;
    for (const at of this.shelves.keys()) {
      const length = sharedLength(this.read(at), body);
      if (length <= prefix) continue;
      from = at;
      prefix = length;
    }
    if (from < 0) return whole(body, number, this.keep(this.findRoom(body.length), body, number));
    const base = this.read(from);
    const of = this.shelves[from]!.number;
    const suffix = sharedEnd(base, body, prefix);
    const tail = body.subarray(prefix, body.length - suffix);
    // What goes on from a body takes its place; a body that only begins like it gets one of its own.
    const isNext = prefix + suffix > base.length / 2;
    const into = this.keep(isNext ? from : this.findRoom(body.length), body, number);
    return { carried: { number, from, of, prefix, suffix, into }, tail };
  }

  /** Receiver: the body, in memory of its own unless all of it came. Throws a RangeError when the shelf holds another body. */
  unpack({ number, from, of, prefix, suffix, into }: Carried, tail: Uint8Array): Uint8Array {
    if (from >= 0 && this.shelves[from]?.number !== of) throw new RangeError(`body ${of} is not on shelf ${from}`);
    const body = from < 0 ? tail : join(this.read(from), { prefix, suffix }, tail);
    if (into >= 0) this.keep(into, body, number);
    return body;
  }

  private read(at: number): Uint8Array {
    const shelf = this.shelves[at];
    return shelf === undefined ? new Uint8Array(0) : shelf.bytes.subarray(0, shelf.length);
  }

  private keep(at: number, body: Uint8Array, number: number): number {
    const shelf = this.shelves[at];
    const isFitting =
      shelf !== undefined && shelf.bytes.length >= body.length && shelf.bytes.length <= 4 * body.length + LEAST_BYTES;
    const bytes = isFitting ? shelf.bytes : Buffer.allocUnsafeSlow(Math.ceil(body.length * (1 + SLACK)));
    bytes.set(body);
    this.shelves[at] = { bytes, length: body.length, number };
    return at;
  }

  /** A free shelf, or the one that was used longest ago; others are emptied until the new body fits beside them. */
  private findRoom(length: number): number {
    const byAge = [...this.shelves.keys()].sort((a, b) => this.shelves[a]!.number - this.shelves[b]!.number);
    const at = this.shelves.length < SHELVES ? this.shelves.length : byAge[0]!;
    let total = length * (1 + SLACK) - (this.shelves[at]?.bytes.length ?? 0);
    for (const shelf of this.shelves) total += shelf.bytes.length;
    for (const old of byAge) {
      if (total <= this.capacity || old === at) continue;
      total -= this.shelves[old]!.bytes.length;
      this.shelves[old] = { bytes: Buffer.alloc(0), length: 0, number: 0 };
    }
    return at;
  }
}

function whole(tail: Uint8Array, number: number, into: number): { carried: Carried; tail: Uint8Array } {
  return { carried: { number, from: -1, of: 0, prefix: 0, suffix: 0, into }, tail };
}

function join(base: Uint8Array, { prefix, suffix }: Pick<Carried, 'prefix' | 'suffix'>, tail: Uint8Array): Uint8Array {
  const body = Buffer.allocUnsafeSlow(prefix + tail.length + suffix);
  body.set(base.subarray(0, prefix));
  body.set(tail, prefix);
  body.set(base.subarray(base.length - suffix), prefix + tail.length);
  return body;
}
