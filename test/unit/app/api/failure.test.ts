import { expect, it } from 'vitest';
import { readFailure } from '../../../../app/api/failure.ts';
import { english } from '../../../../app/texts/english/index.ts';
import { languages, speak } from '../../../../app/texts/index.ts';

const answer = (told: object): Response => Response.json(told, { status: 409 });
const told = { code: 'account.denied', message: 'It was refused.', hint: 'Ask again.' };

it('tells a failure in the words of the sidecar', async () => {
  expect(await readFailure(answer(told))).toMatchObject({
    message: 'It was refused.',
    hint: 'Ask again.',
    status: 409,
  });
});

it('words it by its code where the language has a text for it', async () => {
  const byCode = { 'account.denied': { message: 'Das wurde abgelehnt.' } };
  await speak({ ...languages[0], load: async () => ({ ...english, failures: { ...english.failures, byCode } }) });
  expect(await readFailure(answer(told))).toMatchObject({ message: 'Das wurde abgelehnt.', hint: 'Ask again.' });
  expect(await readFailure(answer({ ...told, code: 'toString' }))).toMatchObject({ message: 'It was refused.' });
  await speak(languages[0]);
});
