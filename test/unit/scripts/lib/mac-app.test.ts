import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { makeInfoPlist, makeLauncher } from '../../../../scripts/lib/mac-app.ts';

describe('makeInfoPlist', () => {
  it('tells the version, and lets the page be loaded from this computer alone', () => {
    const text = makeInfoPlist('1.2.3');
    expect(text).toMatch(/<key>CFBundleShortVersionString<\/key>\s*<string>1\.2\.3<\/string>/);
    expect(text).toContain('<key>NSAllowsLocalNetworking</key>');
    expect(text).not.toContain('NSAllowsArbitraryLoads');
  });
});

describe('makeLauncher', () => {
  it.skipIf(process.platform === 'win32')('is a script that a plain shell reads', () => {
    for (const hasWindow of [true, false])
      expect(spawnSync('sh', ['-n'], { input: makeLauncher(hasWindow) }).status).toBe(0);
  });

  it('starts the window where there is one, else the page', () => {
    expect(makeLauncher(true)).toContain('MacOS/window');
    expect(makeLauncher(false)).toContain('extensions/headroom" start');
  });
});
