import type { LoginStart } from '../../../sidecar/contract/login-start.ts';
import { texts } from '../../texts/index.ts';

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
  const said = texts().settings.login;
  switch (state) {
    case 'off':
      return { isOn: false, note: said.off, fault: null };
    case 'on':
      return { isOn: true, note: said.on, fault: null };
    case 'broken':
      return { isOn: true, note: said.broken, fault: reason };
    case 'unavailable':
      return { isOn: null, note: reason ?? said.unavailable, fault: null };
  }
}

/** What is said above the files and commands. */
export function describeWriting({ state, files, commands }: LoginStart): string {
  const { wasWritten, wasTold, would } = texts().settings.login;
  if (state === 'on') return files.length > 0 ? wasWritten(files.length) : wasTold(commands.length);
  return would(files.length, commands.length);
}
