import { expect, it } from 'vitest';
import { isRecordFile } from '../../../../sidecar/engine/code/record-file.ts';

const records = (count: number) =>
  JSON.stringify(
    Array.from({ length: count }, (_, i) => ({
      id: `T${i}`,
      name: `tray number ${i}`,
      width: i * 3,
      rows: [i, i + 1],
      state: 'clean',
    })),
    null,
    2,
  );
const PATH = '/home/ann/bakery/data/trays.json';
const numbered = (text: string) =>
  text
    .split('\n')
    .map((line, i) => `${String(i + 1).padStart(6)}\t${line}`)
    .join('\n');

it('knows long lists of records, whole or cut, with numbers in front or without', () => {
  expect(isRecordFile(records(80), PATH, 'Why is the bread pale?')).toBe(true);
  expect(isRecordFile(numbered(records(80)), PATH, 'Why is the bread pale?')).toBe(true);
  expect(isRecordFile(records(80).slice(0, 7000), PATH, '')).toBe(true);
  const lines = records(200).split('\n');
  for (let from = 20; from < 30; from++) {
    expect(isRecordFile(lines.slice(from, from + 500).join('\n'), PATH, '')).toBe(true);
    expect(
      isRecordFile(
        numbered(lines.join('\n'))
          .split('\n')
          .slice(from, from + 500)
          .join('\n'),
        PATH,
        '',
      ),
    ).toBe(true);
  }
});

it('takes a list deep inside of a file for no list of records', () => {
  const file = JSON.stringify({ trays: JSON.parse(records(200)) }, null, 2).split('\n');
  expect(isRecordFile(file.slice(30, 700).join('\n'), PATH, '')).toBe(false);
  expect(
    isRecordFile(
      JSON.stringify(JSON.parse(records(200)), null, 4)
        .split('\n')
        .slice(30, 700)
        .join('\n'),
      PATH,
      '',
    ),
  ).toBe(true);
});

it('knows JSON without line breaks, whatever it holds', () => {
  const series = JSON.stringify({
    unit: 'ms',
    series: Array.from({ length: 200 }, (_, t) => ({ t, heat: t % 7, door: 'a' })),
  });
  expect(isRecordFile(series, PATH, '')).toBe(true);
  expect(isRecordFile(`     1\t${series}`, PATH, '')).toBe(true);
  expect(isRecordFile(series, '/x/package.json', '')).toBe(false);
  expect(isRecordFile(series, PATH, 'Rename the third of the trays.')).toBe(false);
});

it.each([
  ['is short', records(10), PATH, ''],
  ['is named by the question', records(80), PATH, 'Rename the third of the trays.'],
  ['lies in a folder that the question names', records(80), '/x/locale/trays.json', 'Fix the locale files.'],
  ['is written by hand', records(80), '/x/package.json', ''],
  ['is no list', JSON.stringify({ trays: JSON.parse(records(80)) }, null, 2), PATH, ''],
  [
    'holds values of other shapes',
    JSON.stringify(
      Array.from({ length: 900 }, (_, i) => `value ${i}`),
      null,
      2,
    ),
    PATH,
    '',
  ],
  ['is no JSON file', records(80), '/x/trays.ts', ''],
])('leaves alone what %s', (_, text, path, question) => {
  expect(isRecordFile(text, path, question)).toBe(false);
});

it('takes any long JSON for data that is only asked about, and settings never', () => {
  const deep = JSON.stringify({ kitchen: { trays: JSON.parse(records(80)) } }, null, 2);
  expect(isRecordFile(deep, PATH, 'Which of the trays is the widest?')).toBe(true);
  expect(isRecordFile(deep, PATH, 'Make all trays wider.')).toBe(false);
  expect(isRecordFile(deep, PATH, 'What do the trays say as a whole? Give me a summary.')).toBe(false);
  expect(isRecordFile(deep, '/home/ann/bakery/tray-config.json', 'Which of the trays is the widest?')).toBe(false);
  expect(isRecordFile(deep.slice(0, 3000), PATH, 'Which of the trays is the widest?')).toBe(false);
});
