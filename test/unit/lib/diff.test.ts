import { describe, expect, it } from 'vitest';
import { formatDiff, maskSecrets } from '../../../sidecar/lib/diff.ts';

describe('formatDiff', () => {
  it('shows a change with three lines around it', () => {
    const lines = (change: string) => ['1', '2', '3', '4', change, '6', '7', '8', '9', ''].join('\n');
    expect(formatDiff(['a', 'b'], lines('old'), lines('new'))).toBe(
      '--- a\n+++ b\n@@ -2,7 +2,7 @@\n 2\n 3\n 4\n-old\n+new\n 6\n 7\n 8\n',
    );
  });

  it('shows files that come and go, and a missing last line ending', () => {
    expect(formatDiff([null, 'b'], '', 'x\n')).toBe('--- /dev/null\n+++ b\n@@ -0,0 +1,1 @@\n+x\n');
    expect(formatDiff(['a', 'b'], 'x', 'x\n')).toContain('-x\n\\ No newline at end of file\n+x\n');
    expect(formatDiff(['a', 'b'], 'same', 'same')).toBe('');
  });
});

describe('maskSecrets', () => {
  it.each([
    ['  "ANTHROPIC_AUTH_TOKEN": "sk-1\\"2",', '  "ANTHROPIC_AUTH_TOKEN": "•••",'],
    ["export OPENAI_API_KEY='sk-1'", "export OPENAI_API_KEY='•••'"],
    ['api_key = sk-1 # mine', 'api_key = ••• # mine'],
    ['"max_tokens": 4096,', '"max_tokens": 4096,'],
    ['"model": "token-eater"', '"model": "token-eater"'],
  ])('%s', (line, masked) => {
    expect(maskSecrets(line)).toBe(masked);
  });
});
