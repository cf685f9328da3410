import { type JsonTape, type NodeIndex, NodeType } from '../lib/json-tape.ts';
import { scanBody } from './collector.ts';
import type { SocketAnswer, SocketChain, SocketRequest } from './types.ts';

/** Responses that may be continued; a client continues its newest one, a fork goes a few back. */
const RESPONSES = 16;

/** What one response added to a conversation, as sources of JSON items joined by commas. */
interface Link {
  readonly before: Link | null;
  readonly items: Uint8Array;
  /** Bytes of the items of this link and all before it, commas included. */
  readonly length: number;
}

/** A request that has not been answered to its end. */
interface Open {
  /** What stands before it: null when it is the first, undefined when it is not known. */
  readonly before: Link | null | undefined;
  readonly own: Uint8Array;
  readonly made: Uint8Array[];
}

/** Messages that do more than report progress. Most are pieces of text: they are never scanned. */
const needles = [
  'response.output_item.done',
  'response.completed',
  'response.incomplete',
  'response.failed',
  '"error"',
].map((needle) => Buffer.from(needle));

const comma = Buffer.from(',');

/**
 * OpenAI Responses over WebSocket: each request is a message `response.create` whose `input` holds only what is new since
 * the response named by `previous_response_id`. The chain remembers the items of the connection's responses as the
 * client knows them, so that a request can be read with all that stands before it.
 */
export class ResponsesChain implements SocketChain {
  private readonly links = new Map<string, Link>();
  private readonly open: Open[] = [];
  private readonly limit: number;

  /** @param limit bytes of the longest conversation that is remembered. */
  constructor(limit: number) {
    this.limit = limit;
  }

  request(message: Uint8Array): SocketRequest | null {
    const tape = scanBody(message);
    if (tape === null || !tape.isString(tape.get(0, 'type'), 'response.create')) return null;
    const input = tape.get(0, 'input');
    const previous = tape.text(tape.get(0, 'previous_response_id'));
    const isReadable = tape.type(input) === NodeType.array && !tape.ambiguous;
    const before = previous === null ? null : this.links.get(previous);
    const own = isReadable ? sourceOfElements(tape, input) : null;
    this.open.push({ before: own === null ? undefined : before, own: own ?? new Uint8Array(0), made: [] });
    if (own === null || before === undefined) return { body: null, from: 0, shift: 0 };
    const at = tape.start(input) + 1;
    if (before === null) return { body: message, from: at, shift: 0 };
    const earlier = itemsOf(before);
    if (earlier.length > 0 && own.length > 0) earlier.push(comma);
    const body = Buffer.concat([message.subarray(0, at), ...earlier, message.subarray(at)]);
    const shift = body.length - message.length;
    return { body, from: at + shift, shift };
  }

  answer(message: Uint8Array): SocketAnswer {
    const bytes = Buffer.from(message.buffer, message.byteOffset, message.byteLength);
    const open = this.open[0];
    const isTelling = needles.some((needle) => bytes.includes(needle));
    if (open === undefined || (!isTelling && !bytes.includes('"response.'))) return { kind: 'other' };
    const tape = isTelling ? scanBody(message) : null;
    if (tape === null) return { kind: 'progress' };
    switch (tape.text(tape.get(0, 'type'))) {
      case 'response.output_item.done':
        open.made.push(new Uint8Array(tape.source(tape.get(0, 'item'))));
        return { kind: 'progress' };
      case 'response.completed':
      case 'response.incomplete':
        this.keep(open, tape, tape.get(0, 'response'));
        this.open.shift();
        return { kind: 'done' };
      case 'response.failed':
        this.open.shift();
        return { kind: 'done' };
      case 'error':
        return { kind: 'refused', status: readStatus(tape) };
      default:
        return { kind: 'progress' };
    }
  }

  drop(): void {
    this.open.shift();
  }

  /** Some answers tell their items one by one, all of them at the end. */
  private keep({ before, own, made }: Open, tape: JsonTape, response: NodeIndex): void {
    const id = tape.text(tape.get(response, 'id'));
    if (id === null || before === undefined) return;
    if (made.length === 0) {
      const output = sourceOfElements(tape, tape.get(response, 'output'));
      if (output.length > 0) made.push(output);
    }
    const parts = [own, ...made].filter((part) => part.length > 0);
    const items = joinByCommas(parts);
    const length = (before?.length ?? 0) + items.length + 1;
    if (length > this.limit) return;
    this.links.set(id, items.length === 0 && before !== null ? before : { before, items, length });
    for (const oldest of this.links.keys()) {
      if (this.links.size <= RESPONSES) break;
      this.links.delete(oldest);
    }
  }
}

/** What stands between the brackets of a list, white space aside; empty when it is none. */
function sourceOfElements(tape: JsonTape, list: NodeIndex): Uint8Array {
  let first = -1;
  let last = -1;
  for (const element of tape.elements(list)) {
    if (first < 0) first = element;
    last = element;
  }
  return first < 0 ? new Uint8Array(0) : new Uint8Array(tape.bytes.subarray(tape.start(first), tape.end(last)));
}

/** The items of a link and of all before it, oldest first, with commas between them. */
function itemsOf(link: Link): Uint8Array[] {
  const parts: Uint8Array[] = [];
  for (let at: Link | null = link; at !== null; at = at.before) {
    if (at.items.length === 0) continue;
    if (parts.length > 0) parts.push(comma);
    parts.push(at.items);
  }
  return parts.reverse();
}

function joinByCommas(parts: readonly Uint8Array[]): Uint8Array {
  return Buffer.concat(parts.flatMap((part, at) => (at === 0 ? [part] : [comma, part])));
}

/** The status that a plain answer would have had; 0 when the message does not say. */
function readStatus(tape: JsonTape): number {
  for (const name of ['status', 'status_code']) {
    const node = tape.get(0, name);
    if (tape.type(node) === NodeType.number) return Number(new TextDecoder().decode(tape.source(node)));
  }
  return 0;
}
