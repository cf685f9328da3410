import type { Summary } from '../../../sidecar/contract/api.ts';
import type { ClientResult, ClientRow } from '../../../sidecar/contract/clients.ts';
import { isLoss } from '../../state/describe-exchange.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';

/** The first line of the page. @param here those that are on this computer */
export function makeClientsTitle(here: readonly ClientRow[]): string {
  const said = texts().clients.title;
  if (here.length === 0) return said.none;
  const through = here.filter((row) => row.state === 'connected').length;
  const conflicts = here.filter((row) => row.state === 'conflict').length;
  if (conflicts > 0) return said.conflicts(conflicts);
  const paused = here.filter((row) => row.state === 'paused').length;
  if (paused > 0 && through === 0) return said.paused(paused);
  if (through === 0) return said.noneThrough;
  return through === here.length ? said.allThrough(through) : said.someThrough(through, here.length);
}

/** What a client saved so far, in words; '' when it was never seen. */
export function describeSaving(row: Pick<ClientRow, 'id'>, summary: Summary | undefined, formats: Formats): string {
  const sums = summary?.byClient.find((each) => each.client === row.id);
  if (!sums || sums.requests === 0) return '';
  const { noPrice, costMore, saved } = texts().clients;
  const { savedUsd } = sums.bill;
  if (savedUsd === null) return noPrice(sums.requests, formats);
  if (isLoss(sums.bill)) return costMore(formats.usd(-savedUsd), sums.requests, formats);
  return saved(formats.usd(savedUsd), sums.requests, formats);
}

/** What can be done with a client in its state; the first is the one that is meant. */
export function actionsOf(
  row: ClientRow,
): readonly { readonly change: 'connect' | 'disconnect'; readonly word: string }[] {
  const said = texts().clients.actions;
  switch (row.state) {
    case 'connected':
      return [{ change: 'disconnect', word: said.disconnect }];
    case 'conflict':
      return [
        { change: 'connect', word: said.connectAgain },
        { change: 'disconnect', word: said.leaveAlone },
      ];
    case 'paused':
      return [
        { change: 'connect', word: said.resume },
        { change: 'disconnect', word: said.disconnect },
      ];
    default:
      return [{ change: 'connect', word: row.how === 'steps' ? said.howToConnect : said.connect }];
  }
}

/** What a rehearsal says when it would write nothing. */
export function describeNothing(results: readonly ClientResult[]): string {
  const failed = results.find((result) => result.error !== null)?.error;
  if (failed) return failed.message;
  return texts().clients.nothingOfOurs;
}
