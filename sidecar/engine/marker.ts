import type { Kept } from './types.ts';

/** Every marker begins like this; a text that holds one was shrunk before and is never shrunk again. */
const OPENING = '[headroom: ';

/**
 * The line that says what is missing and where the whole text lies. The path comes as something every file or shell
 * tool can open, because agents follow a path more readily than an id.
 * @param directory of the originals as the agent can reach it, e.g. "~/.headroom/originals"
 */
export function formatMarker(kept: Kept, originalId: string, directory: string): string {
  return `${OPENING}${kept.shown} of ${kept.total} ${kept.unit} shown; whole output: ${directory}/${originalId}.txt]`;
}

/** Whether a text was shrunk before: by us, or by a product whose markers look like these. Opaque for every compressor. */
export function hasMarker(text: string): boolean {
  return text.includes(OPENING) || text.includes('<<ccr:') || text.includes('Retrieve more: hash=');
}

/** Whether a tool call asked for an original: its answer is what somebody explicitly wanted whole. */
export function isRecall(hint: { tool: string; command: string; path: string }, directory: string): boolean {
  if (/headroom_(retrieve|search)$/.test(hint.tool)) return true;
  if (/\bheadroom\s+show\b/.test(hint.command)) return true;
  const home = directory.replace(/^~/, '');
  return hint.command.includes(home) || hint.path.includes(home) || /\/v1\/retrieve\//.test(hint.command);
}
