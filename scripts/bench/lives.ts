import {
  chmodSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import {
  converse,
  findFreePort,
  type Harness,
  headroom,
  loadHarness,
  startProvider,
  startProxy,
  stop,
} from './connected.ts';

/** A client of somebody who has a base URL of his own already, that of the provider here. */
interface Subject {
  readonly harness: string;
  readonly id: string;
  /** By path in the home; {url} stands for the provider. */
  readonly files: Readonly<Record<string, string>>;
  /** File that is broken or locked, with what nobody can read. */
  readonly broken: readonly [string, string] | null;
  /** File that we could read and the client does not, and how it becomes so. */
  readonly unread: readonly [string, (text: string) => string] | null;
}

const subjects: readonly Subject[] = [
  {
    harness: 'claude',
    id: 'claude-code',
    files: {
      '.claude/settings.json':
        '{\r\n\t"env": { "ANTHROPIC_BASE_URL": "{url}" , "FOO":"bar" },\r\n  "includeCoAuthoredBy": false }',
    },
    broken: ['.claude/settings.json', '{ "env": { '],
    unread: ['.claude/settings.json', (text) => `// mine\n${text}`],
  },
  {
    harness: 'codex',
    id: 'codex',
    files: {
      '.codex/config.toml':
        '# mine\r\nopenai_base_url = "{url}/v1" # gateway\r\n\r\n[history]\r\npersistence = "none"\r\n',
    },
    broken: ['.codex/config.toml', 'openai_base_url = = 1\n'],
    unread: null,
  },
  {
    harness: 'opencode-anthropic',
    id: 'opencode',
    files: {
      '.config/opencode/opencode.jsonc':
        '// mine\n{\n  "autoupdate": false, "share": "disabled", /* all */ "permission": "allow",\n  "provider": { "anthropic": { "options": { "apiKey": "sk-ant-test-000", "baseURL": "{url}/v1" } } },\n}\n',
    },
    broken: ['.config/opencode/opencode.jsonc', '{ "provider": '],
    unread: null,
  },
  {
    harness: 'gemini',
    id: 'gemini-cli',
    files: {
      '.bashrc': 'alias ll=\'ls -l\'\nexport GOOGLE_GEMINI_BASE_URL="{url}" # gateway',
      '.gemini/settings.json':
        '{ "security": { "auth": { "selectedType": "gemini-api-key" } }, "privacy": { "usageStatisticsEnabled": false }, "general": { "enableAutoUpdate": false }, "telemetry": { "enabled": false } }\n',
    },
    // A start-up file of a shell is never parsed.
    broken: null,
    unread: ['.gemini/settings.json', (text) => text.replace(/\}\s*$/, ', }')],
  },
];

const COLUMNS = [
  'refused where it must be',
  'connected',
  'told when it is not read',
  'paused while it talks',
  'direct while paused',
  'edited, resumed, routed',
  'disconnected',
];
/** A comment that the user puts in front meanwhile. */
function remark(name: string): string {
  // Not every client reads comments in JSON.
  if (name.endsWith('.json')) return '\n\n';
  return name.endsWith('.jsonc') ? '// another remark\n' : '# another remark\n';
}

/**
 * Real clients that have a base URL of their own, comments, and dotfiles that are links: refused where a file is broken or
 * locked, connected, paused in the middle of a session, used directly, edited by hand, resumed, disconnected.
 * Prints a row each. @returns false when a session failed, took the wrong way, or a file is not as its user wrote it
 */
export async function reportLives(
  directory: string,
  clientsDir: string | undefined,
  names: readonly string[],
): Promise<boolean> {
  const harness = await loadHarness(directory, clientsDir);
  console.log(`| client | ${COLUMNS.join(' | ')} |\n|---${'|---'.repeat(COLUMNS.length)}|`);
  let isGood = true;
  for (const subject of subjects.filter((one) => names.includes(one.harness))) {
    const cells = await live(subject, harness);
    isGood &&= cells.length === COLUMNS.length && cells.every((cell) => cell.startsWith('yes'));
    console.log(`| ${subject.id} | ${cells.join(' | ')} |`);
  }
  return isGood;
}

const yes = (isSo: boolean, why = ''): string => (isSo ? 'yes' : `NO ${why.slice(-300).replaceAll(/\s+/g, ' ')}`);

/** A user's files, behind links as dotfile managers put them. */
class Dotfiles {
  readonly texts: Map<string, string>;
  private readonly home: string;

  constructor(home: string, files: Subject['files'], url: string) {
    this.home = home;
    this.texts = new Map(Object.entries(files).map(([name, text]) => [name, text.replaceAll('{url}', url)]));
    mkdirSync(join(home, 'dotfiles'), { recursive: true });
    for (const [name, text] of this.texts) {
      mkdirSync(dirname(join(home, name)), { recursive: true });
      writeFileSync(this.target(name), text);
      symlinkSync(this.target(name), join(home, name));
    }
  }

  target(name: string): string {
    return join(this.home, 'dotfiles', basename(name));
  }

  /** Whether every file is byte for byte the user's, still behind its link. */
  areOwn(): boolean {
    return [...this.texts].every(
      ([name, text]) =>
        lstatSync(join(this.home, name)).isSymbolicLink() && readFileSync(this.target(name)).equals(Buffer.from(text)),
    );
  }

