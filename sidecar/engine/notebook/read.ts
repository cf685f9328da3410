import { type JsonNode, type JsonRecord, readJson } from '../json/read.ts';

/** What a cell printed. */
export interface Output {
  /** MIME type of an image or other data, 'error', or the name of the stream. */
  readonly what: string;
  readonly text: string;
  /** Encoded bytes rather than something to read. */
  readonly isData: boolean;
}

export interface Cell {
  readonly type: string;
  readonly count: string;
  readonly source: string;
  readonly outputs: readonly Output[];
}

export interface Notebook {
  readonly language: string;
  readonly cells: readonly Cell[];
}

const READABLE = ['text/plain', 'text/markdown', 'application/json', 'text/latex'];

/** Reads a Jupyter notebook (nbformat 4); null for any other text. */
export function readNotebook(text: string): Notebook | null {
  const read = readJson(text);
  if (read === null || read.node.kind !== 'record' || text.slice(read.end).trim() !== '') return null;
  const cells = member(read.node, 'cells');
  if (cells?.kind !== 'list' || member(read.node, 'nbformat') === undefined) return null;
  const found = cells.items.map(readCell);
  if (found.length === 0 || found.some((cell) => cell === null)) return null;
  const kernel = member(member(read.node, 'metadata'), 'kernelspec');
  const info = member(member(read.node, 'metadata'), 'language_info');
  const language = plain(member(info, 'name')) || plain(member(kernel, 'language')) || plain(member(kernel, 'name'));
  return { language, cells: found.filter((cell) => cell !== null) };
}

function readCell(node: JsonNode): Cell | null {
  const type = plain(member(node, 'cell_type'));
  const source = member(node, 'source');
  if (type === '' || source === undefined) return null;
  const outputs = member(node, 'outputs');
  return {
    type,
    count: plain(member(node, 'execution_count')),
    source: joinText(source),
    outputs: outputs?.kind === 'list' ? outputs.items.flatMap(readOutput) : [],
  };
}

function readOutput(node: JsonNode): Output[] {
  const type = plain(member(node, 'output_type'));
  if (type === 'stream') {
    return [{ what: plain(member(node, 'name')) || 'stream', text: joinText(member(node, 'text')), isData: false }];
  }
  if (type === 'error') {
    const head = `${plain(member(node, 'ename'))}: ${plain(member(node, 'evalue'))}`;
    return [{ what: 'error', text: `${head}\n${joinText(member(node, 'traceback'), '\n')}`, isData: false }];
  }
  const data = member(node, 'data');
  if (data?.kind !== 'record') return [];
  const readable = READABLE.find((mime) => data.keys.includes(mime));
  return data.keys.flatMap((mime, i): Output[] => {
    const text = joinText(data.values[i]);
    if (mime === readable) return [{ what: mime, text, isData: false }];
    // The same value once more, for a screen.
    if (mime.startsWith('text/') && readable !== undefined) return [];
    return [{ what: mime, text, isData: mime !== 'text/html' }];
  });
}

function member(node: JsonNode | undefined, key: string): JsonNode | undefined {
  return node?.kind === 'record' ? (node satisfies JsonRecord).values[node.keys.indexOf(key)] : undefined;
}

function plain(node: JsonNode | undefined): string {
  return node?.kind === 'text' ? node.value : node?.kind === 'literal' && node.raw !== 'null' ? node.raw : '';
}

/** Notebooks hold texts as lists of their lines. */
function joinText(node: JsonNode | undefined, between = ''): string {
  return node?.kind === 'list' ? node.items.map(plain).join(between) : plain(node);
}
