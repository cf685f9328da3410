import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, posix } from 'node:path';
import { describe, expect, it } from 'vitest';
import { root } from '../../scripts/lib/project.ts';
import { formatMap } from '../../scripts/lib/rooms.ts';
import { listFiles, readProjectFile } from '../../scripts/lib/tree.ts';

const documents = listFiles().filter((path) => path.endsWith('.md'));

/** As code hosts make them from a heading: lower case, punctuation out, spaces to dashes. */
function toAnchor(heading: string): string {
  return heading
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, '')
    .replace(/\s/g, '-');
}

describe('documents', () => {
  it.each(documents)('%s: links lead somewhere', (path) => {
    const prose = readProjectFile(path).replace(/```[\s\S]*?```|`[^`\n]*`/g, '');
    const broken = [...prose.matchAll(/\]\((?!https?:|mailto:)([^)\s]+)\)/g)]
      .map((match) => match[1] ?? '')
      .filter((link) => {
        const [file = '', anchor] = link.split('#');
        const target = file === '' ? path : posix.join(posix.dirname(path), file);
        if (!existsSync(join(root, target))) return true;
        if (anchor === undefined || !target.endsWith('.md')) return false;
        const headings = [...readProjectFile(target).matchAll(/^#+ (.+)$/gm)].map((match) => toAnchor(match[1] ?? ''));
        return !headings.includes(anchor);
      });
    expect(broken).toEqual([]);
  });

  it.each(documents)('%s: files that it names in backticks exist', (path) => {
    const named = [...readProjectFile(path).matchAll(/`((?:app|sidecar|scripts|test|docs|resources)\/[\w./-]+)`/g)];
    const missing = named
      .map((match) => match[1] ?? '')
      .filter((name) => !existsSync(join(root, name)) && !isMade(name));
    expect(missing).toEqual([]);
  });

  it('docs/map.md holds the table of rooms as they are (npm run house -- --map renews it)', () => {
    expect(readProjectFile('docs/map.md')).toContain(formatMap());
  });
});

/** Paths that a build or a placeholder makes. */
function isMade(path: string): boolean {
  return /^(resources\/ui|build)\b|<|\.\.\./.test(path) || path.includes('/csv.');
}

describe('every text file', () => {
  const texts = listFiles().filter((path) => !/\.(png|ico|icns|woff2?|case|bin|gz|zst|br)$/.test(path));

  it('names no path of the machine on which it was written', () => {
    const places = [root, join(dirname(root), 'shared'), homedir()].filter((place) => place.split(/[\\/]/).length > 2);
    const named = texts.filter((path) => places.some((place) => readProjectFile(path).includes(place)));
    expect(named).toEqual([]);
  });

  it('ends its lines with a line feed', () => {
    expect(texts.filter((path) => !path.startsWith('test/cases/') && readProjectFile(path).includes('\r\n'))).toEqual(
      [],
    );
  });
});
