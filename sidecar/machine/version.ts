import { fileURLToPath } from 'node:url';
import { readTextWithin } from './files.ts';
import { isPacked, readAsset } from './packed.ts';

/** The version in package.json, the only place where it is written. */
export async function readVersion(): Promise<string> {
  const text = isPacked
    ? new TextDecoder().decode(readAsset('package.json'))
    : await readTextWithin(fileURLToPath(new URL('../../package.json', import.meta.url)), 1024 * 1024);
  const facts: unknown = JSON.parse(text ?? '{}');
  const version = typeof facts === 'object' && facts !== null && 'version' in facts ? facts.version : undefined;
  return typeof version === 'string' ? version : 'unknown';
}
