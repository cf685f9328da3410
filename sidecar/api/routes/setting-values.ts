import { AppError } from '../../contract/errors.ts';
import type { SettingsInForce } from '../../contract/settings.ts';
import { answerJson } from '../errors.ts';
import { readBody } from '../read-body.ts';
import { hideCredentials } from '../read-health.ts';
import { problem } from '../schemas/health.ts';
import { settingChanges, settingsInForce } from '../schemas/setting-values.ts';
import type { ApiDeps, Route } from '../types.ts';

const MAX_BYTES = 256 * 1024;

export const settings = {
  id: 'settings',
  method: 'get',
  path: '/api/v1/settings',
  access: 'token',
  summary: 'The settings in force, without secrets; where each comes from, and which can be changed.',
  answer: settingsInForce,
  handle: async ({ deps }) => answerJson(await tellSettings(deps)),
} as const satisfies Route;

export const changeSettings = {
  id: 'changeSettings',
  method: 'patch',
  path: '/api/v1/settings',
  access: 'token',
  summary:
    'Change settings and keep them in settings.json. `effect` of each says when; a 400 says what is wrong by field.',
  body: settingChanges,
  answer: settingsInForce,
  others: { 400: problem, 503: problem },
  async handle({ deps, context }) {
    const { data, error } = settingChanges.safeParse(await readBody(context.req.raw, MAX_BYTES));
    if (data === undefined) throw explain(error);
    if (deps.preferences === undefined) {
      throw new AppError('store.denied', 'This Headroom keeps no settings.', { hint: 'Give it flags at its start.' });
    }
    await deps.preferences.change(data);
    return answerJson(await tellSettings(deps));
  },
} as const satisfies Route;

async function tellSettings({ settings: own, preferences }: ApiDeps): Promise<SettingsInForce> {
  const { proxyToken, given: _given, ...open } = own;
  return {
    ...open,
    upstreams: hideCredentials(open.upstreams),
    hasProxyToken: proxyToken !== null,
    file: preferences?.path ?? null,
    editable: preferences?.path == null ? [] : preferences.list(),
    compressors: (await preferences?.compressors()) ?? [],
  };
}

function explain({ issues }: { readonly issues: readonly { path: PropertyKey[]; message: string }[] }): AppError {
  const fields = issues.flatMap(({ path: [id], message }) =>
    id === undefined ? [] : [[String(id), message] as const],
  );
  const [first] = issues;
  return new AppError('settings.invalid', `The settings were not changed. ${first?.message ?? ''}`, {
    fields: Object.fromEntries(fields),
    hint: 'Send an object of new values by id, as GET /api/v1/settings lists them.',
  });
}
