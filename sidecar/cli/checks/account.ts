import { AppError } from '../../contract/errors.ts';
import type { Check } from './types.ts';

/** Only for whoever has configured an account service; as long as nobody is signed in there, nothing is asked. */
export const account = {
  id: 'account',
  async find(situation) {
    const door = await situation.account();
    if (door === null) return [];
    const { state, url } = await door.read();
    if (state !== 'signed-in')
      return [
        { check: 'account', level: 'ok', message: `Nobody is signed in at ${url}; everything works without it.` },
      ];
    try {
      await door.verify();
      return [
        { check: 'account', level: 'ok', message: `Signed in at ${url}; it answers, and the token can be read.` },
      ];
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      const hint = error.hint ?? 'headroom account sign-in signs in anew.';
      return [{ check: 'account', level: 'warning', message: error.message, hint }];
    }
  },
} satisfies Check;
