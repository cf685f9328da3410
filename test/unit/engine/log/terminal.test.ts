import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  hasControl,
  hasSameWords,
  isNewerState,
  isProgress,
  renderTerminal,
} from '../../../../sidecar/engine/log/terminal.ts';

describe('renderTerminal', () => {
  it.each([
    ['colours', '\u001b[31mred\u001b[0m', 'red'],
    ['eight-bit sequences', '\u009b31mred\u009b0m', 'red'],
    ['links and titles', '\u001b]8;;http://x\u0007text\u001b]8;;\u0007\u001b]0;title\u001b\\', 'text'],
    ['a line written over by its newer state', 'get 10%\rget 90%\rget 100%\nend', 'get 100%\nend'],
    ['a line written over by something else', 'one thing\rother words', 'one thing\nother words'],
    ['a spinner that is erased', '⠋ work\r⠙ work\r\u001b[Kadded 3', 'added 3'],
    ['a doubled carriage return', 'a\r\r\nb', 'a\r\nb'],
    ['overstruck letters', 'N\bNA\bAM\bME\bE', 'NAME'],
    [
      'a repaint',
      'load a 1%\nload b 1%\n\u001b[2A\u001b[2Kload a 9%\n\u001b[2Kload b 9%\nend',
      'load a 9%\nload b 9%\nend',
    ],
    ['a sequence without end', 'x \u001b[0;', 'x \u001b[0;'],
  ])('%s', (_, text, shown) => {
    expect(renderTerminal(text)).toBe(shown);
  });

  it('changes nothing in a text without controls', () => {
    fc.assert(
      fc.property(
        fc.array(fc.stringMatching(/^[ -~\t]{0,40}$/), { maxLength: 30 }),
        fc.constantFrom('\n', '\r\n'),
        (lines, end) => {
          const text = lines.join(end);
          expect(hasControl(text)).toBe(false);
          expect(renderTerminal(text)).toBe(text);
        },
      ),
    );
  });

  it('loses no word that was not written over by a newer state of its line', () => {
    const word = fc.constantFrom('alpha', 'beta', 'gamma', 'delta');
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 12 }), (words) => {
        const shown = renderTerminal(words.join('\r'));
        for (const one of words) expect(shown).toContain(one);
      }),
    );
  });
});

describe('isNewerState', () => {
  it('holds for one thing further on, not for another thing', () => {
    expect(isNewerState('pull 3f: 10 MB/20 MB', 'pull 3f: 20 MB/20 MB done')).toBe(true);
    expect(isNewerState('[====>   ] 50%', '[========] 100%')).toBe(true);
    expect(isNewerState('warning: old lock', 'removed lock')).toBe(false);
  });
});

describe('isProgress', () => {
  it('knows bars and percentages of what is going on', () => {
    const lines = ['unpack: 35%', '██░░ 3/9', '[===>   ]', 'plain words', '50%  12 ms'];
    expect(lines.map(isProgress)).toEqual([true, true, true, false, false]);
  });
});

describe('hasSameWords', () => {
  it('looks at letters only', () => {
    expect(hasSameWords('pull a 10%', 'pull a [==>] 90%')).toBe(true);
    expect(hasSameWords('pull a 10%', 'pull b 10%')).toBe(false);
  });
});
