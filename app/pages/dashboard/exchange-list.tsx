import { createEffect, createSignal, For, type JSX, on, Show } from 'solid-js';
import type { ExchangeRow } from '../../../sidecar/contract/api.ts';
import type { Exchanges } from '../../state/create-exchanges.ts';
import type { Formats } from '../../ui/format.ts';
import { BlankLine, ExchangeLine } from './exchange-row.tsx';
import { targetRow } from './target-row.ts';

/** About as many as fill the window below the totals. */
const BLANK_LINES = Array.from({ length: 8 });

interface ListProps {
  exchanges: Exchanges;
  formats: Formats;
  now: number;
  /** The exchange that the reader comes back from: its row gets the focus. */
  returnTo: string | undefined;
}

/** The last exchanges, newest first, each a link to what was done with it. */
export function ExchangeList(props: ListProps): JSX.Element {
  const [current, setCurrent] = createSignal(0);
  let body: HTMLTableSectionElement | undefined;
  const links = (): HTMLAnchorElement[] => [...(body?.querySelectorAll<HTMLAnchorElement>('a.row-link') ?? [])];
  const focusRow = (index: number): void => {
    const all = links();
    const target = Math.max(0, Math.min(all.length - 1, index));
    setCurrent(target);
    all[target]?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const at = links().indexOf(event.target as HTMLAnchorElement);
    if (at < 0) return;
    const target = targetRow(event.key, at, links().length);
    if (target === null) return;
    event.preventDefault();
    focusRow(target);
  };
  createEffect(
    on(
      () => props.returnTo,
      (id) => {
        const at = id === undefined ? -1 : (props.exchanges.rows() ?? []).findIndex((row) => row.id === id);
        if (at >= 0) links()[at]?.focus({ preventScroll: true });
      },
    ),
  );
  const rows = (): readonly ExchangeRow[] => props.exchanges.rows() ?? [];
  return (
    <section class="list" aria-labelledby="list-title">
      <div class="list-head">
        <h2 id="list-title">Last exchanges</h2>
        <button
          type="button"
          class="button"
          hidden={props.exchanges.waiting() === 0}
          onClick={() => props.exchanges.release()}
        >
          Show {props.exchanges.waiting()} new
        </button>
      </div>
      <table
        class="exchanges"
        aria-labelledby="list-title"
        aria-busy={props.exchanges.rows() === undefined}
        onMouseEnter={() => props.exchanges.hold(true)}
        onMouseLeave={() => props.exchanges.hold(body?.contains(document.activeElement) ?? false)}
        onFocusIn={() => props.exchanges.hold(true)}
        onFocusOut={(event) => props.exchanges.hold(body?.contains(event.relatedTarget as Node | null) ?? false)}
      >
        <thead>
          <tr>
            <th scope="col" class="col-time">
              Time
            </th>
            <th scope="col" class="col-who">
              Client and model
            </th>
            <th scope="col">What happened</th>
            <th scope="col" class="number col-tokens" title="Tokens of tool results before and after">
              Tokens
            </th>
            <th scope="col" class="number col-small" title="Share of the prompt that the provider read from its cache">
              Cached
            </th>
            <th scope="col" class="number col-small" title="Time that Headroom took before the request was sent on">
              Added
            </th>
            <th scope="col" class="number col-saved">
              Saved
            </th>
          </tr>
        </thead>
        <tbody ref={body} onKeyDown={onKeyDown}>
          <Show when={props.exchanges.rows()} fallback={<For each={BLANK_LINES}>{() => <BlankLine />}</For>}>
            <For each={rows()}>
              {(row, index) => (
                <ExchangeLine
                  row={row}
                  formats={props.formats}
                  now={props.now}
                  current={index() === current()}
                  onFocus={() => setCurrent(index())}
                />
              )}
            </For>
          </Show>
        </tbody>
      </table>
      <Show when={props.exchanges.hasMore()}>
        <button
          type="button"
          class="button list-more"
          disabled={props.exchanges.loadingMore()}
          onClick={() => void props.exchanges.loadMore()}
        >
          Show earlier ones
        </button>
      </Show>
    </section>
  );
}
