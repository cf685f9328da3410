import { describe, expect, it } from 'vitest';
import { isPrintedFile } from '../../../../sidecar/engine/code/printed-file.ts';

const isNoSource = (): boolean => false;
const print = (path: string, text: string, question = 'Why does the oven fail?', source = isNoSource): boolean =>
  isPrintedFile(text, { path, question }, source);
const times = (count: number, line: (i: number) => string): string =>
  Array.from({ length: count }, (_, i) => line(i)).join('\n');

const log = times(
  200,
  (i) => `2026-03-01 10:00:${String(i % 60).padStart(2, '0')} oven[${i}] door is ${i % 2 ? 'open' : 'shut'}`,
);
const json = times(200, (i) => `{"tray":${i},"state":"clean","rows":[${i}]}`);
const listing = times(300, (i) => `trays/row-${i}/tray_${i}.bin ${i * 17}`);
const prose = times(
  60,
  () => 'The baker opened the door of the oven, looked at the bread for a while and shut it again.',
);
const numbered = (text: string): string =>
  text
    .split('\n')
    .map((line, i) => `${String(i + 1).padStart(6)}→${line}`)
    .join('\n');

describe('isPrintedFile', () => {
  it.each([
    ['a log', log],
    ['a numbered log', numbered(log)],
    ['JSON line by line', json],
    ['numbered JSON line by line', numbered(json)],
    ['a piece of it', json.slice(0, 5000)],
  ])('knows %s whatever the file is called', (_, text) => {
    for (const path of ['/tmp/response', 'kitchen/door.xyz', 'out.dat', 'C:\\kitchen\\door.txt']) {
      expect(print(path, text)).toBe(true);
    }
  });

  it.each([
    '/tmp/files',
    '/tmp/a/x.txt',
    '/private/var/tmp/x',
    '$TMPDIR/list.json',
    'C:\\Users\\a\\AppData\\Local\\Temp\\x.txt',
  ])('knows what lies in a scratch place: %s', (path) => expect(print(path, listing)).toBe(true));

  it.each(['build_output.txt', 'test-results.txt', 'ci/stdout', 'stderr.2', 'heap.dump.txt', 'RESULTS.txt'])(
    'knows names of what was printed: %s',
    (path) => expect(print(path, listing)).toBe(true),
  );

  it.each([
    'requirements.txt',
    'CMakeLists.txt',
    'src/output.ts',
    'Makefile',
    'results.md',
    '/tmp/page.html',
    '/tmp/run.sh',
    'layout.txt',
    'logs.yaml',
  ])('leaves what people write: %s', (path) => expect(print(path, listing)).toBe(false));

  it('leaves what the task is about, unless it is only asked about', () => {
    expect(print('/tmp/menu.txt', listing, 'Sort the lines of /tmp/menu.txt')).toBe(false);
    expect(print('/tmp/menu.txt', listing, 'Which lines of /tmp/menu.txt are long?')).toBe(true);
  });

  it('leaves code, running text and small files in scratch places', () => {
    expect(print('/tmp/x.txt', listing, '', () => true)).toBe(false);
    expect(print('/tmp/x.txt', prose)).toBe(false);
    expect(print('/tmp/x.txt', listing.slice(0, 3000))).toBe(false);
    expect(print('/tmp/x.txt', json.slice(0, 3000))).toBe(false);
  });

  it('takes neither settings nor a list of changes with dates for records', () => {
    const settings = JSON.stringify(
      Object.fromEntries(
        times(200, (i) => `oven.${i}`)
          .split('\n')
          .map((k) => [k, k]),
      ),
      null,
      2,
    );
    const changes = times(
      200,
      (i) => `- 2026-03-${String((i % 28) + 1).padStart(2, '0')}: the oven door no longer squeaks (${i})`,
    );
    expect(print('oven.settings', settings)).toBe(false);
    expect(print('CHANGES', changes)).toBe(false);
    const at = (i: number) => `2026-03-01 10:00:${String(i % 60).padStart(2, '0')}`;
    for (const line of [
      (i: number) => `  { at: '${at(i)}', oven: ${i} },`,
      (i: number) => `- at: ${at(i)}`,
      (i: number) => `INSERT INTO doors VALUES ('${at(i)}', ${i});`,
      (i: number) => `- ${at(i)} looked after the bread (${i})`,
      (i: number) => `| ${at(i)} | door ${i} |`,
    ]) {
      expect(print('test/doors.data', times(200, line))).toBe(false);
    }
  });
});
