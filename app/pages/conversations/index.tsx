import { For, type JSX, Show } from 'solid-js';
import type { ConversationRow } from '../../../sidecar/contract/api.ts';
import { createConversationList } from '../../state/create-conversations.ts';
import { createNow } from '../../state/create-now.ts';
import { conversationHref } from '../../state/create-route.ts';
import { countBreaks } from '../../state/describe-break.ts';
import { clientName, isLoss } from '../../state/describe-exchange.ts';
import type { Session } from '../../state/session.ts';
import { texts } from '../../texts/index.ts';
import { Blank } from '../../ui/blank.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import type { Formats } from '../../ui/format.ts';
import { targetRow } from '../../ui/target-row.ts';

const BLANK_LINES = Array.from({ length: 8 });

/** Conversations, the most recently used first, with their bill and what broke their cache. */
export function ConversationsPage(props: { session: Session }): JSX.Element {
  const { formats } = props.session;
  const now = createNow();
  const list = createConversationList(props.session);
  const title = (): string => {
    const rows = list.rows();
    if (rows === undefined) return '\u00a0';
    return rows.length === 0 ? texts().conversations.nothingYet : texts().conversations.about;
  };
  return (
    <div class="page">
      <div class="headline">
        <h1 tabindex="-1">{texts().conversations.title}</h1>
        <p class="headline-detail">{title()}</p>
      </div>
      <FailureNotice failure={list.failure()} again={() => void list.reload()} />
      <Show when={list.rows()?.length !== 0 && !(list.failure() && list.rows() === undefined)}>
        <Table rows={list.rows()} formats={formats} now={now()} />
      </Show>
      <Show when={list.hasMore()}>
        <button type="button" class="button" disabled={list.isLoading()} onClick={() => void list.loadMore()}>
          {texts().conversations.showEarlier}
        </button>
      </Show>
    </div>
  );
}

interface TableProps {
  rows: readonly ConversationRow[] | undefined;
  formats: Formats;
  now: number;
}

function Table(props: TableProps): JSX.Element {
  let body: HTMLTableSectionElement | undefined;
  const onKeyDown = (event: KeyboardEvent): void => {
    const links = [...(body?.querySelectorAll<HTMLAnchorElement>('a.row-link') ?? [])];
    const at = links.indexOf(document.activeElement as HTMLAnchorElement);
    const target = at < 0 ? null : targetRow(event.key, at, links.length);
    if (target === null) return;
    event.preventDefault();
    links[target]?.focus();
  };
  return (
    <table
      class="exchanges"
      aria-label={texts().conversations.title}
      aria-busy={props.rows === undefined}
      onKeyDown={onKeyDown}
    >
      <thead>
        <tr>
          <th scope="col" class="col-last">
            {texts().conversations.lastUsed}
          </th>
          <th scope="col">{texts().conversations.who}</th>
          <th scope="col" class="number col-turns">
            {texts().conversations.turns}
          </th>
          <th scope="col" class="col-breaks">
            {texts().conversations.cacheBroken}
          </th>
          <th scope="col" class="number col-spent">
            {texts().words.spent}
          </th>
          <th scope="col" class="number col-saved">
            {texts().words.saved}
          </th>
        </tr>
      </thead>
      <tbody ref={body}>
        <Show when={props.rows} fallback={<For each={BLANK_LINES}>{() => <BlankLine />}</For>}>
          {(rows) => <For each={rows()}>{(row) => <Line row={row} formats={props.formats} now={props.now} />}</For>}
        </Show>
      </tbody>
    </table>
  );
}

function Line(props: { row: ConversationRow; formats: Formats; now: number }): JSX.Element {
  const { row, formats } = props;
  const { actualUsd, savedUsd } = row.bill;
  const what = `${row.model}${row.project === '' ? '' : ` · ${row.project}`}`;
  const tone = isLoss(row.bill) ? 'loss' : savedUsd !== null && savedUsd > 0.00005 ? 'kept' : 'plain';
  return (
    <tr class="exchange">
      <td class="col-last">
        <a class="row-link" href={conversationHref(row.conversation)}>
          <time datetime={new Date(row.lastAt).toISOString()}>{formats.ago(row.lastAt, props.now, 'short')}</time>
        </a>
      </td>
      <td>
        <span class="clip who-client" title={clientName(row.client)}>
          {clientName(row.client)}
        </span>
        <span class="quiet clip who-model" title={what}>
          {what}
        </span>
      </td>
      <td class="number col-turns">{formats.count(row.turns)}</td>
      <td class="col-breaks">
        <span class="what-text small">{countBreaks(row.breaks, formats.count) || '–'}</span>
      </td>
      <td class="number col-spent">{actualUsd === null ? '–' : formats.usd(actualUsd)}</td>
      <td class="number col-saved money" data-tone={tone}>
        {savedUsd === null ? '–' : formats.usd(savedUsd)}
      </td>
    </tr>
  );
}

function BlankLine(): JSX.Element {
  return (
    <tr class="exchange">
      <td class="col-last">
        <Blank characters={9} />
      </td>
      <td>
        <span class="who-client">
          <Blank characters={10} />
        </span>
        <span class="who-model">
          <Blank characters={16} />
        </span>
      </td>
      <td class="number col-turns">
        <Blank characters={3} />
      </td>
      <td class="col-breaks">
        <Blank characters={8} />
      </td>
      <td class="number col-spent">
        <Blank characters={5} />
      </td>
      <td class="number col-saved">
        <Blank characters={5} />
      </td>
    </tr>
  );
}
