import { expect, it } from 'vitest';
import { weighPath } from '../../../../sidecar/engine/search/listing-weight.ts';

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
