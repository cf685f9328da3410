import { readFileSync, statSync } from 'node:fs';

/**
 * The text of a small file that another process may replace, read again only when it has changed. One stat per call.
 * @returns null when it cannot be read
 */
export function createCachedText(path: string): () => string | null {
  let mark = '';
  let text: string | null = null;
  return () => {
    try {
      const { mtimeMs, size, ino } = statSync(path);
      const now = `${mtimeMs}:${size}:${ino}`;
      if (now !== mark) {
        text = readFileSync(path, 'utf8');
        mark = now;
      }
    } catch {
      // Missing or out of reach: then there is nothing to tell.
      mark = '';
      text = null;
    }
    return text;
  };
}
