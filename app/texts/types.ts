import type { english } from './english/index.ts';

/** What a language has to say: the compiler finds what is missing in another one, or takes other data. */
export type Texts = typeof english;
