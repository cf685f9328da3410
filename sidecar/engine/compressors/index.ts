import type { Compressor } from '../types.ts';

/** The list: one line per compressor. Order matters only between equal scores. */
export const compressors = [] as const satisfies readonly Compressor[];
