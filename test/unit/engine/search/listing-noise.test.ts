import { expect, it } from 'vitest';
import { foldNoise } from '../../../../sidecar/engine/search/listing-noise.ts';

const never = () => false;

it('gives each folder that tools fill one line where it first stood, and what was asked for inside', () => {
  const groups = [
    { dir: 'src', names: ['a.ts'] },
    { dir: 'node_modules/left', names: ['index.js', 'pad.js'] },
    { dir: 'node_modules/right', names: ['index.js'] },
    { dir: 'web/.venv/lib', names: ['x.py'] },
  ];
  expect(foldNoise(groups, (path) => path.endsWith('pad.js'))).toEqual({
    lines: [
      { dir: 'src', names: ['a.ts'] },
      'node_modules/: … 2 names in 2 folders',
      { dir: 'node_modules/left', names: ['pad.js'] },
      'web/.venv/: … 1 names in 1 folder',
    ],
    gone: 3,
  });
});

it('leaves a listing of nothing else alone', () => {
  const groups = [{ dir: 'node_modules/left', names: ['index.js'] }];
  expect(foldNoise(groups, never)).toEqual({ lines: groups, gone: 0 });
});
