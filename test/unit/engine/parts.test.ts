import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { narrowHint, splitParts } from '../../../sidecar/engine/parts.ts';
import type { Hint } from '../../../sidecar/engine/types.ts';
import { outputs } from '../../laws/conversations.ts';

const hint = (command: string): Hint => ({ tool: 'Bash', command, path: '', question: '', terms: [] });
const log = Array.from({ length: 20 }, (_, n) => `2026-03-04T09:00:${10 + n} INFO worker-${n} did its work\n`).join('');
const json = `${JSON.stringify(Array.from({ length: 20 }, (_, id) => ({ id, name: `n${id}`, ok: true })))}\n`;
const pretty = `${JSON.stringify({ items: Array.from({ length: 20 }, (_, id) => ({ id, ok: true })) }, null, 2)}\n`;
const diff = `diff --git a/x.ts b/x.ts\nindex 111..222 100644\n--- a/x.ts\n+++ b/x.ts\n@@ -1,9 +1,9 @@\n${' same\n'.repeat(30)}-old\n+new\n`;
const kinds = (text: string, command = 'make all', named = false) =>
  splitParts(text, hint(command), named)?.map(({ kind }) => kind) ?? null;

describe('splitParts', () => {
  it('finds where a log, JSON and a diff begin', () => {
    expect(kinds(log + json + diff + log)).toEqual(['plain', 'json', 'diff', 'plain']);
    expect(kinds(log + pretty + json)).toEqual(['plain', 'json']);
  });

  it('leaves a text of one kind, and one with a little of another, in one piece', () => {
    for (const text of [log, json, diff, pretty, `$ run\n${json}`, log.repeat(20) + json])
      expect(kinds(text)).toBeNull();
    expect(kinds(`<!doctype html>\n<html><body><script>\n${json}</script>\n${log}</body></html>`)).toBeNull();
  });

  it('takes out the names that one of several commands listed', () => {
    const names = Array.from({ length: 30 }, (_, at) => `src/part${at}/oven.ts\n`).join('');
    const command = 'git status --short; git ls-files | head -50; ls -la data';
    const parts = splitParts(` M src/a.ts\n${names}${log}`, hint(command), false)!;
    expect(parts.map(({ text }) => text)).toEqual([' M src/a.ts\n', names, log]);
    expect(parts.map((part) => part.hint?.command)).toEqual([undefined, 'git ls-files | head -50', undefined]);
    expect(kinds(names + log, 'npm test; cat a.log')).toBeNull();
    expect(kinds(names + log, 'git ls-files')).toBeNull();
    expect(kinds(names.slice(0, 300) + log, command)).toBeNull();
  });

  it('takes a diff at either end from much else, but none that a log quotes', () => {
    const long = log.repeat(20);
    expect(kinds(diff + long, 'git diff; cat a.log')).toEqual(['diff', 'plain']);
    expect(kinds(long + diff)).toEqual(['plain', 'diff']);
    expect(kinds(long + diff + long)).toBeNull();
  });

  it('takes no JSON out where a command printed a file that may be edited', () => {
    expect(kinds(log + json + log, 'npm test; cat package.json')).toBeNull();
    const data = `${JSON.stringify(Array.from({ length: 90 }, (_, id) => ({ id, name: `tray number ${id}`, width: id * 3 })))}\n`;
    expect(kinds(log + data + log, 'npm test; cat data/trays.json')).toEqual(['plain', 'json', 'plain']);
    expect(kinds(log + data + log, 'npm test; cat data/trays.json src/oven.ts')).toBeNull();
  });

  it('parts at the titles of head and tail, and knows the file behind each', () => {
    const parts = splitParts(
      `==> a.log <==\n${log}\n==> src/b.ts <==\n${log}`,
      hint('tail -n 20 a.log src/b.ts'),
      true,
    )!;
    expect(parts.map(({ kind }) => kind)).toEqual(['title', 'plain', 'title', 'plain']);
    expect(parts[3]!.hint).toEqual({ tool: 'read', command: '', path: 'src/b.ts' });
  });

  it('parts at what the command line echoes', () => {
    const command = 'npm test; echo "--- state"; git diff; echo --- pods && kubectl get pods -o json';
    const parts = splitParts(`${log}--- state\n${diff}--- pods\n${json}`, hint(command), true)!;
    expect(parts.map(({ kind }) => kind)).toEqual(['plain', 'title', 'plain', 'title', 'plain']);
    expect(parts[2]!.hint).toEqual({ command: 'git diff' });
  });

  it('keeps what a hint finds only when it is asked', () => {
    class Lazy {
      readonly tool = 'Bash';
      readonly command = 'make';
      readonly path = '';
      readonly question = 'q';
      get terms(): readonly string[] {
        return ['q'];
      }
    }
    const part = { text: log, kind: 'plain', hint: { command: 'git diff' } } as const;
    expect(narrowHint(new Lazy(), part)).toEqual({
      tool: 'Bash',
      command: 'git diff',
      path: '',
      question: 'q',
      terms: ['q'],
    });
  });

  it('is the text again when joined', () => {
    const piece = fc.oneof(
      outputs,
      fc.constantFrom(log, json, pretty, diff, '==> a <==\n', '--- x\n', '[\n', '{"a":1}\n', '\n'),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 8 }), fc.boolean(), (pieces, named) => {
        const text = pieces.join('');
        const parts = splitParts(text, hint('make; echo "--- x"; make'), named);
        if (parts !== null) expect(parts.map((part) => part.text).join('')).toBe(text);
      }),
      { numRuns: 300 },
    );
  });
});
