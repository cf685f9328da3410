import { describe, expect, it } from 'vitest';
import { transcriptClients } from '../../../../sidecar/transcripts/readers/index.ts';
import type { TranscriptEvent, Wanted } from '../../../../sidecar/transcripts/types.ts';
import * as made from '../make-lines.ts';

function read(id: string, entries: readonly object[], wanted: Wanted = 'all'): TranscriptEvent[] {
  const client = transcriptClients.find((one) => one.id === id)!;
  const reader = client.open({ path: '/x/file.jsonl', project: '/from/file', wanted });
  return entries.flatMap((entry) => reader.read(Buffer.from(JSON.stringify(entry))));
}

const usages = (events: readonly TranscriptEvent[]) => events.filter((event) => event.kind === 'usage');

describe('Claude Code', () => {
  it('tells usage, calls and results with their place', () => {
    const [call, usage, result] = read('claude-code', [made.claudeUsage(), made.claudeResult]);
    const place = { client: 'claude-code', session: 's1', project: '/home/someone/shop', at: Date.parse(made.at) };
    expect(call).toMatchObject({ kind: 'call', ...place, id: 'toolu_1', tool: 'Bash', command: 'npm test' });
    expect(usage).toEqual({
      kind: 'usage',
      ...place,
      key: 'claude-code:msg_1:req_1',
      model: 'claude-opus-4-5',
      usage: { fresh: 10, write5m: 100, write1h: 200, read: 2000, output: 50 },
    });
    expect(result).toMatchObject({ kind: 'result', id: 'toolu_1', isError: true, text: 'Exit code 1\nboom' });
  });

  it('leaves out answers that the client made up itself', () => {
    expect(usages(read('claude-code', [made.claudeUsage({ model: '<synthetic>' })]))).toEqual([]);
  });

  it('is found where CLAUDE_CONFIG_DIR says, besides its usual places', () => {
    const roots = transcriptClients[0]!.roots({ userHome: '/h', env: { CLAUDE_CONFIG_DIR: '/a, /b' } });
    expect(roots.map((root) => root.replaceAll('\\', '/'))).toEqual(
      ['/h/.claude', '/h/.config/claude', '/a', '/b'].map((home) => `${home}/projects`),
    );
  });
});

describe('Codex', () => {
  it('counts each answer once, by its record where there is one', () => {
    const events = usages(read('codex', [...made.codexHead, made.codexRecord('r1'), made.codexCount(1040)], 'usage'));
    expect(events).toHaveLength(1);
    expect(events[0]).toMatchObject({
      key: 'codex:r1',
      session: 't1',
      model: 'gpt-5.1',
      usage: { fresh: 300, write5m: 0, write1h: 0, read: 700, output: 40 },
    });
  });

  it('counts older sessions by totals that grow', () => {
    const lines = [...made.codexHead, made.codexCount(1040), made.codexCount(1040), made.codexCount(2080)];
    expect(usages(read('codex', lines)).map((event) => event.kind === 'usage' && event.key)).toEqual([
      'codex:t1:1040',
      'codex:t1:2080',
    ]);
  });

  it.each([
    ['{"cmd":"ls -la"}', 'ls -la'],
    ['{"command":["bash","-lc","npm test"]}', 'npm test'],
    ['const r = await tools.exec_command({cmd: "git \\"x\\"", yield_time_ms: 1});', 'git "x"'],
    ['*** Begin Patch', ''],
  ])('reads the command of %s', (input, command) => {
    expect(read('codex', [made.codexCall(input)])[0]).toMatchObject({ kind: 'call', command });
  });

  it('sees from the head of an output that a command failed', () => {
    const failed = 'Chunk ID: 1\nWall time: 0.1 seconds\nProcess exited with code 2\nOutput:\nno such file';
    const parts = [
      { type: 'input_text', text: 'Script completed\n' },
      { type: 'input_text', text: 'all fine' },
    ];
    expect(read('codex', [made.codexOutput(failed), made.codexOutput(parts)])).toMatchObject([
      { isError: true },
      { isError: false, text: 'Script completed\n\nall fine' },
    ]);
  });

  it('believes what the first line of a script’s output says, because it has no exit code', () => {
    const script = (text: string) =>
      made.codexOutput([{ text: 'Script completed\nWall time 0.2 seconds\nOutput:\n' }, { text }]);
    const missing = 'cat: a.py: No such file or directory\n';
    expect(read('codex', [script(missing), script(`fine\n${missing}`)])).toMatchObject([
      { isError: true, text: missing },
      { isError: false },
    ]);
  });
});

describe('Gemini CLI', () => {
  it('counts thoughts as output, cached input as read, and takes the project from its file', () => {
    const events = usages(
      read('gemini-cli', [{ sessionId: 'g' }, made.geminiMessage(), made.geminiMessage()], 'usage'),
    );
    expect(events).toHaveLength(2);
    expect(events[0]).toMatchObject({
      key: 'gemini-cli:g1',
      session: 'g',
      project: '/from/file',
      usage: { fresh: 300, write5m: 0, write1h: 0, read: 600, output: 25 },
    });
  });

  it('reads the older form, one document with all messages', () => {
    expect(usages(read('gemini-cli', [{ sessionId: 'g', messages: [made.geminiMessage()] }]))).toHaveLength(1);
  });

  it('tells calls with their results', () => {
    const response = {
      functionResponse: {
        id: 'x',
        response: { output: '<untrusted_context>\nOutput: sh: foo: not found\nExit Code: 127' },
      },
    };
    const toolCalls = [{ id: 'x', name: 'run_shell_command', args: { command: 'foo' }, result: [response] }];
    expect(read('gemini-cli', [made.geminiMessage({ toolCalls })]).slice(1)).toMatchObject([
      { kind: 'call', id: 'x', command: 'foo' },
      { kind: 'result', id: 'x', isError: true, text: 'sh: foo: not found\nExit Code: 127' },
    ]);
  });
});

describe('every client', () => {
  it.each(transcriptClients.map(({ id }) => id))('%s gives nothing for lines that it does not know', (id) => {
    const odd = [
      null,
      1,
      'x',
      [],
      {},
      { type: 'assistant' },
      { type: 'assistant', message: 3 },
      { payload: [] },
      { $set: 1 },
    ];
    const client = transcriptClients.find((one) => one.id === id)!;
    const reader = client.open({ path: '/x', project: '', wanted: 'all' });
    for (const entry of odd) expect(reader.read(Buffer.from(JSON.stringify(entry)))).toEqual([]);
  });
});
