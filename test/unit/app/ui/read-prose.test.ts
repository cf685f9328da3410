import { expect, it } from 'vitest';
import { readProse } from '../../../../app/ui/read-prose.ts';

it('takes a sentence apart into text, commands and links', () => {
  expect(readProse('Run `headroom demo`, or [look again](#/welcome).')).toEqual([
    { kind: 'text', text: 'Run ' },
    { kind: 'code', text: 'headroom demo' },
    { kind: 'text', text: ', or ' },
    { kind: 'link', text: 'look again', href: '#/welcome' },
    { kind: 'text', text: '.' },
  ]);
});

it('leaves what is not marked as it is, and links to nowhere but our own pages', () => {
  expect(readProse('5 ` 3 [a](https://example.com)')).toEqual([
    { kind: 'text', text: '5 ` 3 [a](https://example.com)' },
  ]);
  expect(readProse('')).toEqual([]);
});
