import { randomUUID } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isThere, makeOwnLaunch, removeTree, runProgram, writeFileAtomic } from '../machine/index.ts';
import { quoteLine } from './quote.ts';
import { startTrialProvider } from './trial-provider.ts';
import { type Fate, type TrialCell, trialModes, trialRules } from './trial-verdict.ts';

/** Claude Code needs a second; a machine that is busy some more. */
const CELL_MS = 60_000;
/** Harmless, and nothing that a client runs without being allowed to. */
const SENTINEL = 'headroom-sentinel';
const command = quoteLine(['touch', SENTINEL]);

/**
 * Drives Claude Code through every rule of its user and both modes, with a command as it is and as a hook rewrote it, and
 * tells what became of it. Nothing of the user is read or written: home, project, key and model are made for the trial.
 * @param program the client to start. @param tell is called after each cell
 */
export async function tryRewriting(program: string, tell: (cell: TrialCell) => void): Promise<readonly TrialCell[]> {
  const directory = join(tmpdir(), `headroom-trial-${randomUUID()}`);
  const cells: TrialCell[] = [];
  try {
    for (const mode of trialModes) {
      for (const rule of trialRules) {
        const about = { program, mode, rule };
        const [asItIs = null, rewritten = null] = await Promise.all(
          [false, true].map((isRewritten) =>
            runCell({ ...about, isRewritten }, join(directory, `${cells.length}-${isRewritten}`)),
          ),
        );
        const cell = { mode, rule, asItIs, rewritten };
        cells.push(cell);
        tell(cell);
      }
    }
    return cells;
  } finally {
    await removeTree(directory);
  }
}

interface Run extends Pick<TrialCell, 'mode' | 'rule'> {
  readonly program: string;
  readonly isRewritten: boolean;
}

async function runCell({ program, mode, rule, isRewritten }: Run, directory: string): Promise<Fate | null> {
  const [home, project] = [join(directory, 'home'), join(directory, 'project')];
  const provider = await startTrialProvider(command, isRewritten ? wrap : null);
  try {
    const hook = { type: 'http', url: `${provider.url}/hook`, timeout: 10 };
    const settings = {
      hooks: { PreToolUse: [{ matcher: 'Bash', hooks: [hook] }] },
      permissions: rule === 'none' ? {} : { [rule]: ['Bash(touch:*)'] },
    };
    await writeFileAtomic(join(home, '.claude', 'settings.json'), JSON.stringify(settings));
    await writeFileAtomic(join(project, 'README'), 'A trial of Headroom.\n');
    const args = ['-p', 'A trial of Headroom.', '--output-format', 'json', '--permission-mode', mode];
    await runProgram(program, args, {
      cwd: project,
      env: makeEnv(home, provider.url),
      timeoutMs: CELL_MS,
      maxBytes: 1024 * 1024,
    });
    if (await isThere(join(project, SENTINEL))) return 'ran';
    const result = provider.result();
    if (result === null) return null;
    return /has been denied/.test(result) ? 'denied' : 'asked';
  } finally {
    await provider.close();
  }
}

function wrap(line: string): string {
  const { command: own, args } = makeOwnLaunch(['run', '--']);
  return `${quoteLine([own, ...args])} ${line}`;
}

/** The environment without anything that leads the client elsewhere or tells it who the user is. */
function makeEnv(home: string, url: string): Record<string, string | undefined> {
  const foreign = Object.keys(process.env).filter((name) => /^(ANTHROPIC|CLAUDE|AWS|GOOGLE|HEADROOM)/.test(name));
  return {
    ...Object.fromEntries(foreign.map((name) => [name, undefined])),
    HOME: home,
    USERPROFILE: home,
    ANTHROPIC_BASE_URL: url,
    ANTHROPIC_API_KEY: 'sk-ant-trial-0000',
    CLAUDE_CODE_DISABLE_NONESSENTIAL_TRAFFIC: '1',
    DISABLE_AUTOUPDATER: '1',
    // As root it would otherwise refuse the second mode; what it runs here is our own sentinel.
    IS_SANDBOX: '1',
  };
}
