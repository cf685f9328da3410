import { expect, it } from 'vitest';
import { describeDeletion, describeImport, makeDataLines } from '../../../../../app/pages/settings/data-view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';

const formats = createFormats('en-GB');
const sizes = {
  ...{ exchanges: 1200, conversations: 3, oldestAt: 1, ledgerBytes: 5_000_000, originals: 4 },
  ...{ originalsBytes: 2_000_000, indexBytes: 600_000, memoBytes: 400_000, logBytes: 0, studies: 1, studyBytes: 2 },
};

it('has the same lines before anything is known', () => {
  const known = makeDataLines(sizes, formats);
  const unknown = makeDataLines(undefined, formats);
  expect(unknown.map(({ name }) => name)).toEqual(known.map(({ name }) => name));
  expect(unknown.map(({ value }) => value)).toEqual(['–', '–', '–', '–', '–']);
  expect(known[0]).toMatchObject({ value: '5 MB', note: '1,200 exchanges in 3 conversations.' });
  expect(known[2]?.value).toBe('1 MB');
});

it('tells what went, what stayed and what came', () => {
  const deletion = {
    exchanges: 2,
    conversations: 1,
    originals: 0,
    originalsBytes: 0,
    studies: 1,
    kept: ['Sums stay.'],
  };
  expect(describeDeletion(deletion, 'deleted', formats)).toMatch(
    /^Deleted 2 exchanges of 1 conversation, 0 originals \(.+\) and 1 report\. Sums stay\.$/,
  );
  expect(describeImport({ exchanges: 2, known: 1, originals: 0 }, formats)).toContain('1 exchange was here already');
});
