import { type RunGit, splitNul } from './git.ts';
import type { Commit, History } from './types.ts';

const DAY_MS = 86_400_000;
/**
 * A year before the newest commit: long enough for habits, short enough that what was calm since counts as calm. Where
 * that holds too few commits to rank anything, three years.
 */
const DAYS = [365, 1095] as const;
const ENOUGH = 50;
const MAX_COMMITS = 5000;
const TIMEOUT_MS = 8000;
/** A commit that touches more is a format, a move or an import: it says nothing about single files. */
const MAX_FILES = 300;
const BOT = /\[bot\]|^(?:dependabot|renovate|greenkeeper|github-actions|snyk-bot|pre-commit-ci)\b/i;

/** The history of the last year (or three) before the newest commit; null when there is none to read. */
export async function readHistory(git: RunGit): Promise<History | null> {
  const newest = await git(['log', '-1', '--format=%H %ct']);
  const [head = '', seconds = ''] = newest.stdout.trim().split(' ');
  if (newest.code !== 0 || head === '') return null;
  const headAt = Number(seconds) * 1000;
  const shallow = await git(['rev-parse', '--is-shallow-repository']);
  const isShallow = shallow.stdout.trim() === 'true';
  const recent = await readSpan(git, headAt, DAYS[0]);
  const span = recent.commits.length < ENOUGH && !recent.isCut ? await readSpan(git, headAt, DAYS[1]) : recent;
  return { commits: span.commits, head, headAt, days: span.days, isPartial: span.isCut || isShallow };
}

async function readSpan(git: RunGit, headAt: number, days: number) {
  const since = Math.floor((headAt - days * DAY_MS) / 1000);
  const args = ['log', '-z', '--numstat', '-M', '--no-merges', '--relative', '--no-ext-diff', '--no-textconv'];
  const bounds = [`--since=${since}`, `--max-count=${MAX_COMMITS}`, '--format=%x01%H%x02%at%x02%aN'];
  const log = await git([...args, ...bounds, '--', '.'], { timeoutMs: TIMEOUT_MS });
  const all = parseLog(log.stdout);
  const commits = all.filter(({ files, author }) => files.length <= MAX_FILES && !BOT.test(author));
  return { commits, days, isCut: log.isCut || all.length >= MAX_COMMITS };
}

/**
 * Reads `git log -z --numstat`, newest first. A rename leads older commits of the old name to the new one.
 * Shape: "\x01hash\x02seconds\x02author" and, per file, "added\tremoved\tpath", or with a rename an empty path followed
 * by the old and the new one; "-" for the counts of a binary file.
 */
export function parseLog(text: string): Commit[] {
  const renamed = new Map<string, string>();
  const commits: { hash: string; at: number; author: string; files: Commit['files'][number][] }[] = [];
  const parts = splitNul(text);
  for (let at = 0; at < parts.length; at++) {
    const part = parts[at]!.replace(/^\n/, '');
    if (part.startsWith('\x01')) {
      const [hash = '', seconds = '', author = ''] = part.slice(1).split('\x02');
      commits.push({ hash, at: Number(seconds) * 1000, author, files: [] });
      continue;
    }
    const [, added, removed, own] = /^(\d+|-)\t(\d+|-)\t([\s\S]*)$/.exec(part) ?? [];
    const commit = commits.at(-1);
    if (own === undefined || commit === undefined) continue;
    let path = own;
    if (own === '') {
      const [old = '', now = ''] = [parts[at + 1], parts[at + 2]];
      at += 2;
      path = renamed.get(now) ?? now;
      renamed.set(old, path);
    }
    commit.files.push({ path: renamed.get(path) ?? path, added: Number(added) || 0, removed: Number(removed) || 0 });
  }
  return commits;
}
