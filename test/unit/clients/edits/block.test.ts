import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { editors } from '../../../../sidecar/clients/edits/index.ts';

const formats = ['sh', 'fish', 'powershell', 'dotenv'] as const;
const owner = 'gemini-cli';
const one = { path: ['ONE_URL'], owner };
const two = { path: ['TWO'], owner };

describe.each(formats)('a block in %s', (format) => {
  const editor = editors[format];

  it('taken out again leaves the text as it was, whatever it was', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary', maxLength: 200 }),
        fc.constantFrom('', '\n', '\r\n', '\n\n'),
        (text, end) => {
          const before = text + end;
          const first = editor.set(before, one, 'http://127.0.0.1:1/x');
          const second = editor.set(first.text, two, "it's");
          expect(editor.set(second.text, one, 'http://127.0.0.1:1/x').text).toBe(second.text);
          const back = editor.unset(second.text, two, second.undo);
          expect(editor.unset(back ?? '', one, first.undo)).toBe(before);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('keeps lines that somebody put between the fences, and a value that somebody changed', () => {
    const made = editor.set('above\n', one, 'http://a');
    const fence = '# <<< headroom:gemini-cli <<<';
    const moved = made.text.replace(fence, `mine\n${fence}`);
    expect(editor.unset(moved, one, made.undo)).toBe('above\n\nmine\n'.replace('\n\n', '\n'));
    expect(editor.unset(made.text.replace('http://a', 'http://b'), one, made.undo)).toBeNull();
  });

  it('refuses half of a fence', () => {
    const { text } = editor.set('', one, 'http://a');
    const half = text.replace('# <<< headroom:gemini-cli <<<', '');
    expect(() => editor.read(half, one)).toThrow(expect.objectContaining({ code: 'client.conflict' }));
  });

  it('reads what stands outside of it', () => {
    const line = {
      sh: "export ONE_URL='u'",
      fish: 'set -gx ONE_URL "u"',
      powershell: "$env:ONE_URL = 'u'",
      dotenv: 'ONE_URL=u',
    };
    const { text } = editor.set(`${line[format]}\n`, one, 'http://a');
    expect(editor.standing(text, one)).toBe('u');
    expect(editor.read(text, one)).toBe('http://a');
  });
});
