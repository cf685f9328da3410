import { expect, it } from 'vitest';
import { weigherOf } from '../../../../sidecar/engine/search/listing-weight.ts';

/** As a listing names it: the folder, and a name in it. */
function weighPath(path: string): string {
  const slash = path.lastIndexOf('/');
  return weigherOf(slash < 0 ? '' : path.slice(0, slash))(path.slice(slash + 1)).weight;
}

it.each([
  ['first', ['README.md', 'main.go', 'packages/web/package.json', 'services/api/Dockerfile', 'app/vite.config.ts']],
  ['source', ['src/oven.ts', 'lib/deep/tray.hpp', 'bin/serve', 'app/views/menu.vue', 'db/schema.sql']],
  ['test', ['src/oven.test.ts', 'tests/test_oven.py', 'test/helpers/tray.rb', 'docs/build.py']],
  [
    'aside',
    [
      'docs/guide.md',
      'src/logo.svg',
      'tests/fixtures/big.py',
      'src/locales/de.ts',
      'vendor/left/index.js',
      'test/__init__.py',
      'src/__snapshots__/oven.snap',
      'data/cakes.csv',
    ],
  ],
])('weighs as %s', (weight, paths) => {
  expect(paths.filter((path) => weighPath(path) !== weight)).toEqual([]);
});

it('weighs a name with a slash of its own, as links have it, by all of its path', () => {
  expect(weigherOf('lib')('old.ts -> ../tests/old.ts').weight).toBe('test');
  expect(weigherOf('')('/etc').weight).toBe('source');
});
