import { describe, expect, it } from 'vitest';
import { formatToolProgress, formatToolResult, formatTools } from '../../../sidecar/cli/tool-lines.ts';
import type { ToolProgress, ToolRow } from '../../../sidecar/contract/tools.ts';

const row: ToolRow = {
  id: 'tool',
  name: 'Tool',
  summary: 'Does something.',
  homepage: 'https://example.com',
  licence: 'MIT',
  version: '2.0.0',
  edition: 'plain',
  state: 'absent',
  installed: null,
  previous: null,
  downloads: [{ url: 'https://example.com/t.zip', bytes: 4_500_000, sha256: '0' }],
  writes: ['Nothing.'],
  progress: null,
};
const installed = { version: '1.0.0', path: '/x/tool', bytes: 1, installedAt: 0 };

describe('the list', () => {
  it.each<[ToolRow['state'], Partial<ToolRow>, RegExp]>([
    ['absent', {}, /^tool 2\.0\.0: not installed[\s\S]*tools install tool \(4\.5 MB\)/],
    ['current', { installed, previous: '0.9.0' }, /^tool 1\.0\.0: installed[\s\S]*\/x\/tool[\s\S]*rollback tool/],
    ['outdated', { installed }, /can be updated[\s\S]*tools update tool \(to 2\.0\.0\)/],
    ['damaged', { installed }, /DAMAGED[\s\S]*puts it right/],
    ['unsupported', { downloads: [] }, /no build for this computer/],
  ])('says of a tool that is %s what to do', (state, over, expected) => {
    const text = formatTools([{ ...row, ...over, state }]);
    expect(text).toMatch(expected);
    expect(text).toContain('MIT, plain');
    expect(text).toContain('Nothing.');
  });
});

describe('progress', () => {
  const progress: ToolProgress = {
    ...{ tool: 'tool', phase: 'download', doneBytes: 1_000_000, totalBytes: 4_000_000, error: null },
    ...{ bytesPerSecond: 500_000, etaSeconds: 65.2 },
  };
  it('tells bytes, rate and rest, as far as they are known', () => {
    expect(formatToolProgress(progress)).toBe('tool: 1.0 MB of 4.0 MB (25 %), 0.5 MB/s, 1 min 6 s left');
    expect(formatToolProgress({ ...progress, bytesPerSecond: null, etaSeconds: null })).toBe(
      'tool: 1.0 MB of 4.0 MB (25 %)',
    );
    expect(formatToolProgress({ ...progress, phase: 'check' })).toBe('tool: checking 4.0 MB');
  });
});

it('results are one sentence', () => {
  const at = { id: 'tool', version: '1.0.0', path: '/x/tool' };
  for (const outcome of ['installed', 'updated', 'repaired', 'rolled-back', 'intact', 'unchanged'] as const)
    expect(formatToolResult({ ...at, outcome })).toMatch(/1\.0\.0.*\/x\/tool/);
  expect(formatToolResult({ id: 'tool', version: null, path: null, outcome: 'removed' })).toBe('tool is removed.');
  expect(formatToolResult({ id: 'tool', version: null, path: null, outcome: 'unchanged' })).toContain(
    'was not installed',
  );
});
