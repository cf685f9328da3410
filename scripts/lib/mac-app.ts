import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, existsSync, mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { writePrograms } from './app-dir.ts';
import { nameWindow } from './neutralino.ts';
import { root } from './project.ts';

/** How the app is signed. Without an identity it gets an ad-hoc signature, which runs on the computer that made it. */
interface Signing {
  /** As `codesign --sign` takes it: "Developer ID Application: …". HEADROOM_SIGN_IDENTITY. */
  readonly identity: string | undefined;
  /** Of `xcrun notarytool store-credentials`; without it nothing is notarised. HEADROOM_NOTARY_PROFILE. */
  readonly notaryProfile: string | undefined;
}

const entitlements = join(root, 'resources/mac/entitlements.plist');

/**
 * Makes Headroom.app, signs it, and packs it into a .dmg; notarised where a profile is named.
 *
 * Written on another system: it has not been run yet.
 * @returns the .dmg's path.
 */
export async function packMacApp(sidecar: string, version: string): Promise<string> {
  const signing: Signing = {
    identity: process.env.HEADROOM_SIGN_IDENTITY,
    notaryProfile: process.env.HEADROOM_NOTARY_PROFILE,
  };
  const stage = join(root, 'build/mac');
  rmSync(stage, { recursive: true, force: true });
  const app = join(stage, 'Headroom.app');
  await writeApp(sidecar, version, app);
  sign(app, signing);
  symlinkSync('/Applications', join(stage, 'Applications'));
  const image = join(root, 'build/dist', `headroom-${version}-macos-${process.arch}.dmg`);
  run('hdiutil', ['create', '-volname', 'Headroom', '-srcfolder', stage, '-format', 'UDZO', '-ov', image]);
  if (signing.identity) run('codesign', ['--sign', signing.identity, '--timestamp', image]);
  if (signing.notaryProfile === undefined) {
    console.log('skipped: notarisation (HEADROOM_NOTARY_PROFILE names no profile)');
    return image;
  }
  run('xcrun', ['notarytool', 'submit', image, '--keychain-profile', signing.notaryProfile, '--wait']);
  run('xcrun', ['stapler', 'staple', image]);
  return image;
}

async function writeApp(sidecar: string, version: string, app: string): Promise<void> {
  const programs = join(app, 'Contents/Resources');
  const hasWindow = await writePrograms(sidecar, programs, 'app');
  const write = (path: string, text: string): void => {
    mkdirSync(dirname(join(app, 'Contents', path)), { recursive: true });
    writeFileSync(join(app, 'Contents', path), text);
  };
  write('Info.plist', makeInfoPlist(version));
  write('MacOS/headroom', makeLauncher(hasWindow));
  chmodSync(join(app, 'Contents/MacOS/headroom'), 0o755);
  if (hasWindow) renameSync(join(programs, nameWindow()), join(app, 'Contents/MacOS/window'));
  cpSync(join(root, 'resources/icons/app.icns'), join(programs, 'app.icns'));
}

/** The window looks for its archive beside its own program unless it is told where it is. */
export function makeLauncher(hasWindow: boolean): string {
  const start = hasWindow
    ? 'exec "$contents/MacOS/window" --path="$contents/Resources" --enable-extensions=true'
    : 'exec "$contents/Resources/extensions/headroom" start';
  return `#!/bin/sh
contents="$(cd "$(dirname "$0")/.." && pwd -P)"
${start}
`;
}

/** Property list of the bundle (Apple, "Information Property List"). */
export function makeInfoPlist(version: string): string {
  const texts = {
    CFBundleExecutable: 'headroom',
    CFBundleIconFile: 'app.icns',
    CFBundleIdentifier: 'dev.headroom.desktop',
    CFBundleInfoDictionaryVersion: '6.0',
    CFBundleName: 'Headroom',
    CFBundlePackageType: 'APPL',
    CFBundleShortVersionString: version,
    CFBundleVersion: version,
    LSApplicationCategoryType: 'public.app-category.developer-tools',
    LSMinimumSystemVersion: '13.5',
  };
  const lines = Object.entries(texts).map(([key, text]) => `  <key>${key}</key>\n  <string>${text}</string>\n`);
  // The page of the window comes from http://127.0.0.1, which App Transport Security refuses otherwise.
  return `<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE plist PUBLIC "-//Apple//DTD PLIST 1.0//EN" "http://www.apple.com/DTDs/PropertyList-1.0.dtd">
<plist version="1.0">
<dict>
${lines.join('')}  <key>NSHighResolutionCapable</key>
  <true/>
  <key>NSAppTransportSecurity</key>
  <dict>
    <key>NSAllowsLocalNetworking</key>
    <true/>
  </dict>
</dict>
</plist>
`;
}

/** From the inside out: the signature of the bundle covers those of its programs. */
function sign(app: string, { identity = '-' }: Signing): void {
  const hardened = identity === '-' ? [] : ['--options', 'runtime', '--timestamp'];
  const common = ['--force', '--sign', identity, ...hardened];
  const window = join(app, 'Contents/MacOS/window');
  run('codesign', [...common, '--entitlements', entitlements, join(app, 'Contents/Resources/extensions/headroom')]);
  if (existsSync(window)) run('codesign', [...common, window]);
  run('codesign', [...common, app]);
  run('codesign', ['--verify', '--strict', '--deep', app]);
}

function run(program: string, args: readonly string[]): void {
  execFileSync(program, [...args], { stdio: ['ignore', 'inherit', 'inherit'] });
}
