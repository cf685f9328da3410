import { expect, it } from 'vitest';
import { groupChanges } from '../../../../app/state/group-changes.ts';
import { createFormats } from '../../../../app/ui/format.ts';
import type { Change } from '../../../../sidecar/contract/changes.ts';

const change = (kind: Change['kind'], more: Partial<Change> = {}): Change => ({
  ...{ kind, what: `a ${kind}`, paths: [], exists: true, bytes: null },
  ...more,
});

it('lists what is there in the order in which it is taken back, with sizes', () => {
  const changes = [
    change('data', { bytes: 2_000_000 }),
    change('process'),
    change('hook'),
    change('client'),
    change('service', { exists: false }),
  ];
  const groups = groupChanges(changes, createFormats('en-GB'));
  expect(groups.map(({ title }) => title)).toEqual(['Settings of your agents', 'What runs', 'Files of Headroom']);
  expect(groups[0]?.lines.map(({ what }) => what)).toEqual(['a hook', 'a client']);
  expect(groups[2]?.lines[0]?.size).toBe('2 MB');
  expect(groupChanges([], createFormats('en-GB'))).toEqual([]);
});
