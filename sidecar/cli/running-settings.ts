import { AppError } from '../contract/errors.ts';
import type { SettingChanges, SettingRow, Settings, SettingsInForce } from '../contract/settings.ts';
import type { Answer } from './ask.ts';
import { askOwnHeadroom } from './ask-own.ts';

const PATH = '/api/v1/settings';

/** The settings of the Headroom that runs with this home; null when none does. @throws AppError as below */
export async function askRunningSettings(own: Settings): Promise<readonly SettingRow[] | null> {
  return readAnswer(await askOwnHeadroom(own, { path: PATH }));
}

/**
 * Has the Headroom that runs with this home change its settings.
 * @returns all of them afterwards; null when none runs.
 * @throws AppError settings.invalid as it was answered, store.denied when it gave no answer that can be read.
 */
export async function changeRunningSettings(
  own: Settings,
  changes: SettingChanges,
): Promise<readonly SettingRow[] | null> {
  return readAnswer(await askOwnHeadroom(own, { path: PATH, json: JSON.stringify(changes), method: 'PATCH' }));
}

function readAnswer(answer: Answer | null): readonly SettingRow[] | null {
  if (answer === null) return null;
  const body = parse(answer.body);
  if (answer.status === 200 && body.editable !== undefined) return body.editable;
  throw new AppError(
    answer.status === 400 ? 'settings.invalid' : 'store.denied',
    body.message ?? `The Headroom that runs answered with status ${answer.status}.`,
    { hint: body.hint ?? 'headroom settings lists every setting with its value.' },
  );
}

type Told = Partial<Pick<SettingsInForce, 'editable'>> & { readonly message?: string; readonly hint?: string | null };

function parse(body: string): Omit<Told, 'hint'> & { readonly hint?: string } {
  try {
    const { hint, ...told } = JSON.parse(body) as Told;
    return { ...told, ...(typeof hint === 'string' && { hint }) };
  } catch {
    return {}; // an older Headroom, or a part of an answer: its status is told
  }
}
