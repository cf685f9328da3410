import { describe, expect, it } from 'vitest';
import { splitCaptions } from '../../../sidecar/engine/captions.ts';

const body = Array.from({ length: 60 }, (_, i) => `src/kitchen/shelf${i}/jar${i}.ts`).join('\n');
const split = (text: string): string[] | null => splitCaptions(text)?.map((part) => part.text) ?? null;

describe('splitCaptions', () => {
  it.each([
    'Found 60 files',
    'Showing results 1-60 of 312',
    'find: ‘./cellar’: Permission denied',
    'rg: ./cellar: Permission denied (os error 13)',
    'warning: redirecting to /kitchen',
    'Exit code: 0',
    'Wall time: 0.12 seconds',
  ])('takes "%s" off at either end', (caption) => {
    expect(split(`${caption}\n${body}\n`)).toEqual([`${caption}\n`, `${body}\n`]);
    expect(split(`${body}\n${caption}\n`)).toEqual([`${body}\n`, `${caption}\n`]);
    expect(split(`${caption}\n\n${caption}\n${body}\n\n${caption}`)).toEqual([
      `${caption}\n\n${caption}\n`,
      `${body}\n\n`,
      caption,
    ]);
  });

  it.each([
    '... [120 lines truncated] ...',
    '(Results are truncated. Consider using a more specific path or pattern.)',
    '… +14 more files',
    '[process exited with code 1]',
    'Shell cwd was reset to /kitchen',
    '60 matches',
    '<system-reminder>\nThe <b>date</b> has changed.\n</system-reminder>',
    '<environment_details>\n# Time\n10:00\n</environment_details>\n',
  ])('takes "%s" off at the end', (caption) => {
    expect(split(`${body}\n${caption}`)).toEqual([`${body}\n`, caption]);
  });

  it('takes off what curl and HTTP say in front', () => {
    const progress = [
      '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current',
      '                                 Dload  Upload   Total   Spent    Left  Speed',
      '100  1256  100  1256    0     0   5233      0 --:--:-- --:--:-- --:--:--  5233',
      '',
    ].join('\n');
    const verbose =
      '* Connected to kitchen.example (::1) port 80\n> GET / HTTP/1.1\n>\n< HTTP/1.1 200 OK\n{ [12 bytes data]\n';
    const heads = 'HTTP/1.1 302 Found\r\nlocation: /oven\r\n\r\nHTTP/2 200 \r\ncontent-type: text/html\r\n\r\n';
    for (const head of [progress, verbose, heads, progress + heads]) expect(split(head + body)).toEqual([head, body]);
    expect(split(`HTTP/1.1 is a protocol\n${body}`)).toBeNull();
  });

  it('loses nothing and leaves alone what has no captions, or is little else', () => {
    expect(split(body)).toBeNull();
    expect(split(`${body}\n<item>\n1\n</item>`)).toBeNull();
    expect(split(`src/found 12.ts\n${body}`)).toBeNull();
    expect(split(`Found 2 files\n${body.slice(0, 100)}`)).toBeNull();
    expect(split('Found 2 files\n'.repeat(40))).toBeNull();
    expect(split('')).toBeNull();
    const text = `Found 60 files\n${body}\n\n<system-reminder>\nx\n</system-reminder>\n\nexit code 0\n`;
    expect(split(text)?.join('')).toBe(text);
  });
});
