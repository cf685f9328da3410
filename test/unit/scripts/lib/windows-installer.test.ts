import { describe, expect, it } from 'vitest';
import { nameWindow } from '../../../../scripts/lib/neutralino.ts';
import { readProjectFile } from '../../../../scripts/lib/tree.ts';
import { makeCompilerArgs } from '../../../../scripts/lib/windows-installer.ts';

const facts = { version: '1.2.3', source: 'C:\\in', target: 'C:\\out', hasWindow: false, signCommand: undefined };

describe('makeCompilerArgs', () => {
  it('tells every name that the script asks for', () => {
    const script = readProjectFile('resources/windows/headroom.iss');
    const asked = [...script.matchAll(/\{#(\w+)\}|#ifn?def (\w+)/g)].map(([, name, flag]) => name ?? flag);
    const args = makeCompilerArgs({ ...facts, hasWindow: true, signCommand: 'sign $f' });
    const told = args.flatMap((arg) => /^\/D(\w+)/.exec(arg)?.[1] ?? []);
    expect([...new Set(asked)].sort()).toEqual(told.sort());
  });

  it('starts the programs by the names that they have on Windows', () => {
    const script = readProjectFile('resources/windows/headroom.iss');
    const [window = ''] = /Filename: "\{app\}\\([^\\"]+)"/.exec(script)?.slice(1) ?? [];
    expect(window).toBe(nameWindow('win32'));
    const { extensions } = JSON.parse(readProjectFile('neutralino.config.json'));
    expect(extensions[0].commandWindows).toContain('/extensions/headroom.exe"');
    expect(script).toContain('{app}\\extensions\\headroom.exe');
  });

  it('says nothing of a signature that nobody can make', () => {
    expect(makeCompilerArgs(facts).join(' ')).not.toMatch(/Signed|\/Sheadroom|HasWindow/);
  });
});
