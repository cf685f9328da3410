import { expect, it } from 'vitest';
import { describeClientState, describeResult, sortClients } from '../../../../app/state/describe-client.ts';
import { makeClientsDoor } from '../../../ui/fixture-clients.ts';

it('puts what needs a decision first and what is not here last', async () => {
  const rows = sortClients(await makeClientsDoor().list());
  expect(rows.map((row) => row.state)).toEqual(['conflict', 'connected', 'disconnected', 'not-installed']);
  expect(describeClientState(rows[1]!)).toEqual({
    word: 'Connected',
    tone: 'fine',
    sentence: 'Codex goes through Headroom.',
  });
});

it('tells how a change went, and why it failed', async () => {
  const [result] = await makeClientsDoor().connect('codex');
  expect(describeResult(result!)).toBe('Codex is connected.');
  const error = { code: 'client.denied', message: 'The file is read-only.', hint: null };
  expect(describeResult({ ...result!, outcome: 'failed', error })).toBe(
    'Codex could not be changed; its files are as they were: The file is read-only.',
  );
});
