import type { Attempt } from '../../../sidecar/learn/types.ts';

export const project = process.platform === 'win32' ? 'C:\\shop' : '/shop';
let made = 0;

/** A call that succeeded, one second after the one made before. */
export function makeAttempt(over: Partial<Attempt> = {}): Attempt {
  made += 1;
  return {
    ...{ client: 'claude-code', session: 's1', project, at: 1_700_000_000_000 + made * 1000 },
    ...{ tool: 'Bash', command: '', path: '', text: 'ok', isError: false },
    ...over,
  };
}

export const failed = (command: string, text: string): Attempt => makeAttempt({ command, text, isError: true });
export const worked = (command: string): Attempt => makeAttempt({ command });
