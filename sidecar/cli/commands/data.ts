import { createInterface } from 'node:readline/promises';
import type { DataSelection } from '../../contract/data.ts';
import { AppError } from '../../contract/errors.ts';
import { findHome, gzipText, readLineFile, shortenHome, writeGzipText, writeStreamFile } from '../../machine/index.ts';
import { readInteger, usage } from '../args.ts';
import { formatDeletion, formatImport, formatSelection, formatSizes } from '../data-text.ts';
import { say, writeAll } from '../output.ts';
import { defineCommand, type Io } from '../types.ts';

const DAY_MS = 86_400_000;

interface DataArgs {
  readonly action: string | undefined;
  readonly file: string | undefined;
  readonly out: string | undefined;
  readonly days: string | undefined;
  readonly originals: boolean | undefined;
  readonly all: boolean | undefined;
  readonly 'older-than': string | undefined;
  readonly project: string | undefined;
  readonly 'dry-run': boolean | undefined;
  readonly yes: boolean | undefined;
  readonly json: boolean | undefined;
}

export const data = defineCommand({
  id: 'data',
  summary: 'What was recorded: how much it is; export it, import it elsewhere, delete it.',
  args: {
    action: { type: 'positional', required: false, description: 'Nothing: how much there is. export, import, delete.' },
    file: { type: 'positional', required: false, description: 'import: the export to read.' },
    out: { type: 'string', valueHint: 'file', description: 'export: where to; - for the standard output.' },
    days: { type: 'string', valueHint: 'n', description: 'export: only the last n days.' },
    originals: { type: 'boolean', description: 'export: also the texts that were left out of requests.' },
    all: { type: 'boolean', description: 'delete: everything.' },
    'older-than': { type: 'string', valueHint: 'days', description: 'delete: what is older.' },
    project: { type: 'string', valueHint: 'name', description: 'delete: what belongs to one project.' },
    'dry-run': { type: 'boolean', description: 'delete: only count.' },
    yes: { type: 'boolean', description: 'delete: do not ask.' },
    json: { type: 'boolean', description: 'Print the answer as JSON.' },
  },
  async run(args, io) {
    try {
      return await act(findHome(io.env), args, io);
    } catch (error) {
      // Whoever reads JSON (the page, through the control API) reads what went wrong there, too.
      if (args.json !== true || !(error instanceof AppError) || error.code === 'cli.usage') throw error;
      const { code, message, hint = null } = error;
      await writeAll(io.stdout, toJson({ error: { code, message, hint } }));
      return 1;
    }
  },
});

function act(home: string, args: DataArgs, io: Io): Promise<number> {
  switch (args.action) {
    case undefined:
      return tellSizes(home, args, io);
    case 'export':
      return exportTo(home, args, io);
    case 'import':
      return importFrom(home, args, io);
    case 'delete':
      return deleteSome(home, args, io);
    default:
      throw usage(`there is no action "${args.action}": export, import, delete`);
  }
}

async function tellSizes(home: string, { json }: DataArgs, io: Io): Promise<number> {
  const { measureData } = await import('../../store/index.ts');
  const sizes = measureData(home);
  await writeAll(io.stdout, json === true ? toJson(sizes) : formatSizes(sizes, shortenHome(home)));
  return 0;
}

async function exportTo(home: string, { out, days, originals, json }: DataArgs, io: Io): Promise<number> {
  const { exportData } = await import('../../store/index.ts');
  const now = Date.now();
  const span = readInteger('days', days, { min: 1, max: 36_500 });
  const sinceMs = span === undefined ? 0 : now - span * DAY_MS;
  const chunks = exportData({ home, sinceMs, originals: originals === true, now });
  if (out === '-') {
    await writeGzipText(io.stdout, chunks);
    return 0;
  }
  const file = out ?? `headroom-${new Date(now).toISOString().slice(0, 10)}.jsonl.gz`;
  try {
    await writeStreamFile(file, gzipText(chunks));
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError(
      'store.full',
      `The export could not be written to ${file} (${(error as NodeJS.ErrnoException).code}).`,
      {
        hint: 'Choose another place with --out.',
        cause: error,
      },
    );
  }
  if (json === true) await writeAll(io.stdout, toJson({ file }));
  else
    say(
      io,
      `Exported to ${file}. It holds what agents did and, with --originals, what they read: keep it to yourself.`,
    );
  return 0;
}

async function importFrom(home: string, { file, json }: DataArgs, io: Io): Promise<number> {
  if (file === undefined) throw usage('import needs the FILE of an export');
  const { importData } = await import('../../store/index.ts');
  const imported = await importData(home, readExport(file));
  await writeAll(io.stdout, json === true ? toJson(imported) : formatImport(imported));
  return 0;
}

async function* readExport(file: string): AsyncGenerator<string> {
  try {
    yield* readLineFile(file);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    if (!code.startsWith('E') && !code.startsWith('Z_')) throw error;
    const isMissing = code === 'ENOENT';
    throw new AppError(
      'data.malformed',
      isMissing ? `There is no file ${file}.` : `${file} cannot be read (${code}).`,
      {
        hint: isMissing ? 'headroom data export makes one.' : 'Nothing was changed. Copy it here again.',
        cause: error,
      },
    );
  }
}

async function deleteSome(home: string, args: DataArgs, io: Io): Promise<number> {
  const selection = readSelection(args);
  const { deleteData } = await import('../../store/index.ts');
  const rehearse = () => deleteData({ home, selection, dryRun: true, now: Date.now() });
  const isJson = args.json === true;
  if (args['dry-run'] === true || args.yes !== true) {
    const planned = await rehearse();
    if (isJson && args['dry-run'] === true) await writeAll(io.stdout, toJson(planned));
    else await writeAll(isJson ? io.stderr : io.stdout, formatDeletion(planned, 'Would delete'));
    if (args['dry-run'] === true) return 0;
    if (!(await confirm(selection, io))) {
      say(io, 'Nothing was deleted.');
      return 1;
    }
  }
  const deleted = await deleteData({ home, selection, dryRun: false, now: Date.now() });
  await writeAll(io.stdout, isJson ? toJson(deleted) : formatDeletion(deleted, 'Deleted'));
  return 0;
}

async function confirm(selection: DataSelection, io: Io): Promise<boolean> {
  if ((io.stdin as { isTTY?: boolean }).isTTY !== true)
    throw usage('nobody can be asked here: give --yes, or --dry-run');
  const asking = createInterface({ input: io.stdin, output: io.stderr });
  const answer = await asking.question(`Delete ${formatSelection(selection)}? [y/N] `);
  asking.close();
  return /^y(es)?$/i.test(answer.trim());
}

function readSelection({ all, project, 'older-than': older }: DataArgs): DataSelection {
  const given = [all === true, project !== undefined, older !== undefined].filter(Boolean).length;
  if (given !== 1) throw usage('delete needs one of --all, --older-than DAYS and --project NAME');
  if (project !== undefined) return { kind: 'project', project };
  const days = readInteger('older-than', older, { min: 1, max: 36_500 });
  return days === undefined ? { kind: 'all' } : { kind: 'older', days };
}

function toJson(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
