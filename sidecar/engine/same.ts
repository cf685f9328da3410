import type { Hint, Source } from './types.ts';

/** Stands in reports for a text that was replaced by a reference to an equal one before it. */
export const SAME = 'same';

/** Below this many characters a reference is hardly shorter than the text. */
const MIN_CHARS = 400;

/**
 * The tool results of one request in prompt order. A result that is equal to an earlier one of the same request becomes
 * a reference to it: nothing is lost, the earlier copy is still there. When the client has dropped that copy (compaction),
 * there is nothing to refer to and the text is sent.
 */
export class Results {
  private readonly seen = new Map<string, { readonly hint: Hint; readonly result: number }>();

  /**
   * Notes a text and gives the reference that may stand for it, or null when it is the first of its kind.
   * @param name content address of a text
   * @param result running number of the tool result that holds the text
   */
  refer({ text, hint }: Source, result: number, name: (text: string) => string): string | null {
    if (text.length < MIN_CHARS) return null;
    const { head, core } = splitHead(text);
    const key = name(core);
    const earlier = this.seen.get(key);
    // The earliest copy stays the target: it is the one that is never replaced itself.
    if (earlier === undefined) {
      this.seen.set(key, { hint, result });
      return null;
    }
    const lines = core.split('\n').length;
    return `${head}[headroom: the same ${lines} lines as ${describe(earlier.hint, result - earlier.result, hint)}]`;
  }

  /** Takes a result out of what is referred to: code that was shortened must come whole when it is asked for again. */
  forget(result: number): void {
    for (const [key, earlier] of this.seen) if (earlier.result === result) this.seen.delete(key);
  }
}

/**
 * Names an earlier result so that a reader finds it: its call, and how many tool results above it stands.
 * @param now the call whose result tells this: what both name is not said again
 */
export function describe(earlier: Hint, above: number, now: Hint): string {
  const output = ['the output', nameCall(earlier, now)].filter(Boolean).join(' of ');
  if (above === 0) return `${output} in this same result`;
  return above === 1 ? `${output} in the tool result before this one` : `${output} ${above} tool results above`;
}

function nameCall({ tool, command, path }: Hint, now: Hint): string {
  const isSamePlace = command === now.command && path === now.path && command + path !== '';
  if (isSamePlace && tool === now.tool) return 'the same call';
  if (isSamePlace && tool !== '') return `${tool} of the same ${path === '' ? 'command' : 'file'}`;
  const about = (command || path).replace(/\s+/g, ' ').slice(0, 100);
  return [tool || (about === '' ? '' : 'the call'), about && `\`${about}\``].filter(Boolean).join(' ');
}

/** Codex puts timing and ids in front of what a command printed: they stay, the rest is compared. */
function splitHead(text: string): { head: string; core: string } {
  const match =
    /^(?:(?:Chunk ID|Wall time|Process exited|Exit code|Original token count|Total output lines)[^\n]{0,80}\n){1,6}(?:Output:\n)?/.exec(
      text,
    );
  const length = match?.[0].length ?? 0;
  return { head: text.slice(0, length), core: text.slice(length) };
}
