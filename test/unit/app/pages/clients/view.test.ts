import { describe, expect, it } from 'vitest';
import { actionsOf, describeNothing, describeSaving, makeClientsTitle } from '../../../../../app/pages/clients/view.ts';
import { createFormats } from '../../../../../app/ui/format.ts';
import type { ClientRow, ClientState } from '../../../../../sidecar/contract/clients.ts';
import { makeRow, summarise } from '../../../../ui/fixture-rows.ts';

const formats = createFormats('en-GB');
const row = (state: ClientState, id = 'codex'): ClientRow => ({
  ...{ id, name: id, state, how: 'files', installed: true, version: null, program: null, lastSeenAt: null },
  findings: [],
});

it.each<[readonly ClientState[], string]>([
  [[], 'No agent was found'],
  [['disconnected'], 'No agent goes through Headroom'],
  [['connected', 'disconnected'], '1 of 2 agents go through Headroom'],
  [['connected', 'connected'], 'All 2 agents go through Headroom'],
  [['connected'], 'The one agent here goes through Headroom'],
  [['paused'], 'One agent is paused'],
  [['conflict', 'connected'], 'One agent needs a decision'],
])('%j: %s', (states, title) => {
  expect(makeClientsTitle(states.map((state) => row(state)))).toBe(title);
});

describe('a saving', () => {
  const sums = summarise([makeRow(1, 10)], 0, 20);
  const withBill = (savedUsd: number | null) => ({
    ...sums,
    byClient: [{ client: 'codex', requests: 1, bill: { ...sums.bill, savedUsd, errorUsd: 0 } }],
  });

  it('is told as it is', () => {
    expect(describeSaving(row('connected'), withBill(1.5), formats)).toBe('saved $1.50 over 1 request');
    expect(describeSaving(row('connected'), withBill(-1.5), formats)).toBe(
      'cost $1.50 more than direct over 1 request',
    );
    expect(describeSaving(row('connected'), withBill(null), formats)).toBe('1 request, no price is known');
    expect(describeSaving(row('connected', 'zed'), sums, formats)).toBe('');
    expect(describeSaving(row('connected'), undefined, formats)).toBe('');
  });
});

it('offers what makes sense in each state', () => {
  expect(actionsOf(row('connected')).map((action) => action.change)).toEqual(['disconnect']);
  expect(actionsOf(row('conflict')).map((action) => action.change)).toEqual(['connect', 'disconnect']);
  expect(actionsOf({ ...row('disconnected'), how: 'steps' })[0]?.word).toBe('How to connect …');
  expect(describeNothing([])).toContain('Nothing of ours');
});
