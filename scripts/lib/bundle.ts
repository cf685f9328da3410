import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'rolldown';
import { root } from './project.ts';

/** Every module knows its own address only in the sources; the packed ones stand in no file. */
const noAddress = `const __address = require('node:url').pathToFileURL(process.execPath).href;`;

/**
 * Makes one CommonJS file of a module and all that it imports: what a single executable can start.
 * @param entry path from the project's root; @param name of the file in build/pack/. @returns its path.
 */
export async function bundle(entry: string, name: string): Promise<string> {
  const directory = join(root, 'build/pack');
  mkdirSync(directory, { recursive: true });
  const file = join(directory, name);
  await build({
    input: join(root, entry),
    platform: 'node',
    // A program of the system's own format: it lies beside the executable (keyring-file.ts).
    external: ['@napi-rs/keyring'],
    // Its main file loads its parts by names that no bundler can follow; the module build does not.
    resolve: { alias: { 'jsonc-parser': join(root, 'node_modules/jsonc-parser/lib/esm/main.js') } },
    logLevel: 'warn',
    transform: { define: { 'import.meta.url': '__address' } },
    // `import()` would need Node's loader of modules, which code out of the executable has only with a warning.
    output: { file, format: 'cjs', codeSplitting: false, dynamicImportInCjs: false, minify: true, banner: noAddress },
  });
  return file;
}

/**
 * Makes one CommonJS file of an entry, which a shell can start with whatever Node there is; what it imports later, by `import()`, stays a file of its own beside it.
 * @param entry path from the project's root; @param file where it goes, in a directory laid out like the sources.
 */
export async function bundleEntry(entry: string, file: string): Promise<void> {
  await build({
    input: join(root, entry),
    platform: 'node',
    plugins: [
      {
        name: 'later-imports',
        resolveId: (id, _, { kind }) => (kind === 'dynamic-import' ? { id, external: true } : null),
      },
    ],
    logLevel: 'warn',
    output: { file, format: 'cjs', codeSplitting: false, minify: true, banner: '#!/usr/bin/env node' },
  });
}
