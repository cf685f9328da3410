import type { Summary } from '../../../sidecar/contract/api.ts';
import type { ClientResult, ClientRow } from '../../../sidecar/contract/clients.ts';
import { isLoss } from '../../state/describe-exchange.ts';
import type { Formats } from '../../ui/format.ts';

/** The first line of the page. @param here those that are on this computer */
export function makeClientsTitle(here: readonly ClientRow[]): string {
  if (here.length === 0) return 'No agent was found';
  const through = here.filter((row) => row.state === 'connected').length;
  const conflicts = here.filter((row) => row.state === 'conflict').length;
  if (conflicts > 0) return conflicts === 1 ? 'One agent needs a decision' : `${conflicts} agents need a decision`;
  const paused = here.filter((row) => row.state === 'paused').length;
  if (paused > 0 && through === 0) return paused === 1 ? 'One agent is paused' : `${paused} agents are paused`;
  if (through === 0) return 'No agent goes through Headroom';
  const whole = here.length === 1 ? 'The one agent here goes' : `All ${here.length} agents go`;
  return through === here.length
    ? `${whole} through Headroom`
    : `${through} of ${here.length} agents go through Headroom`;
}

/** What a client saved so far, in words; '' when it was never seen. */
export function describeSaving(row: Pick<ClientRow, 'id'>, summary: Summary | undefined, formats: Formats): string {
  const sums = summary?.byClient.find((each) => each.client === row.id);
  if (!sums || sums.requests === 0) return '';
  const requests = `${formats.count(sums.requests)} ${sums.requests === 1 ? 'request' : 'requests'}`;
  const { savedUsd } = sums.bill;
  if (savedUsd === null) return `${requests}, no price is known`;
  if (isLoss(sums.bill)) return `cost ${formats.usd(-savedUsd)} more than direct over ${requests}`;
  return `saved ${formats.usd(savedUsd)} over ${requests}`;
}

/** What can be done with a client in its state; the first is the one that is meant. */
export function actionsOf(
  row: ClientRow,
): readonly { readonly change: 'connect' | 'disconnect'; readonly word: string }[] {
  switch (row.state) {
    case 'connected':
      return [{ change: 'disconnect', word: 'Disconnect …' }];
    case 'conflict':
      return [
        { change: 'connect', word: 'Connect again …' },
        { change: 'disconnect', word: 'Leave it alone …' },
      ];
    case 'paused':
      return [
        { change: 'connect', word: 'Resume …' },
        { change: 'disconnect', word: 'Disconnect …' },
      ];
    default:
      return [{ change: 'connect', word: row.how === 'steps' ? 'How to connect …' : 'Connect …' }];
  }
}

/** What a rehearsal says when it would write nothing. */
export function describeNothing(results: readonly ClientResult[]): string {
  const failed = results.find((result) => result.error !== null)?.error;
  if (failed) return failed.message;
  return 'Nothing of ours stands in its files, so nothing has to be taken out.';
}
