import { expect, it } from 'vitest';
import { HintTrail, readEncodedToolCall, readScriptToolCall } from '../../../sidecar/dialects/tool-calls.ts';

it.each([
  ['{"command":"npm test","description":"run"}', 'npm test', ''],
  ['{"cmd":["bash","-lc","cd x && make"]}', 'cd x && make', ''],
  ['{"command":["git","status"]}', 'git status', ''],
  ['{"file_path":"/a/b.ts","offset":3}', '', '/a/b.ts'],
  ['{"target_file":"/a/b.ts","should_read_entire_file":true}', '', '/a/b.ts'],
  ['not JSON', '', ''],
  ['{"command":{"nested":true}}', '', ''],
])('reads command and path from %s', (encoded, command, path) => {
  expect(readEncodedToolCall('shell', encoded)).toMatchObject({ tool: 'shell', command, path });
});

it('finds the shell command inside a script', () => {
  expect(readScriptToolCall('exec', 'const r = await tools.exec_command({ cmd: "grep \\"x\\" a" });').command).toBe(
    'grep "x" a',
  );
  expect(readScriptToolCall('exec', "tools.exec_command({'cmd': 'ls -la'})").command).toBe('ls -la');
});

it('gives the newest question before a result, and what the call itself looked for', () => {
  const trail = new HintTrail();
  trail.addQuestion('first question about alpha');
  trail.addCall('c1', readEncodedToolCall('Grep', '{"pattern":"parseHeader","path":"src"}'));
  trail.addQuestion('<system-reminder>not a question</system-reminder>');
  const hint = trail.hint('c1');
  expect(hint).toMatchObject({ tool: 'Grep', path: 'src', question: 'first question about alpha' });
  expect(hint.terms).toEqual(expect.arrayContaining(['alpha', 'parseheader']));
  expect(trail.hint('unknown')).toMatchObject({ tool: '', command: '' });
});
