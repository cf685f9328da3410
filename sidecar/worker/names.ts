import { digest } from '../lib/hash.ts';
import { Lru } from '../lib/lru.ts';

/** Characters of texts whose names are known. */
const CAPACITY = 8 * 1024 * 1024;
/** Shorter texts are named faster than they are looked up. */
const LEAST_CHARS = 200;

/**
 * Content addresses of texts. The texts of a conversation come again with each of its turns, mostly as the very same strings
 * (see {@link Tapes}), for which looking up is a comparison of two addresses. Remembers for speed only.
 */
export class Names {
  private readonly known = new Lru<string, string>(CAPACITY, (_, text) => text.length);

  of(text: string): string {
    if (text.length < LEAST_CHARS) return digest(text);
    const known = this.known.get(text);
    if (known !== undefined) return known;
    const name = digest(text);
    this.known.set(text, name);
    return name;
  }
}
