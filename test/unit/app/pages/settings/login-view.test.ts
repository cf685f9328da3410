import { expect, it } from 'vitest';
import { describeLogin, describeWriting } from '../../../../../app/pages/settings/login-view.ts';
import type { LoginStart } from '../../../../../sidecar/contract/login-start.ts';

const file = { path: '/x', what: 'the autostart entry', text: '' };
const off: LoginStart = { state: 'off', reason: null, files: [file], commands: [] };

it('has a switch wherever it can be switched, and a fault only when something is broken', () => {
  expect(describeLogin(off)).toMatchObject({ isOn: false, fault: null });
  expect(describeLogin({ ...off, state: 'on' })).toMatchObject({ isOn: true, fault: null });
  expect(describeLogin({ ...off, state: 'broken', reason: 'It is gone.' })).toMatchObject({
    ...{ isOn: true, fault: 'It is gone.' },
  });
  expect(describeLogin({ ...off, state: 'unavailable', reason: 'A container.' })).toEqual({
    ...{ isOn: null, note: 'A container.', fault: null },
  });
});

it('says what is done before it is done, and what was', () => {
  expect(describeWriting(off)).toMatch(/^Switching it on writes this file, and keeps a record/);
  expect(describeWriting({ ...off, files: [], commands: ['reg add'] })).toMatch(
    /^Switching it on runs this command, and/,
  );
  expect(describeWriting({ ...off, state: 'on' })).toBe('Written was this file:');
});
