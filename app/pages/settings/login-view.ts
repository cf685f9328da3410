import type { LoginStart } from '../../../sidecar/contract/login-start.ts';

/** The start at login in the words of a person. */
export interface LoginLine {
  /** Where the switch stands; null: there is none. */
  readonly isOn: boolean | null;
  readonly note: string;
  /** What does not work; null: all does. */
  readonly fault: string | null;
}

export function describeLogin(known: LoginStart): LoginLine {
  const { state, reason } = known;
  switch (state) {
    case 'off':
      return { isOn: false, note: 'Headroom runs when you start it.', fault: null };
    case 'on':
      return { isOn: true, note: 'Headroom starts quietly when you log in. No window opens.', fault: null };
    case 'broken':
      return { isOn: true, note: 'It is switched on, and yet Headroom would not start.', fault: reason };
    case 'unavailable':
      return { isOn: null, note: reason ?? 'It is not possible here.', fault: null };
  }
}

/** What is said above the files and commands. */
export function describeWriting({ state, files, commands }: LoginStart): string {
  const file = files.length === 1 ? 'this file' : `these ${files.length} files`;
  const command = commands.length === 1 ? 'this command' : 'these commands';
  if (state === 'on') return files.length > 0 ? `Written was ${file}:` : `The system was told by ${command}:`;
  const parts = [...(files.length > 0 ? [`writes ${file}`] : []), ...(commands.length > 0 ? [`runs ${command}`] : [])];
  return `Switching it on ${parts.join(' and ')}, and keeps a record of it in Headroom’s own folder. Switching it off, or uninstalling, takes all of it back.`;
}
