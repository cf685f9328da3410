import type { Compressor } from '../types.ts';
import { blobs } from './blobs.ts';
import { code } from './code.ts';
import { csv } from './csv.ts';
import { diff } from './diff.ts';
import { html } from './html.ts';
import { json } from './json.ts';
import { log } from './log.ts';
import { noise } from './noise.ts';
import { notebook } from './notebook.ts';
import { repeats } from './repeats.ts';
import { search } from './search.ts';
import { stat } from './stat.ts';
import { text } from './text.ts';
import { toml } from './toml.ts';
import { xml } from './xml.ts';
import { yaml } from './yaml.ts';

/** The list: one line per compressor. Order matters only between equal scores. */
export const compressors = [
  noise,
  notebook,
  json,
  html,
  diff,
  search,
  log,
  text,
  code,
  repeats,
  csv,
  xml,
  yaml,
  toml,
  blobs,
  stat,
] as const satisfies readonly Compressor[];

export type CompressorId = (typeof compressors)[number]['id'];
