import { basename, join } from 'node:path';
import type { EditFormat, Machine } from './types.ts';

export interface Profile {
  readonly file: string;
  readonly format: Extract<EditFormat, 'sh' | 'fish' | 'powershell'>;
}

/** The start-up files that the user's shell reads for an interactive terminal. Only those of the shell in use. */
export async function findProfiles(machine: Machine): Promise<readonly Profile[]> {
  const { env, userHome, platform } = machine;
  const config = env.XDG_CONFIG_HOME || join(userHome, '.config');
  switch (findFamily(env.SHELL, platform)) {
    case 'zsh':
      return [{ file: join(env.ZDOTDIR || userHome, '.zshrc'), format: 'sh' }];
    case 'bash':
      return findBashProfiles(machine);
    case 'fish':
      return [{ file: join(config, 'fish', 'config.fish'), format: 'fish' }];
    case 'powershell':
      return findPowershellProfiles(machine, config);
    case 'sh':
      return [{ file: join(userHome, '.profile'), format: 'sh' }];
  }
}

type Family = 'zsh' | 'bash' | 'fish' | 'powershell' | 'sh';

function findFamily(shell: string | undefined, platform: NodeJS.Platform): Family {
  const name = basename(shell ?? '').replace(/\.exe$/i, '');
  if (name === 'zsh' || name === 'bash' || name === 'fish') return name;
  if (name === 'pwsh' || name === 'powershell') return 'powershell';
  if (name !== '') return 'sh';
  if (platform === 'win32') return 'powershell';
  return platform === 'darwin' ? 'zsh' : 'bash';
}

/** Terminals of macOS start login shells; those read .bashrc only if their own file says so. */
async function findBashProfiles({ userHome, platform, exists, read }: Machine): Promise<Profile[]> {
  const profiles: Profile[] = [{ file: join(userHome, '.bashrc'), format: 'sh' }];
  const logins = ['.bash_profile', '.bash_login', '.profile'].map((name) => join(userHome, name));
  for (const file of logins) {
    if (!(await exists(file))) continue;
    const readsRc = (await read(file))?.includes('bashrc') ?? false;
    return readsRc ? profiles : [...profiles, { file, format: 'sh' }];
  }
  return platform === 'darwin' ? [...profiles, { file: logins[0]!, format: 'sh' }] : profiles;
}

/** The profile of all hosts. Windows has two PowerShells with a directory each. */
async function findPowershellProfiles({ userHome, platform, exists }: Machine, config: string): Promise<Profile[]> {
  if (platform !== 'win32') return [{ file: join(config, 'powershell', 'profile.ps1'), format: 'powershell' }];
  const [core, windows] = ['PowerShell', 'WindowsPowerShell'].map((name) => join(userHome, 'Documents', name));
  const profiles: Profile[] = [{ file: join(core!, 'profile.ps1'), format: 'powershell' }];
  return (await exists(windows!))
    ? [...profiles, { file: join(windows!, 'profile.ps1'), format: 'powershell' }]
    : profiles;
}
