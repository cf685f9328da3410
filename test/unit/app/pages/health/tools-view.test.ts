import { expect, it } from 'vitest';
import {
  changesOf,
  describeFacts,
  describeProgress,
  describeTool,
} from '../../../../../app/pages/health/tools-view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import type { ToolProgress, ToolRow } from '../../../../../sidecar/contract/tools.ts';

const formats = createFormats('en-GB');
const row: ToolRow = {
  ...{ id: 'rtk', name: 'rtk', summary: '', homepage: '', licence: 'Apache-2.0', version: '2.0.0', edition: 'default' },
  ...{ state: 'absent', installed: null, previous: null, writes: [], progress: null },
  downloads: [{ url: 'https://example.com/a', bytes: 3_000_000, sha256: '0' }],
};
const installed = { version: '1.0.0', path: '/p', bytes: 1, installedAt: 1 };
const words = (over: Partial<ToolRow>): string[] => changesOf({ ...row, ...over }).map(({ word }) => word);

it('offers what is meant first, and nothing where nothing can be done', () => {
  expect(words({})).toEqual(['Install']);
  expect(words({ state: 'current', installed })).toEqual(['Remove']);
  expect(words({ state: 'outdated', installed, previous: '0.9.0' })).toEqual([
    'Update to 2.0.0',
    'Back to 0.9.0',
    'Remove',
  ]);
  expect(words({ state: 'damaged', installed })).toEqual(['Install again', 'Remove']);
  expect(words({ state: 'unsupported' })).toEqual([]);
});

it('tells how it stands and what it would cost', () => {
  expect(describeTool({ ...row, state: 'current', installed })).toBe('Installed 1.0.0');
  expect(describeTool(row)).toBe('Not installed');
  expect(describeFacts(row, formats)).toBe('Version 2.0.0, default · Apache-2.0 · 3 MB to download');
  expect(describeFacts({ ...row, downloads: [] }, formats)).toBe('Version 2.0.0, default · Apache-2.0');
});

it('tells bytes, rate and time left, as far as they are known', () => {
  const progress: ToolProgress = {
    tool: 'rtk',
    phase: 'download',
    ...{ doneBytes: 1_000_000, totalBytes: 3_000_000, error: null },
    ...{ bytesPerSecond: 500_000, etaSeconds: 20 },
  };
  expect(describeProgress(progress, formats)).toMatch(/^1 MB of 3 MB · 500 kB per second · 20/);
  expect(describeProgress({ ...progress, bytesPerSecond: null, etaSeconds: null }, formats)).toBe('1 MB of 3 MB');
  expect(describeProgress({ ...progress, phase: 'check' }, formats)).toBe('Checking what came …');
});
