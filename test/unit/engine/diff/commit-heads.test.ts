import { expect, it } from 'vitest';
import { findCommitHeads, foldCommitHeads } from '../../../../sidecar/engine/diff/commit-heads.ts';

interface Told {
  readonly id: string;
  readonly who?: string;
  readonly date?: string;
  readonly merge?: string;
}

function write({ id, who = 'Ada <ada@x.example>', date = 'Sat Nov 2 10:00:00 2030 +0100', merge }: Told): string[] {
  const merged = merge === undefined ? [] : [`Merge: ${merge}`];
  return [`commit ${id.repeat(40)}`, ...merged, `Author: ${who}`, `Date:   ${date}`, '', `    Change ${id}`, ''];
}

it('names a person and a day where they change, and keeps every hash, time and message', () => {
  const lines = [
    ...write({ id: 'a', date: 'Sat Nov 2 12:00:03 2030 +0100' }),
    ...write({ id: 'b', date: 'Sat Nov 2 11:00:02 2030 +0100' }),
    ...write({ id: 'c', who: 'Bo <bo@x.example>', date: 'Sat Nov 2 10:00:01 2030 +0200', merge: 'aaa bbb' }),
    ...write({ id: 'd', who: 'Bo <bo@x.example>', date: 'Fri Nov 1 10:00:00 2030 +0200' }),
  ];
  expect(foldCommitHeads(lines)).toEqual([
    'names and days are said where they change',
    // All of the first commit, and the line of the second.
    ...lines.slice(0, 7),
    ...['Date: 11:00:02', '', '    Change b', ''],
    // Another person and another zone, and the line of the last commit, whose day is another one.
    ...lines.slice(12, 20),
    ...['Date:   Fri Nov 1 10:00:00 2030 +0200', '', '    Change d', ''],
  ]);
});

it('takes no line of a message for a head, and no text without heads', () => {
  const [first = '', ...rest] = write({ id: 'a' });
  expect(findCommitHeads([first, ...rest, '    commit it', '    Author: nobody'])).toHaveLength(1);
  expect(findCommitHeads(['commit abc', 'Author: x', 'committed'])).toEqual([]);
  expect(foldCommitHeads(['commit to nothing', ''])).toBeNull();
});

it('leaves few commits alone, heads of different kinds, and dates that are written otherwise', () => {
  expect(foldCommitHeads(['a', 'b', 'c'].flatMap((id) => write({ id })))).toBeNull();
  const bare = [`commit ${'e'.repeat(40)}`, '', '    Change e', ''];
  expect(foldCommitHeads([...['a', 'b', 'c', 'd'].flatMap((id) => write({ id })), ...bare])).toBeNull();
  const ago = ['a', 'b', 'c', 'd'].flatMap((id) => write({ id, date: '3 days ago' }));
  expect(foldCommitHeads(ago)?.filter((line) => line === 'Date:   3 days ago')).toHaveLength(4);
});

it('knows what --format=fuller names', () => {
  const lines = ['a', 'b', 'c', 'd'].flatMap((id) => [
    `commit ${id.repeat(40)}`,
    ...['Author:     Ada <ada@x.example>', 'AuthorDate: Sat Nov 2 10:00:00 2030 +0100'],
    ...['Commit:     Bo <bo@x.example>', `CommitDate: Sat Nov 2 11:00:00 2030 +0100`, '', `    Change ${id}`, ''],
  ]);
  const folded = foldCommitHeads(lines) ?? [];
  expect(folded.filter((line) => /Ada|Bo/.test(line))).toHaveLength(2);
  expect(folded.filter((line) => line === 'CommitDate: 11:00:00')).toHaveLength(3);
});
