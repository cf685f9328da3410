import { parse } from 'jsonc-parser';
import { parse as parseToml } from 'smol-toml';
import { isRecord } from './edits/text.ts';

/** JSON with comments as far as it can be understood; undefined for nothing. For looking, never for writing. */
export function parseLoosely(text: string | null): unknown {
  return text === null ? undefined : parse(text.replace(/^\uFEFF/, ''));
}

/** TOML; undefined for nothing or what is none. For looking, never for writing. */
export function parseTomlLoosely(text: string | null): unknown {
  try {
    return text === null ? undefined : parseToml(text.replace(/^\uFEFF/, ''));
  } catch {
    return undefined; // writing it will say what is wrong with it
  }
}

/** What stands at a path; undefined when nothing does. */
export function readAt(root: unknown, path: readonly string[]): unknown {
  let at = root;
  for (const key of path) at = isRecord(at) && Object.hasOwn(at, key) ? at[key] : undefined;
  return at;
}
