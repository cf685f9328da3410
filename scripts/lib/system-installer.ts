import { packMacApp } from './mac-app.ts';
import { packWindowsInstaller } from './windows-installer.ts';

type Packer = (sidecar: string, version: string) => Promise<string | null>;

/** What people install on systems whose packages are not made of files alone; Linux has the .deb and the AppImage. */
const packers: Partial<Record<NodeJS.Platform, Packer>> = { darwin: packMacApp, win32: packWindowsInstaller };

/** @returns path of this system's installer, or null where there is none or none can be made (which is printed). */
export async function packSystemInstaller(sidecar: string, version: string): Promise<string | null> {
  return (await packers[process.platform]?.(sidecar, version)) ?? null;
}
