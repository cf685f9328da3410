/**
 * Job: the list of tools that agents are offered, in the order in which they see them.
 * Law: one file, one line; few and short, because every description is paid for in every request of a client.
 * Neighbours: types.ts says what a tool is; server.ts offers them.
 */
import type { Tool } from '../types.ts';
import { compress } from './compress.ts';
import { retrieve } from './retrieve.ts';
import { search } from './search.ts';
import { stats } from './stats.ts';

export const tools: readonly Tool[] = [retrieve, search, compress, stats];
