import { expect, it } from 'vitest';
import { readWebAddress } from '../../../sidecar/vitals/web-address.ts';

it('takes addresses of the web, and never the password in them', () => {
  const read = (text: string): string | undefined => readWebAddress(text)?.href;
  expect(read('https://ann:secret@pip.example.org/simple')).toBe('https://pip.example.org/simple/');
  expect(read('http://127.0.0.1:4873/')).toBe('http://127.0.0.1:4873/');
  expect(['file:///srv/wheels', 'C:\\\\wheels', '$REGISTRY', ''].map(read)).toEqual(Array(4).fill(undefined));
});
