import { join } from 'node:path';
import { expect, it } from 'vitest';
import { findLasting } from '../../../sidecar/machine/packed.ts';

const image = join('/home', 'me', 'Apps', 'headroom.AppImage');
const mount = join('/tmp', '.mount_headro1');
const inside = join(mount, 'opt', 'headroom', 'extensions', 'headroom');

it('names the image for a program inside of it, whose path goes with the first process', () => {
  expect(findLasting(inside, { APPIMAGE: image, APPDIR: mount })).toBe(image);
});

it('leaves a program alone that another AppImage has started', () => {
  const node = join('/usr', 'bin', 'node');
  expect(findLasting(node, { APPIMAGE: image, APPDIR: mount })).toBe(node);
  expect(findLasting(join('/tmp', '.mount_headro12', 'headroom'), { APPIMAGE: image, APPDIR: mount })).toBe(
    join('/tmp', '.mount_headro12', 'headroom'),
  );
});

it('leaves every program alone where there is no image', () => {
  expect(findLasting(inside, {})).toBe(inside);
});
