import { describe, expect, it } from 'vitest';
import { separatorsOf } from '../../../sidecar/engine/echoes.ts';

describe('separatorsOf', () => {
  it('knows what is printed behind each title', () => {
    const [first, second] = separatorsOf(`echo '== tests' && npm test; echo "\\n== lint"; npm run lint`);
    expect(first!.match('== tests')).toBe('');
    expect(first!.match('== test')).toBeNull();
    expect(first!.hintFor('')).toEqual({ command: 'npm test' });
    expect(second!.match('== lint')).toBe('');
  });

  it('reads the file out of the title of a loop', () => {
    const [only] = separatorsOf('for f in src/a.ts b.log; do echo "=== $f ==="; cat "$f"; done');
    expect(only!.match('=== src/a.ts ===')).toBe('src/a.ts');
    expect(only!.hintFor('src/a.ts')).toEqual({ tool: 'read', command: '', path: 'src/a.ts' });
    expect(only!.match('======')).toBeNull();
  });

  it('takes no title that any line could be', () => {
    const matches = separatorsOf('echo "$x"; echo ok; for f in *; do echo "$f $g"; done').map((one) =>
      one.match('whatever'),
    );
    expect(matches.every((one) => one === null)).toBe(true);
    expect(separatorsOf('npm test')).toEqual([]);
  });
});
