import { createMemo, createUniqueId, For, type JSX } from 'solid-js';
import type { History } from '../../../sidecar/contract/api.ts';
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
    <table class="plain-table" aria-label={props.history.group === 'client' ? 'By client' : 'By model'}>
      <thead>
        <tr>
          <th scope="col">{props.history.group === 'client' ? 'Client' : 'Model'}</th>
          <th scope="col" class="number hide-narrow">
            Requests
          </th>
          <th scope="col" class="number">
            {props.measure === 'usd' ? 'Spent' : 'Sent'}
          </th>
          <th scope="col" class="number">
            {props.measure === 'usd' ? 'Saved' : 'Not sent'}
          </th>
        </tr>
      </thead>
      <tbody>
        <tr>
          <th scope="row">{pick(null, 'All together')}</th>
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
