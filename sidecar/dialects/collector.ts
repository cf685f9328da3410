import type { Hint } from '../engine/types.ts';
import { type JsonTape, type NodeIndex, NodeType, scanJson } from '../lib/json-tape.ts';
import { HintTrail } from './tool-calls.ts';
import type { Block, Conversation, Frame, Scan, Segment } from './types.ts';

/** Scans a body whose root is an object; null when it is none or no valid JSON. */
export function scanBody(body: Uint8Array, scan: Scan = scanJson): JsonTape | null {
  const tape = scan(body);
  return tape === null || tape.type(0) !== NodeType.object ? null : tape;
}

/** Where the texts of a tool result stand and what is known about them. */
export interface ResultTexts {
  /** A string, or a list of parts. */
  readonly content: NodeIndex;
  /** Type of the parts that hold plain text. */
  readonly partType: 'text' | 'input_text';
  readonly hint: Hint;
  readonly isError: boolean;
  readonly isNew: boolean;
  readonly block: number;
  /** Takes what the client wrapped around a text off; null when there is nothing. */
  readonly splitFrame?: (text: string) => Frame | null;
}

/** What every dialect gathers while it walks a body in prompt order. */
export class Collector {
  readonly segments: Segment[] = [];
  readonly blocks: Block[] = [];
  readonly trail = new HintTrail();
  /** Ids of calls that a program made; see {@link isOfProgram}. */
  protected readonly programCalls = new Set<string>();
  firstUserText = '';
  protected readonly tape: JsonTape;

  constructor(tape: JsonTape) {
    this.tape = tape;
  }

  /** Adds a block and gives its index. */
  block(node: NodeIndex, kind: Block['kind']): number {
    return this.blocks.push({ start: this.tape.start(node), end: this.tape.end(node), kind }) - 1;
  }

  /**
   * Whether a call, or a result, says that a program at the provider made the call, not the model (programmatic tool
   * calling of Anthropic and OpenAI): the program parses the result as it is, and no model reads it.
   */
  protected isOfProgram(item: NodeIndex): boolean {
    const { tape } = this;
    const caller = tape.get(item, 'caller');
    return tape.type(caller) === NodeType.object && !tape.isString(tape.get(caller, 'type'), 'direct');
  }

  userText(text: string): void {
    if (this.firstUserText === '') this.firstUserText = text;
    this.trail.addQuestion(text);
  }

  /** Adds the editable texts of a result. Parts of other types, and parts that citations point into, are left alone. */
  addTexts({ content, partType, splitFrame, ...rest }: ResultTexts): void {
    const { tape } = this;
    const add = (node: NodeIndex): void => {
      const whole = tape.text(node);
      if (whole === null) return;
      const frame = splitFrame?.(whole) ?? null;
      const text = frame === null ? whole : whole.slice(frame.head.length, whole.length - frame.tail.length);
      this.segments.push({ start: tape.start(node), end: tape.end(node), text, ...rest, ...(frame && { frame }) });
    };
    add(content);
    for (const part of tape.elements(content)) {
      const isCited = tape.get(part, 'citations') >= 0;
      if (!isCited && tape.isString(tape.get(part, 'type'), partType)) add(tape.get(part, 'text'));
    }
  }

  /** The conversation; null when a key stood twice where it mattered. */
  conclude(fingerprint: string, session: string | null): Conversation | null {
    const { tape, segments, blocks } = this;
    const conversation: Conversation = {
      model: tape.text(tape.get(0, 'model')) ?? '',
      stream: tape.isTrue(tape.get(0, 'stream')),
      segments,
      blocks,
      fingerprint,
      ...(session !== null && { session }),
    };
    return tape.ambiguous ? null : conversation;
  }
}
