/** Job: the editors, one per format, and the bytes around them: encoding and byte order mark. */
import type { EditFormat } from '../types.ts';
import { dotenv, fish, makeBlockEditor, powershell, sh } from './block.ts';
import { json } from './json.ts';
import { withItems } from './json-items.ts';
import { malformed } from './text.ts';
import { toml } from './toml.ts';
import type { Decoded, Editor } from './types.ts';
import { yaml } from './yaml.ts';

export const editors: Readonly<Record<EditFormat, Editor>> = {
  json: withItems(json),
  toml,
  yaml,
  sh: makeBlockEditor(sh),
  fish: makeBlockEditor(fish),
  powershell: makeBlockEditor(powershell),
  dotenv: makeBlockEditor(dotenv),
};

/**
 * Bytes as text, so that {@link encode} gives the very same bytes. Shell files may hold any bytes; they are read as
 * Latin-1, which loses none. Other formats must be UTF-8.
 * @throws AppError client.malformed for UTF-16, NUL bytes, or what is no UTF-8.
 */
export function decode(bytes: Uint8Array | null, format: EditFormat): Decoded {
  if (bytes === null) return { text: '', mark: '', encoding: 'utf8' };
  if (bytes.includes(0)) throw malformed('It is no UTF-8 text (UTF-16 or binary).');
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  try {
    const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(buffer);
    return text.startsWith('\uFEFF')
      ? { text: text.slice(1), mark: '\uFEFF', encoding: 'utf8' }
      : { text, mark: '', encoding: 'utf8' };
  } catch (error) {
    if (!['sh', 'fish', 'powershell', 'dotenv'].includes(format)) throw malformed('It is no UTF-8 text.', error);
    return { text: buffer.toString('latin1'), mark: '', encoding: 'latin1' };
  }
}

export function encode({ mark, encoding }: Decoded, text: string): Uint8Array {
  return Buffer.from(mark + text, encoding);
}

export { findRefused } from './json-extras.ts';
export type { Decoded, Editor, EditUndo, Target } from './types.ts';
