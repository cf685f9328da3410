import { expect, it } from 'vitest';
import { AppError } from '../../../sidecar/contract/errors.ts';
import { describeDefect } from '../../../sidecar/logs/describe-defect.ts';

function caught(act: () => unknown): unknown {
  try {
    return act();
  } catch (error) {
    return error;
  }
}

it('tells what was expected in its own words', () => {
  expect(describeDefect(new AppError('store.full', 'The disk is full.'))).toEqual({
    text: 'store.full: The disk is full.',
    detail: null,
  });
});

it('tells the kind and the places of a defect, and nothing that it was given', () => {
  const body = 'my private prompt "with quotes" in it';
  const { text, detail } = describeDefect(caught(() => JSON.parse(body)));
  expect(text).toMatch(/^SyntaxError: /);
  for (const piece of ['private', 'prompt', 'quotes', 'my pr']) expect(`${text}${detail}`).not.toContain(piece);
  expect(detail).toMatch(/^at .*describe-defect\.test\.ts/m);
  expect(detail?.split('\n').length).toBeLessThanOrEqual(12);
});

it('keeps a code of the system, one line and a bounded one', () => {
  const error = Object.assign(new Error(`${'long '.repeat(100)}\nsecond`), { code: 'ENOSPC' });
  const { text } = describeDefect(error);
  expect(text).toMatch(/^Error ENOSPC: long/);
  expect(text.length).toBeLessThan(230);
  expect(text).not.toContain('second');
});

it('takes whatever was thrown', () => {
  expect(describeDefect('my secret words')).toEqual({
    text: 'Something that is no error was thrown (string)',
    detail: null,
  });
  const bare = new Error('x');
  delete bare.stack;
  expect(describeDefect(bare).detail).toBeNull();
});
