import { createMemo, createUniqueId, For, type JSX } from 'solid-js';
import type { History } from '../../../sidecar/contract/api.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';
import { type Measure, makeGroupLines } from './history-view.ts';

/** Clients or models of the span that is shown; choosing one shows it alone. */
export function GroupTable(props: {
  history: History;
  measure: Measure;
  only: string | null;
  onOnly: (name: string | null) => void;
  formats: Formats;
}): JSX.Element {
  const { formats } = props;
  const byClient = (): boolean => props.history.group === 'client';
  const group = createUniqueId();
  const lines = createMemo(() => makeGroupLines(props.history, props.measure));
  const write = (value: number | null): string => {
    if (value === null) return '–';
    return props.measure === 'usd' ? formats.usd(value) : formats.compact(value);
  };
  const kept = (spent: number | null, would: number | null): number | null =>
    spent === null || would === null ? null : would - spent;
  const pick = (name: string | null, title: string): JSX.Element => (
    <label class="group-pick">
      <input type="radio" name={group} checked={props.only === name} onChange={() => props.onOnly(name)} />
      <span class="clip" title={title}>
        {title}
      </span>
    </label>
  );
  return (
    <table class="plain-table" aria-label={texts().home.history.groups[byClient() ? 'client' : 'model']}>
      <thead>
        <tr>
          <th scope="col">{byClient() ? texts().words.client : texts().words.model}</th>
          <th scope="col" class="number hide-narrow">
            {texts().words.requests}
          </th>
          <th scope="col" class="number">
            {props.measure === 'usd' ? texts().words.spent : texts().words.sent}
          </th>
          <th scope="col" class="number">
            {props.measure === 'usd' ? texts().words.saved : texts().words.notSent}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{pick(null, texts().home.history.allTogether)}</th>
          <td class="number hide-narrow" />
          <td class="number" />
          <td class="number" />
        </tr>
        <For each={lines()}>
          {(line) => (
            <tr>
              <th scope="row">{pick(line.name, line.title)}</th>
              <td class="number hide-narrow">{formats.count(line.requests)}</td>
              <td class="number">{write(line.spent)}</td>
              <td class="number money" data-tone={(kept(line.spent, line.would) ?? 0) < 0 ? 'loss' : 'kept'}>
                {write(kept(line.spent, line.would))}
              </td>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  );
}
