import { describe, expect, it } from 'vitest';
import { readDocument } from '../../../../sidecar/engine/json/document.ts';
import { minify } from '../../../../sidecar/engine/json/spell.ts';

const parts = (text: string) => {
  const found = readDocument(text);
  return found === null ? null : [found.before, minify(found.root), found.after, found.lines];
};
const body = '{"items":[1,2,3],"name":"some text that makes it the larger part"}';

describe('readDocument', () => {
  it('takes a whole text', () => {
    expect(parts(` \n${body}\n`)).toEqual([' \n', body, '\n', false]);
  });

  it('keeps short text in front and behind', () => {
    expect(parts(`HTTP 200 OK\n${body}\n[exit code 0]\n`)).toEqual(['HTTP 200 OK\n', body, '\n[exit code 0]\n', false]);
    expect(parts(`[INFO] fetched\nResult: ${body}`)).toEqual(['[INFO] fetched\nResult: ', body, '', false]);
  });

  it('reads one value per line, and leaves a broken last line as it is', () => {
    const lines = `${body}\n${body}\r\n\n${body}`;
    expect(parts(lines)).toEqual(['', `[${body},${body},${body}]`, '', true]);
    expect(parts(`${body}\n${body}\n${body}\n{"items":[1,`)).toEqual([
      '',
      `[${body},${body},${body}]`,
      '\n{"items":[1,',
      true,
    ]);
  });

  it('keeps lines in between that are no values as texts, in their place, unless they are many', () => {
    const rest = Array.from({ length: 10 }, () => body);
    const odd = [body, body, 'WARN: retrying', body, '[2] of 9', '{"items":[1,', ...rest];
    const [before, items, after, lines] = parts(`start\n${odd.join('\n')}\ndone\n`)!;
    expect([before, after, lines]).toEqual(['start\n', '\ndone\n', true]);
    const value = JSON.parse(body) as unknown;
    const texts = new Set(['WARN: retrying', '[2] of 9', '{"items":[1,']);
    expect(JSON.parse(items as string)).toEqual(odd.map((line) => (texts.has(line) ? line : value)));
    expect(parts([body, 'one', body, 'two', body].join('\n'))).toBeNull();
  });

  it('reads the whole items of a list that was cut, alone or inside an object', () => {
    const cut = (text: string) => {
      const found = readDocument(text)!;
      return [found.before, minify(found.root), found.after, found.cut];
    };
    expect(cut(`[${body},${body},${body}, {"items":[1,`)).toEqual([
      '',
      `[${body},${body},${body}]`,
      ', {"items":[1,',
      true,
    ]);
    expect(cut(`{"n":9,"all": [${body},\n${body},${body}`)).toEqual([
      '{"n":9,"all": ',
      `[${body},${body},${body}]`,
      '',
      true,
    ]);
  });

  it('reads the whole items of a piece out of the middle of a list', () => {
    const list = Array.from({ length: 30 }, (_, id) => ({ id, door: { side: 'left', hinges: [id] } }));
    const lines = JSON.stringify(list, null, 2).split('\n');
    // Nine lines each; the piece begins and ends inside of a record.
    const piece = lines.slice(1 + 9 * 4 + 3, 1 + 9 * 25 + 5).join('\n');
    const found = readDocument(piece)!;
    expect(minify(found.root)).toBe(JSON.stringify(list.slice(5, 25)));
    expect(found.before + piece.slice(found.before.length, piece.length - found.after.length) + found.after).toBe(
      piece,
    );
    expect([found.before.endsWith('\n  },\n  '), found.after.startsWith(','), found.cut]).toEqual([true, true, true]);
    expect(readDocument(lines.slice(3, 1 + 9 * 6).join('\n'))).toBeNull();
    const long = Array.from({ length: 60 }, (_, id) => ({ id, door: { side: 'left', hinges: [id] } }));
    const all = JSON.stringify(long, null, 2).split('\n');
    const holed = [
      ...all.slice(3, 1 + 9 * 15 + 2),
      '... [3,174 characters omitted] ...',
      ...all.slice(1 + 9 * 19 + 4, 530),
    ];
    expect(minify(readDocument(holed.join('\n'))!.root)).toBe(JSON.stringify(long.slice(20, 58)));
  });

  it('is not interested in text with a little JSON', () => {
    expect(parts(`${'a line of a log\n'.repeat(40)}{"a":1}`)).toBeNull();
    expect(parts('function f() { return [1, 2]; }')).toBeNull();
    expect(parts('[12:00:01] started\n[12:00:02] stopped')).toBeNull();
    expect(parts('')).toBeNull();
  });

  it('never takes its own notation apart again', () => {
    expect(parts(`[40 rows, 3 shown] id\tname\n${body}`)).toBeNull();
    expect(parts(`{items:[40 rows] id\tname\njson:${body}\n]}`)).toBeNull();
  });
});