  /** The user writes something else into each. */
  edit(): void {
    for (const [name, text] of this.texts) {
      const path = this.target(name);
      writeFileSync(path, remark(name) + readFileSync(path, 'utf8'));
      this.texts.set(name, remark(name) + text);
    }
  }

  /** Changes one file for a moment. */
  async with<T>(name: string, { text, mode }: { text?: string; mode?: number }, work: () => Promise<T>): Promise<T> {
    const path = this.target(name);
    if (text !== undefined) writeFileSync(path, text);
    if (mode !== undefined) chmodSync(path, mode);
    const before = readFileSync(path);
    const result = await work();
    if (!readFileSync(path).equals(before)) throw new Error(`${name} was changed although it was refused`);
    chmodSync(path, 0o644);
    writeFileSync(path, this.texts.get(name) ?? '');
    return result;
  }
}

async function live(subject: Subject, harness: Harness): Promise<string[]> {
  const root = mkdtempSync(join(tmpdir(), `headroom-${subject.id}-`));
  const home = join(root, 'home');
  const cwd = join(root, 'ledgerline');
  harness.freshSandbox(cwd, 7);
  const scenario = join(harness.directory, 'scenarios', 'b-agent12.json');
  const [port, upstream] = [String(await findFreePort()), await findFreePort()];
  const files = new Dotfiles(home, subject.files, `http://127.0.0.1:${upstream}`);
  const proxy = await startProxy(port, 'http://127.0.0.1:9', home);
  const ask = (...args: string[]) => headroom([...args, '--port', port], home);
  const seen = async (): Promise<number> => {
    const { stdout } = await ask('stats', '--json');
    return (JSON.parse(stdout) as { requests: number }).requests;
  };
  const talk = async (
    meanwhile: (isOver: () => boolean) => Promise<void> = async () => {},
  ): Promise<{ isOk: boolean; why: string; seen: number }> => {
    const provider = await startProvider(harness.directory, scenario, cwd, upstream);
    const before = await seen();
    try {
      const text = JSON.parse(readFileSync(scenario, 'utf8'));
      let isOver = false;
      const talking = converse(subject, text, { harness, home, cwd }).finally(() => {
        isOver = true;
      });
      const [ended] = await Promise.all([talking, meanwhile(() => isOver)]);
      return { ...ended, seen: (await seen()) - before };
    } finally {
      await stop(provider.child);
    }
  };
  try {
    const cells = [await refuse(subject, files, ask)];
    const connected = await ask('connect', subject.id, '--force');
    cells.push(yes(connected.code === 0 && !files.areOwn(), connected.stderr + connected.stdout));
    cells.push(await spoil(subject, files, ask));
    let isOwn = false;
    const first = await talk(async (isOver) => {
      while (!isOver() && (await seen()) < 2) await new Promise((resolve) => setTimeout(resolve, 100));
      isOwn = (await ask('pause')).code === 0 && files.areOwn();
    });
    cells.push(yes(first.isOk && isOwn, `own files: ${isOwn}; ${first.why}`));
    const second = await talk();
    cells.push(yes(second.isOk && second.seen === 0, `${second.seen} seen; ${second.why}`));
    files.edit();
    const resumed = await ask('resume');
    const third = await talk();
    cells.push(
      yes(resumed.code === 0 && third.isOk && third.seen > 2, `${third.seen} seen; ${third.why} ${resumed.stdout}`),
    );
    const gone = await ask('disconnect', 'all');
    cells.push(yes(gone.code === 0 && files.areOwn(), gone.stdout));
    return cells;
  } catch (error) {
    return [`NO ${(error as Error).message}`];
  } finally {
    await stop(proxy);
    rmSync(root, { recursive: true, force: true });
  }
}

type Ask = (...args: string[]) => ReturnType<typeof headroom>;

/** Files that are broken, locked, or not read by their client are refused, and stay as they are. */
async function refuse({ id, broken, unread }: Subject, files: Dotfiles, ask: Ask): Promise<string> {
  const connect = () => ask('connect', id, '--force');
  const [name] = broken ?? [[...files.texts.keys()][0]!];
  const refusals = [await files.with(name, { mode: 0o444 }, connect)];
  if (broken !== null) refusals.push(await files.with(name, { text: broken[1] }, connect));
  if (unread !== null) {
    const text = unread[1](files.texts.get(unread[0]) ?? '');
    refusals.push(await files.with(unread[0], { text }, connect));
  }
  const isRefused = refusals.every(({ code }) => code === 1);
  return yes(isRefused && files.areOwn(), refusals.map(({ code, stderr }) => `${code} ${stderr}`).join('; '));
}

/** What makes a connected client's file unreadable for it is told by `headroom clients` and `headroom doctor`. */
async function spoil({ id, unread }: Subject, files: Dotfiles, ask: Ask): Promise<string> {
  if (unread === null) return 'yes (it reads comments)';
  const [name, change] = unread;
  const path = files.target(name);
  const connected = readFileSync(path, 'utf8');
  writeFileSync(path, change(connected));
  const [listed, doctor] = [await ask('clients', '--json'), await ask('doctor', '--json')];
  writeFileSync(path, connected);
  const row = (JSON.parse(listed.stdout) as { clients: { id: string; state: string }[] }).clients.find(
    (one) => one.id === id,
  );
  const isTold = /reads none of this file/.test(doctor.stdout);
  return yes(row?.state === 'conflict' && isTold, `state: ${row?.state}; doctor: ${doctor.code} ${doctor.stdout}`);
}
