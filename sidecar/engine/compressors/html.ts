import { splitPages } from '../html/documents.ts';
import { scoreHtml } from '../html/kind.ts';
import { readPage } from '../html/page.ts';
import type { Compressed, Compressor, Goal, Hint } from '../types.ts';

/** Larger outputs are archives, not pages; bounds time and memory. */
const LONGEST_TEXT = 8_000_000;

/** Web pages: their own text as Markdown; navigation, advertisements, scripts and styles go. */
export const html = {
  id: 'html',
  stage: 'shape',

  score: scoreHtml,

  compress(text: string, hint: Hint, goal: Goal): Compressed | null {
    if (goal.lossless || text.length > LONGEST_TEXT || !text.includes('<')) return null;
    const parts: string[] = [];
    let hasPage = false;
    for (const piece of splitPages(text)) {
      const readable = piece.isPage ? readPage(piece.text, hint) : piece.text.trim();
      if (readable === null) return null;
      hasPage ||= piece.isPage;
      if (readable !== '') parts.push(readable);
    }
    const shorter = parts.join('\n\n').toWellFormed();
    if (!hasPage || shorter === '' || shorter.length >= text.length) return null;
    return { text: shorter, lossy: { unit: 'characters', shown: shorter.length, total: text.length } };
  },
} as const satisfies Compressor;
