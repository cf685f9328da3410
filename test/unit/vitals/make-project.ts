import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

/** A project in a directory of its own, with or without git. */
export interface Project {
  readonly path: string;
  write(files: Readonly<Record<string, string>>): void;
  /** Commits everything. @param day of November 2026 */
  commit(options?: { author?: string; day?: number }): void;
  git(...args: string[]): string;
  remove(): void;
}

export function makeProject(files: Readonly<Record<string, string>> = {}): Project {
  const path = realpathSync(mkdtempSync(join(tmpdir(), 'headroom-vitals-')));
  const git = (...args: string[]): string =>
    execFileSync('git', ['-C', path, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
  const project: Project = {
    path,
    git,
    write(given) {
      for (const [name, text] of Object.entries(given)) {
        mkdirSync(dirname(join(path, name)), { recursive: true });
        writeFileSync(join(path, name), text);
      }
    },
    commit({ author = 'Ada', day = 1 } = {}) {
      const date = `2026-11-${String(day).padStart(2, '0')}T12:00:00Z`;
      git('add', '-A');
      const who = [`user.name=${author}`, 'user.email=x@example.com', 'commit.gpgsign=false'].flatMap((one) => [
        '-c',
        one,
      ]);
      execFileSync('git', ['-C', path, ...who, 'commit', '-qm', 'x', '--date', date], {
        env: { ...process.env, GIT_COMMITTER_DATE: date },
      });
    },
    remove: () => rmSync(path, { recursive: true, force: true }),
  };
  project.write(files);
  return project;
}

/** A function of so many lines with a branch in each, each line its own. */
export function makeFunction(name: string, lines: number): string {
  const body = Array.from({ length: lines }, (_, at) => `  if (${name}${at} > ${at}) call${name}(${at});\n`);
  return `export function ${name}(a) {\n${body.join('')}}\n`;
}
