import { expect, it } from 'vitest';
import {
  describeDemo,
  groupPlans,
  hasCome,
  listFiles,
  nextSteps,
  preselect,
  readStep,
} from '../../../../../app/pages/welcome/view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import { makeClientsDoor } from '../../../../ui/fixture-clients.ts';

it('is entered again where it was left', () => {
  expect(readStep('try')).toBe('try');
  expect(readStep('elsewhere')).toBe('what');
  expect(readStep(null)).toBe('what');
});

it('preselects what is here and goes its own way, and names every file once', async () => {
  const door = makeClientsDoor();
  const ids = preselect(await door.list());
  expect(ids).toEqual(['claude-code']);
  const plans = await Promise.all(['claude-code', 'codex'].map((id) => door.plan(id)));
  expect(listFiles(plans)).toEqual(['~/.claude/settings.json']);
});

it('lists what would be written if all were picked, and nothing where nothing would', async () => {
  const door = makeClientsDoor();
  const rows = await door.list();
  const plans = await Promise.all(preselect(rows).map((id) => door.plan(id)));
  const [group, ...others] = groupPlans(rows, plans);
  expect(others).toEqual([]);
  expect(group?.lines).toEqual([
    { what: 'Claude Code: the address to which it sends.', paths: ['~/.claude/settings.json'], size: '' },
  ]);
  expect(groupPlans(rows, [])).toEqual([]);
});

it('tells the demo as it went, also when it cost more', () => {
  const formats = createFormats('en-GB');
  const turn = { number: 1, carried: '', bytesBefore: 0, bytesAfter: 0, directUsd: 1, oursUsd: 1 };
  const report = { turns: [turn, turn], directUsd: 2, oursUsd: 1, sameAnswers: 2 };
  expect(describeDemo(report, formats)).toBe(
    '$2.00 direct, $1.00 through Headroom: 50% saved, and all 2 answers were the same.',
  );
  expect(describeDemo({ ...report, oursUsd: 3, sameAnswers: 1 }, formats)).toBe(
    'It cost $1.00 more than direct; 1 of 2 answers were the same.',
  );
});

it('says what to do about agents that could not be connected, each hint once', async () => {
  const [result] = await makeClientsDoor().connect('claude-code', { dryRun: true });
  if (result === undefined) throw new Error('the fixture connects it');
  const failed = { ...result, error: { code: 'client.config-changed', message: 'Changed.', hint: 'Look again.' } };
  expect(nextSteps([failed, failed])).toEqual([
    'Look again.',
    'Those that are still picked can be tried again, or left out.',
  ]);
});

it('takes only requests since the step was entered for its proof', () => {
  expect([null, 9, 10].map((lastSeenAt) => hasCome({ lastSeenAt }, 10))).toEqual([false, false, true]);
});
