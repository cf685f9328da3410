import { describe, expect, it } from 'vitest';
import { decide } from '../../../sidecar/engine/index.ts';
import type { Hint, Policy } from '../../../sidecar/engine/types.ts';
import { digest } from '../../../sidecar/lib/hash.ts';
import { loadTokens } from '../../../sidecar/worker/inline.ts';

const policy: Policy = { mode: 'cache', canStore: true, originalsDir: '~/.headroom/originals' };
const kit = { tokens: loadTokens(), policy };
const hint = (command: string): Hint => ({ tool: 'Bash', command, path: '', question: '', terms: [] });
const log = Array.from({ length: 300 }, (_, n) => {
  const trouble = n === 150 ? 'ERROR disk of node-3 is full' : `INFO request ${n * 7919} took ${n % 90} ms`;
  return `2026-03-04T09:${String(n % 60).padStart(2, '0')}:00Z ${trouble}\n`;
}).join('');
const rows = Array.from({ length: 200 }, (_, id) => ({
  id,
  name: `pod-${id}`,
  phase: id === 77 ? 'Failed' : 'Running',
}));
const json = `${JSON.stringify(rows, null, 1)}\n`;
const code = `import { a } from './a.ts';\n${Array.from({ length: 40 }, (_, n) => `export function f${n}(x) {\n  return a(x, ${n});\n}\n`).join('')}`;
/** As a tool for files shows it. */
const numbered = (text: string, gap: string) =>
  text
    .trimEnd()
    .split('\n')
    .map((line, i) => `${i + 1}${gap}${line}`)
    .join('\n');
const decideFor = (text: string, command: string, over: Partial<Policy> = {}) =>
  decide({ text, hint: hint(command), isError: false }, { ...kit, policy: { ...policy, ...over } });

describe('the output of several commands', () => {
  const text = `${log}--- pods\n${json}`;
  const command = 'journalctl -u shop; echo "--- pods"; kubectl get pods -o json';

  it('goes to a compressor per part; one marker names the one original', () => {
    const { decision, original } = decideFor(text, command);
    expect(new Set(decision.by)).toEqual(new Set(['log', 'json']));
    expect(decision.text).toContain('ERROR disk of node-3 is full');
    expect(decision.text).toMatch(/77\tpod-77\tFailed/);
    expect(decision.text).toContain('\n--- pods\n');
    expect(decision.text!.match(/\[headroom: /g)).toHaveLength(1);
    expect(decision.text!.endsWith(`${digest(text)}.txt]`)).toBe(true);
    expect(original).toBe(text);
  });

  it('loses nothing when nothing can be stored', () => {
    const { decision } = decideFor(text, command, { canStore: false });
    expect(decision.lossy).toBeUndefined();
    for (const { name } of rows) expect(decision.text).toContain(name);
  });

  it('keeps a part that may be edited byte for byte', () => {
    const { decision } = decideFor(
      `==> src/f.ts <==\n${code}\n==> app.log <==\n${log}`,
      'tail -n 300 src/f.ts app.log',
    );
    expect(decision.text).toContain(code);
    expect(decision.tokensAfter).toBeLessThan(decision.tokensBefore);
  });
});

describe('an output with lines about it', () => {
  const paths = Array.from({ length: 900 }, (_, n) => `./shop/aisle${Math.floor(n / 30)}/shelf/jar${n}.bin\n`).join('');
  const [head, tail] = ['Found 900 files\n', '\n<system-reminder>\nThe date has changed.\n</system-reminder>'];

  it('is shortened between them, and they stay', () => {
    const plain = decideFor(paths, 'find .').decision;
    const { decision, original } = decideFor(head + paths + tail, 'find .');
    expect(plain.by).toEqual(decision.by);
    expect(decision.text!.startsWith(head)).toBe(true);
    expect(decision.text).toContain(tail);
    expect(decision.tokensAfter).toBeLessThan(plain.tokensAfter + 60);
    if (decision.lossy !== undefined) expect(original).toBe(head + paths + tail);
  });
});

describe('data that a tool for files shows', () => {
  const read = (text: string) =>
    decide(
      {
        text,
        hint: { ...hint(''), tool: 'read', path: '/srv/pods.json', question: 'Which pod failed?' },
        isError: false,
      },
      kit,
    ).decision;
  it('is read without the numbers of its lines and without what stands around it', () => {
    const plain = read(json);
    for (const text of [
      numbered(json, '\t'),
      `     1→${JSON.stringify(rows)}\n`,
      `<path>/srv/pods.json</path>\n<type>file</type>\n<content>\n${numbered(json, ': ')}\n\n(End of file - total 802 lines)\n</content>`,
    ]) {
      const decision = read(text);
      expect(decision.by).toContain('json');
      expect(decision.text).toMatch(/77\tpod-77\tFailed/);
      expect(decision.tokensAfter).toBeLessThan(plain.tokensAfter + 80);
    }
  });
});

describe('a log that a tool for files shows', () => {
  it('is read by how its lines begin, without their numbers', () => {
    const given: Hint = { ...hint(''), tool: 'read', path: '/var/log/shop.log' };
    const plain = decide({ text: log, hint: given, isError: false }, kit).decision;
    for (const text of [': ', '→', '\t'].map((gap) => numbered(log, gap))) {
      const { decision } = decide({ text, hint: given, isError: false }, kit);
      expect(decision.by).toEqual(plain.by);
      expect(decision.tokensAfter).toBeLessThan(plain.tokensAfter + 20);
      expect(decision.text).toContain('ERROR disk of node-3 is full');
    }
  });
});

describe('an output of Windows', () => {
  const diff = Array.from(
    { length: 30 },
    (_, n) =>
      `diff --git a/f${n}.lock b/f${n}.lock\n--- a/f${n}.lock\n+++ b/f${n}.lock\n@@ -1,9 +1,9 @@\n${' same\n'.repeat(4)}-old ${n}\n+new ${n}\n${' same\n'.repeat(4)}`,
  ).join('');
  const windows = diff.replaceAll('\n', '\r\n');

  it('is shortened as elsewhere, and keeps its newlines', () => {
    const { decision } = decideFor(windows, 'git diff');
    expect(decision.by).toEqual(decideFor(diff, 'git diff').decision.by);
    const lines = decision.text!.split('\n').slice(0, -1);
    expect(lines.every((line) => line.endsWith('\r'))).toBe(true);
    for (let n = 0; n < 30; n++) expect(decision.text).toContain(`+new ${n}\r\n`);
  });
});
