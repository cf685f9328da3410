import { AppError } from '../../contract/errors.ts';
import type { Check, Finding } from './types.ts';

export const hooks = {
  id: 'hooks',
  async find(situation) {
    try {
      const rows = (await (await situation.hooks()).list()).filter(({ how }) => how === 'files');
      const isAnswered = (await situation.neighbour()).kind === 'headroom';
      return rows.flatMap(({ id, name, state, findings }): Finding[] => {
        const finding = { check: 'hooks' } as const;
        const again = `Run \`headroom hooks install ${id}\`, or take it out with \`headroom hooks uninstall ${id}\`.`;
        const remarks = findings
          .filter(({ level }) => level !== 'ok')
          .map(
            ({ message }) => ({ ...finding, level: 'warning', message: `${name}: ${message}`, hint: again }) as const,
          );
        if (state !== 'connected') return remarks;
        if (isAnswered) return [{ ...finding, level: 'ok', message: `${name} leads here.` }, ...remarks];
        const message = `${name} leads to a Headroom that does not run; its outputs stay as they are.`;
        const hint = 'Start it with `headroom start`, or take the hook out for now with `headroom pause`.';
        return [{ ...finding, level: 'warning', message, hint }, ...remarks];
      });
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      return [{ check: 'hooks', level: 'broken', message: error.message, hint: error.hint ?? 'Try again.' }];
    }
  },
} satisfies Check;
