/** What two bodies on the wire have in common, read with JSON.parse and a regular expression: nothing of ours decides what is right here. */
import type { DialectId } from '../../sidecar/dialects/index.ts';
import { sha256 } from '../../sidecar/lib/hash.ts';
import type { SeenBlock } from './strict-cache.ts';

export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };
type Members = Record<string, Json | undefined>;

const minute = 60_000;
const asMembers = (value: Json | undefined): Members =>
  value !== null && typeof value === 'object' && !Array.isArray(value) ? (value as Members) : {};
const asList = (value: Json | undefined): readonly Json[] => (Array.isArray(value) ? value : []);

export interface Change {
  readonly before: string;
  readonly after: string;
}

/** The texts that differ between two bodies. Throws when anything differs that is no text of a tool result. */
export function findChanges(dialect: DialectId, before: Buffer, after: Buffer): readonly Change[] {
  const changes: Change[] = [];
  compare(JSON.parse(before.toString()) as Json, JSON.parse(after.toString()) as Json, [], (change, path) => {
    const where = path.map(({ key }) => key).join('.');
    if (!isResultText(dialect, path)) throw new Error(`${where} was changed, which is no text of a tool result`);
    changes.push(change);
  });
  compareSources(before.toString('latin1'), after.toString('latin1'), changes.length);
  return changes;
}

/** The values on the way to a text, each with its key. */
type Path = readonly { readonly key: string; readonly within: Json }[];

function compare(before: Json, after: Json, path: Path, tell: (change: Change, path: Path) => void): void {
  if (before === after) return;
  if (typeof before === 'string' && typeof after === 'string') {
    tell({ before, after }, path);
    return;
  }
  if (before === null || after === null || typeof before !== 'object' || typeof after !== 'object')
    throw new Error(`${JSON.stringify(before)} became ${JSON.stringify(after)}`);
  const [keys, others] = [Object.keys(before), Object.keys(after)];
  if (keys.join('\n') !== others.join('\n')) throw new Error(`members ${others.join()} instead of ${keys.join()}`);
  for (const key of keys) {
    compare(asAny(before)[key]!, asAny(after)[key]!, [...path, { key, within: before }], tell);
  }
}

const asAny = (value: Json): Record<string, Json> => value as Record<string, Json>;

function isResultText(dialect: DialectId, path: Path): boolean {
  const keys = path.map(({ key }) => key).join('.');
  const holder = (depth: number): Members => asMembers(path[depth]?.within);
  const last = asMembers(path.at(-1)?.within);
  const isPart = path.at(-1)?.key === 'text';
  if (isPart && (!/^(?:input_)?text$/.test(String(last.type)) || 'citations' in last)) return false;
  switch (dialect) {
    case 'anthropic':
      return (
        /^messages\.\d+\.content\.\d+\.content(?:\.\d+\.text)?$/.test(keys) &&
        holder(2).role === 'user' &&
        holder(4).type === 'tool_result'
      );
    case 'openai-chat':
      return /^messages\.\d+\.content(?:\.\d+\.text)?$/.test(keys) && holder(2).role === 'tool';
    case 'openai-responses':
      return (
        /^input\.\d+\.output(?:\.\d+\.text)?$/.test(keys) &&
        /^(?:function_call|custom_tool_call|local_shell_call)_output$/.test(String(holder(2).type))
      );
    case 'gemini':
      return /^contents\.\d+\.parts\.\d+\.functionResponse\.response\.\w+(?:\.\d+\.text)?$/.test(keys);
  }
}

const LITERAL = /"[^"\\]*(?:\\.[^"\\]*)*"/gs;

/** Outside the literals of changed texts not one byte may differ, be it a blank. */
function compareSources(before: string, after: string, changes: number): void {
  const [literals, others] = [before.match(LITERAL) ?? [], after.match(LITERAL) ?? []];
  if (before.replaceAll(LITERAL, '""') !== after.replaceAll(LITERAL, '""'))
    throw new Error('other bytes outside of texts');
  const differing = literals.filter((literal, at) => literal !== others[at]).length;
  if (literals.length !== others.length || differing !== changes)
    throw new Error(`${differing} literals differ, but ${changes} texts`);
}

/** The blocks of a prompt in the order in which providers cache it. @param count tokens of a text */
export function readSeen(dialect: DialectId, body: Buffer, count: (text: string) => number): readonly SeenBlock[] {
  const root = asMembers(JSON.parse(body.toString()) as Json);
  const see = (role: string, value: Json): SeenBlock => {
    const { cache_control: mark, ...rest } = asMembers(value);
    const ttlMs = mark === undefined ? 0 : (asMembers(mark).ttl === '1h' ? 60 : 5) * minute;
    const isText = typeof value === 'string' || (rest.type === 'text' && Object.keys(rest).length === 2);
    const content = typeof value === 'string' ? value : isText ? rest.text! : (rest as Json);
    return { bytes: sha256(`${role} ${JSON.stringify(content)}`), tokens: measure(content, count), ttlMs };
  };
  const contents = (role: string, value: Json | undefined): SeenBlock[] =>
    typeof value === 'string' ? [see(role, value)] : asList(value).map((one) => see(role, one));
  const listed = (value: Json | undefined, name: string): SeenBlock[] =>
    asList(value).flatMap((one) => contents(String(asMembers(one).role), asMembers(one)[name]));
  switch (dialect) {
    case 'anthropic':
      return [...contents('tool', root.tools), ...contents('system', root.system), ...listed(root.messages, 'content')];
    case 'openai-chat':
      return asList(root.messages).map((one) => see('message', unwrapText(one)));
    case 'openai-responses':
      return [see('system', root.instructions!), ...asList(root.input).map((one) => see('item', unwrapText(one)))];
    case 'gemini':
      return [...contents('system', asMembers(root.systemInstruction).parts), ...listed(root.contents, 'parts')];
  }
}

/** A message of one text part is the message of that text. */
function unwrapText(message: Json): Json {
  const { content, ...rest } = asMembers(message);
  const parts = asList(content);
  const text = asMembers(parts[0]).text;
  const isWrapped = rest.role === 'user' && parts.length === 1 && text !== undefined;
  return isWrapped ? ({ ...rest, content: text } as Json) : message;
}

/** Tokens of all texts of a value as the model reads them, and one for each member. */
function measure(value: Json, count: (text: string) => number): number {
  if (typeof value === 'string') return count(value);
  if (value === null || typeof value !== 'object') return 1;
  return Object.values(value).reduce((sum: number, one) => sum + 1 + measure(one as Json, count), 0);
}
