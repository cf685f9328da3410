import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { expandHome, findHome, shortenHome } from '../../../sidecar/machine/paths.ts';

const home = resolve('/users/ada');

describe('findHome', () => {
  it('is ~/.headroom unless HEADROOM_HOME says otherwise', () => {
    expect(findHome({}, home)).toBe(join(home, '.headroom'));
    expect(findHome({ HEADROOM_HOME: '  ' }, home)).toBe(join(home, '.headroom'));
    expect(findHome({ HEADROOM_HOME: '~/elsewhere' }, home)).toBe(join(home, 'elsewhere'));
    expect(findHome({ HEADROOM_HOME: resolve('/data/h') }, home)).toBe(resolve('/data/h'));
  });
});

describe('expandHome', () => {
  it('opens a leading tilde only', () => {
    expect(expandHome('~', home)).toBe(home);
    expect(expandHome('~/a/b', home)).toBe(join(home, 'a/b'));
    expect(expandHome('~other/a', home)).toBe(resolve('~other/a'));
    expect(expandHome('a/~/b', home)).toBe(resolve('a/~/b'));
  });
});

describe('shortenHome', () => {
  it('writes paths under the home with a tilde, and only those', () => {
    expect(shortenHome(join(home, 'x', 'y'), home)).toBe('~/x/y');
    expect(shortenHome(home, home)).toBe('~');
    expect(shortenHome(`${home}ba/x`, home)).toBe(`${home}ba/x`);
    expect(expandHome(shortenHome(join(home, 'x'), home), home)).toBe(join(home, 'x'));
  });
});
