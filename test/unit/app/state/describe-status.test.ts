import { describe, expect, it } from 'vitest';
import { describeStatus } from '../../../../app/state/describe-status.ts';
import type { Health } from '../../../../sidecar/contract/api.ts';

const health: Health = {
  status: 'ok',
  version: '1',
  pid: 1,
  uptimeSeconds: 1,
  upstreams: {},
  mode: 'cache',
  optimise: true,
  checks: [{ id: 'port', ok: true, message: 'fine' }],
  inFlight: 0,
  rssBytes: 1,
};
const broken = [{ id: 'disk', ok: false, message: 'The disk is full.' }];

describe('the status', () => {
  it.each([
    ['starting', undefined, 'starting'],
    ['open', undefined, 'starting'],
    ['open', health, 'running'],
    ['offline', health, 'offline'],
    ['unauthorised', health, 'unauthorised'],
    ['open', { ...health, status: 'degraded' }, 'degraded'],
    ['open', { ...health, status: 'bypassed', optimise: false }, 'bypassed'],
    ['open', { ...health, status: 'bypassed' }, 'bypassed'],
  ] as const)('with the stream %s and %j is %s', (stream, known, state) => {
    expect(describeStatus(stream, known).state).toBe(state);
  });

  it('tells what failed, also while everything passes through by wish', () => {
    expect(describeStatus('open', { ...health, status: 'degraded', checks: broken }).lines).toEqual([
      'The disk is full.',
    ]);
    expect(describeStatus('open', { ...health, optimise: false, checks: broken })).toMatchObject({
      state: 'bypassed',
      lines: ['The disk is full.'],
    });
  });
});
