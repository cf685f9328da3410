/**
 * Job: the list of registries that are asked about dependencies, when a person wants it.
 * Law: one file, one line; a name is told to nobody but whom this computer would fetch it from.
 * Neighbours: types.ts says what a registry is; an ecosystem names its own, online.ts asks.
 */
import { crates } from './crates.ts';
import { goProxy } from './go-proxy.ts';
import { npm } from './npm.ts';
import { pypi } from './pypi.ts';
import type { Registry } from './types.ts';

export const registries: readonly Registry[] = [npm, crates, goProxy, pypi];
