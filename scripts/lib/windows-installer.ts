import { spawnSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { writePrograms } from './app-dir.ts';
import { root } from './project.ts';

/**
 * Makes a Windows installer with Inno Setup 6 (resources/windows/headroom.iss). Signed when HEADROOM_SIGN_COMMAND holds the
 * command line of a signing tool, with $f for the file.
 *
 * Written on another system: its script was compiled, and what it installs put in and taken out, under Wine only.
 * @returns its path, or null with a printed reason.
 */
export async function packWindowsInstaller(sidecar: string, version: string): Promise<string | null> {
  const compiler = findCompiler(process.env);
  if (compiler === null) {
    console.log('skipped: the Windows installer (no Inno Setup 6 here)');
    return null;
  }
  const source = join(root, 'build/windows');
  rmSync(source, { recursive: true, force: true });
  const hasWindow = await writePrograms(sidecar, source, 'Windows installer');
  const target = join(root, 'build/dist');
  const signCommand = process.env.HEADROOM_SIGN_COMMAND;
  const args = makeCompilerArgs({ version, source, target, hasWindow, signCommand });
  const { status } = spawnSync(compiler, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  if (status !== 0) throw new Error('Inno Setup made no installer; the lines above say why');
  return join(target, `headroom-${version}-windows-x64.exe`);
}

/** Everything that the installer's script has to be told. Exported for its test. */
export function makeCompilerArgs(facts: {
  readonly version: string;
  readonly source: string;
  readonly target: string;
  readonly hasWindow: boolean;
  readonly signCommand: string | undefined;
}): string[] {
  const { version, source, target, hasWindow, signCommand } = facts;
  return [
    `/DVersion=${version}`,
    `/DSource=${source}`,
    `/DTarget=${target}`,
    ...(hasWindow ? ['/DHasWindow'] : []),
    ...(signCommand ? ['/DSigned', `/Sheadroom=${signCommand}`] : []),
    join(root, 'resources/windows/headroom.iss'),
  ];
}

function findCompiler(env: Readonly<Record<string, string | undefined>>): string | null {
  const places = [env['ProgramFiles(x86)'], env.ProgramFiles, env.LOCALAPPDATA && join(env.LOCALAPPDATA, 'Programs')];
  const files = places.flatMap((place) => (place ? [join(place, 'Inno Setup 6', 'ISCC.exe')] : []));
  return files.find((file) => existsSync(file)) ?? null;
}
