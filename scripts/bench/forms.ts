import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { headroom, run } from './engine.ts';

/** A tool call of the corpus. */
interface Call {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

interface Item {
  readonly id: string;
  readonly file: string;
  readonly format: 'raw' | 'messages';
  readonly tool?: Call;
  readonly facts: readonly { readonly ref?: string }[];
}

/** The same output as another client, shell or system would give it. */
interface Form {
  readonly what: string;
  readonly kinds: readonly string[];
  readonly call?: (call: Call, item: Item) => Call;
  readonly text?: (text: string, item: Item) => string;
}

const kinds = ['json', 'logs', 'search', 'diff', 'text'] as const;
const pathOf = ({ file }: Item): string => `/srv/data/${file}`;

function withCommand({ name, input }: Call, change: (command: string) => string): Call {
  return typeof input.command === 'string'
    ? { name, input: { ...input, command: change(input.command) } }
    : { name, input };
}

function number(text: string, spell: (at: number, line: string) => string): string {
  return text
    .replace(/\n$/, '')
    .split('\n')
    .map((line, i) => spell(i + 1, line))
    .join('\n');
}

const forms: readonly Form[] = [
  { what: 'as it is', kinds },
  { what: 'cd … && command', kinds, call: (call) => withCommand(call, (one) => `cd /srv/app && ${one} 2>&1`) },
  { what: 'command | tee', kinds, call: (call) => withCommand(call, (one) => `${one} | tee /tmp/last.txt`) },
  {
    what: 'tools of Cursor, timeout',
    kinds,
    call: (call) => {
      if (typeof call.input.file_path === 'string')
        return { name: 'read_file', input: { target_file: call.input.file_path } };
      return { ...withCommand(call, (one) => `timeout 120 ${one}`), name: 'run_terminal_cmd' };
    },
  },
  { what: 'a tool that tells nothing', kinds, call: () => ({ name: 'execute_code', input: { code: 'see above' } }) },
  {
    what: 'a reminder behind it',
    kinds: [...kinds, 'html'],
    text: (text) => `${text}\n\n<system-reminder>\nThe date has changed.\n</system-reminder>`,
  },
  { what: 'an exit code behind it', kinds, text: (text) => `${text.replace(/\n$/, '')}\nExit code: 0\n` },
  { what: 'newlines of Windows', kinds: [...kinds, 'html'], text: (text) => text.replace(/\r?\n/g, '\r\n') },
  {
    what: 'read by Claude Code',
    kinds: ['json', 'logs', 'text'],
    call: (_, item) => ({ name: 'Read', input: { file_path: pathOf(item) } }),
    text: (text) => number(text, (at, line) => `${String(at).padStart(6)}→${line}`),
  },
  {
    what: 'read by OpenCode',
    kinds: ['json', 'logs', 'text'],
    call: (_, item) => ({ name: 'read', input: { filePath: pathOf(item) } }),
    text: (text, item) => {
      const lines = number(text, (at, line) => `${at}: ${line}`);
      const total = lines.split('\n').length;
      return `<path>${pathOf(item)}</path>\n<type>file</type>\n<content>\n${lines}\n\n(End of file - total ${total} lines)\n</content>`;
    },
  },
];

interface Report {
  readonly runs: { readonly engine: { readonly summary: Record<string, { compAvg: number; retention: number }> } };
}

/**
 * The corpus once more in forms that it does not have: what is taken out may depend on what an output is, not on who shows it.
 * @param corpus is only read
 */
export async function reportForms(corpus: string): Promise<void> {
  console.log('\n## Forms (tokens removed, mean of items; facts kept)');
  const all = [...kinds, 'html'];
  console.log(`| form | ${all.join(' | ')} |\n|---|${'---:|'.repeat(all.length)}`);
  for (const form of forms) {
    const split = mkdtempSync(join(tmpdir(), 'headroom-forms-'));
    try {
      for (const kind of form.kinds) writeKind(join(corpus, kind), join(split, kind), form);
      const file = join(split, 'report.json');
      const args = ['--split', split, '--kinds', form.kinds.join(), '--hide-kind', '--baselines', '', '--json', file];
      await run([`${corpus}/score.mjs`, ...args, '--cmd', `${headroom} compress --jsonl`], 'ignore');
      const { summary } = (JSON.parse(readFileSync(file, 'utf8')) as Report).runs.engine;
      console.log(`| ${form.what} | ${all.map((kind) => formatCell(summary[kind])).join(' | ')} |`);
    } finally {
      rmSync(split, { recursive: true, force: true });
    }
  }
}

function formatCell(found: { compAvg: number; retention: number } | undefined): string {
  return found === undefined ? '' : `${(found.compAvg * 100).toFixed(1)}; ${(found.retention * 100).toFixed(1)}`;
}

function writeKind(from: string, to: string, { call, text }: Form): void {
  mkdirSync(to, { recursive: true });
  const items = readFileSync(join(from, 'manifest.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as Item)
    .filter(({ format }) => format === 'raw');
  for (const item of items) {
    const source = readFileSync(join(from, item.file), 'utf8');
    writeFileSync(join(to, item.file), text === undefined ? source : text(source, item));
    for (const { ref } of item.facts)
      if (ref !== undefined && existsSync(join(from, ref))) copyFileSync(join(from, ref), join(to, ref));
  }
  const lines = items.map((item) =>
    JSON.stringify(call === undefined || item.tool === undefined ? item : { ...item, tool: call(item.tool, item) }),
  );
  writeFileSync(join(to, 'manifest.jsonl'), `${lines.join('\n')}\n`);
}
