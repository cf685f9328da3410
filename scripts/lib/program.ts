import { readFileSync, writeFileSync } from 'node:fs';
import { Script } from 'node:vm';
import { bundle } from './bundle.ts';

/**
 * Bundles an entry into a program as sidecar/packed.ts starts it: a function of what Node gives to a CommonJS module, and
 * beside it its compiled code, which the same version of Node takes instead of compiling it at every start.
 * @returns the two assets, paths by name.
 */
export async function makeProgram(entry: string, name: string): Promise<Readonly<Record<string, string>>> {
  const path = await bundle(entry, `${name}.cjs`);
  const source = `(function (require, module, exports) {${readFileSync(path, 'utf8')}\n})`;
  writeFileSync(path, source);
  const code = path.replace(/\.cjs$/, '.code');
  writeFileSync(code, new Script(source, { filename: `${name}.cjs` }).createCachedData());
  return { [`${name}.cjs`]: path, [`${name}.code`]: code };
}
