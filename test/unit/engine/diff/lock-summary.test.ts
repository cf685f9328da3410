import { describe, expect, it } from 'vitest';
import { summariseLockfile } from '../../../../sidecar/engine/diff/lock-summary.ts';
import { isFile, parseDiff } from '../../../../sidecar/engine/diff/parse.ts';

function summarise(lines: readonly string[]): string {
  const olds = lines.filter((line) => !line.startsWith('+')).length;
  const news = lines.filter((line) => !line.startsWith('-')).length;
  const [part] = parseDiff(['--- a/x.lock', '+++ b/x.lock', `@@ -1,${olds} +1,${news} @@`, ...lines].join('\n')).filter(
    isFile,
  );
  return part === undefined ? 'not read' : summariseLockfile(part.file);
}

describe('summariseLockfile', () => {
  it.each([
    [
      'npm',
      ['     "node_modules/@a/b": {', '-      "version": "1.0.0",', '+      "version": "1.1.0",'],
      '@a/b 1.0.0→1.1.0',
    ],
    [
      'yarn',
      [' left-pad@^1.0.0, left-pad@^1.1.0:', '-  version "1.0.0"', '+  version "1.3.0"'],
      'left-pad 1.0.0→1.3.0',
    ],
    ['pnpm', ['-  left-pad@1.0.0:', '+  left-pad@1.3.0:'], 'left-pad 1.0.0→1.3.0'],
    [
      'bun',
      ['-    "hono": ["hono@4.0.0", "", {}, "sha512-a"],', '+    "hono": ["hono@4.1.0", "", {}, "sha512-b"],'],
      'hono 4.0.0→4.1.0',
    ],
    [
      'cargo, poetry, uv',
      [' [[package]]', ' name = "serde"', '-version = "1.0.0"', '+version = "1.0.1"'],
      'serde 1.0.0→1.0.1',
    ],
    ['go', ['-example.org/a/b v1.0.0 h1:x=', '+example.org/a/b v1.1.0 h1:y='], 'example.org/a/b 1.0.0→1.1.0'],
    ['bundler', ['-    rake (13.0.0)', '+    rake (13.1.0)'], 'rake 13.0.0→13.1.0'],
    [
      'added and removed',
      [
        '+    "node_modules/in": {',
        '+      "version": "1.0.0"',
        '-    "node_modules/out": {',
        '-      "version": "2.0.0"',
      ],
      '+in 1.0.0, -out 2.0.0',
    ],
    ['only hashes', ['     "node_modules/a": {', '-      "integrity": "x"', '+      "integrity": "y"'], ''],
  ])('reads %s', (_, lines, expected) => {
    expect(summarise(lines)).toBe(expected);
  });

  it('counts what it does not name', () => {
    const lines = Array.from({ length: 60 }, (_, at) => [`-  p${at}@1.0.${at}:`, `+  p${at}@2.0.${at}:`]).flat();
    expect(summarise(lines)).toMatch(/, … 36 more packages$/);
  });
});
