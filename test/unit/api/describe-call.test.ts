import { expect, it } from 'vitest';
import { describeCall } from '../../../sidecar/api/describe-call.ts';

const post = { method: 'post', path: '/api/v1/tools/:id/install', access: 'token' } as const;

it('tells what was changed, refused or failed, and nothing about who only looks', () => {
  expect(describeCall(post, 202)).toEqual({
    ...{ level: 'info', source: 'api', text: 'POST /api/v1/tools/:id/install was answered with 202' },
  });
  expect(describeCall(post, 409)?.level).toBe('warning');
  expect(describeCall(post, 500)?.level).toBe('error');
  expect(describeCall({ ...post, method: 'get' }, 404)).toBeNull();
  expect(describeCall({ ...post, method: 'get' }, 503)?.level).toBe('error');
  expect(describeCall({ ...post, access: 'loopback' }, 500)).toBeNull();
});
