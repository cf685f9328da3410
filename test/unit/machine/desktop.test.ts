import { expect, it } from 'vitest';
import { hasDesktop, isInContainer } from '../../../sidecar/machine/index.ts';

it('knows a container by what its maker says', async () => {
  expect(await isInContainer({ container: 'podman' }, 'linux')).toBe(true);
  expect(await isInContainer({ KUBERNETES_SERVICE_HOST: '10.0.0.1' }, 'linux')).toBe(true);
  expect(await isInContainer({ container: 'podman' }, 'darwin')).toBe(false);
});

it('sees a desktop by its display, and on the systems that have nothing else', async () => {
  expect(await hasDesktop({ WAYLAND_DISPLAY: 'wayland-0' }, 'linux')).toBe(true);
  expect(await hasDesktop({ DISPLAY: ':0' }, 'linux')).toBe(true);
  expect(await hasDesktop({}, 'win32')).toBe(true);
});
