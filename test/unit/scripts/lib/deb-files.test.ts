import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { makeControl, makeDesktopEntry, makeMetainfo, paths, prerm } from '../../../../scripts/lib/deb-files.ts';

const facts = { version: '1.2.3', architecture: 'amd64', installedKb: 42, hasWindow: false };

describe('makeControl', () => {
  it('asks for what the window loads only when it is in the package', () => {
    expect(makeControl(facts)).toMatch(/^Depends: libc6 \(>= 2\.28\), libgcc-s1, libstdc\+\+6$/m);
    expect(makeControl({ ...facts, hasWindow: true })).toMatch(/^Depends: .*libwebkit2gtk-4\.1-0/m);
    expect(makeControl(facts)).toMatch(/^Version: 1\.2\.3\nArchitecture: amd64$/m);
  });
});

describe('prerm', () => {
  it('looks into no home and into no list of users', () => {
    expect(prerm).not.toMatch(/home|getent|passwd|HOME|~/i);
  });

  it.skipIf(process.platform === 'win32')('is a script that a plain shell reads, and does nothing on an update', () => {
    expect(spawnSync('sh', ['-n'], { input: prerm }).status).toBe(0);
    expect(spawnSync('sh', ['-s', 'upgrade', '2.0'], { input: prerm }).status).toBe(0);
  });
});

describe('the texts for the desktop', () => {
  it('open a terminal only where there is no window', () => {
    expect(makeDesktopEntry({ hasWindow: true, exec: '/opt/x' })).toMatch(/^Exec=\/opt\/x$[\s\S]*^Terminal=false$/m);
    expect(makeDesktopEntry({ hasWindow: false, exec: 'x start' })).toMatch(/^Terminal=true$/m);
  });

  it('name each other', () => {
    const [, launchable = ''] = /<launchable[^>]*>([^<]+)</.exec(makeMetainfo(facts, '2026-11-27')) ?? [];
    expect(paths.desktopEntry).toBe(`usr/share/applications/${launchable}`);
    expect(makeMetainfo(facts, '2026-11-27')).toContain('<release version="1.2.3" date="2026-11-27"/>');
  });
});
