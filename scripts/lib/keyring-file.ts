import { cpSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

/**
 * Puts the program that opens the keychain of Linux or Windows beside the executable, with the licences of what it is made
 * of: inside of an executable the system could not load it. macOS opens its keychain otherwise (docs/why/0009-token-in-the-keychain.md).
 * @param modules the directory node_modules @returns whether there is one for this computer; without it there is no keychain
 */
export function copyKeyring(modules: string, target: string, system = `${process.platform}-${process.arch}`): boolean {
  const scope = join(modules, '@napi-rs');
  if (system.startsWith('darwin-') || !existsSync(scope)) return false;
  const names = readdirSync(scope).filter((name) => name.startsWith(`keyring-${system}-`));
  for (const name of names) {
    const program = readdirSync(join(scope, name)).find((file) => file.endsWith('.node'));
    if (program === undefined) continue;
    cpSync(join(scope, name, program), join(target, 'keyring.node'));
    const licences = join(scope, name, 'LICENSE.third-party.md');
    if (existsSync(licences)) cpSync(licences, join(target, 'keyring-licences.md'));
    return true;
  }
  return false;
}
