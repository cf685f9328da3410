import { createEffect, createSignal, createUniqueId, For, type JSX, on, onCleanup, Show } from 'solid-js';
import type { ExchangeFilter } from '../../../sidecar/contract/api.ts';
import { clientName } from '../../state/describe-exchange.ts';
import { type Texts, texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';
import { nameOptions } from '../../ui/options.ts';
import { describeSpan, isFiltered, outcomes } from './view.ts';

/** A pause in typing after which is searched. Milliseconds. */
const TYPING_MS = 200;

interface FiltersProps {
  filter: ExchangeFilter;
  clients: readonly string[];
  models: readonly string[];
  formats: Formats;
  onFilter: (filter: ExchangeFilter) => void;
}

/** What the list is narrowed down to; the sidecar does the searching. */
export function Filters(props: FiltersProps): JSX.Element {
  const said = (): Texts['activity']['filters'] => texts().activity.filters;
  const [typed, setTyped] = createSignal(props.filter.text ?? '');
  const searchId = createUniqueId();
  let typing: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(typing));
  createEffect(
    on(
      () => props.filter.text,
      (text) => setTyped(text ?? ''),
      { defer: true },
    ),
  );
  const change = (part: { [name in keyof ExchangeFilter]?: ExchangeFilter[name] | undefined }): void => {
    const entries = Object.entries({ ...props.filter, ...part }).filter(([, value]) => value !== undefined);
    props.onFilter(Object.fromEntries(entries) as ExchangeFilter);
  };
  const onType = (text: string): void => {
    setTyped(text);
    clearTimeout(typing);
    typing = setTimeout(() => change({ text: text.trim() || undefined }), TYPING_MS);
  };
  return (
    <search>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <label class="only-spoken" for={searchId}>
          {said().search}
        </label>
        <input
          id={searchId}
          class="field filters-text"
          type="search"
          placeholder={said().placeholder}
          value={typed()}
          onInput={(event) => onType(event.currentTarget.value)}
        />
        <Pick
          label={said().outcome}
          all={said().anyOutcome}
          value={props.filter.outcome}
          options={nameOptions(outcomes, texts().activity.outcomes)}
          onPick={(value) => change({ outcome: value as ExchangeFilter['outcome'] })}
        />
        <Pick
          label={texts().words.client}
          all={said().allClients}
          value={props.filter.client}
          options={props.clients.map((value) => ({ value, word: clientName(value) }))}
          onPick={(client) => change({ client })}
        />
        <Pick
          label={texts().words.model}
          all={said().allModels}
          value={props.filter.model}
          options={props.models.map((value) => ({ value, word: value || texts().words.unnamedModel }))}
          onPick={(model) => change({ model })}
        />
        <Show when={props.filter.sinceMs !== undefined || props.filter.untilMs !== undefined}>
          <button
            type="button"
            class="button"
            aria-label={said().allTimes(describeSpan(props.filter, props.formats))}
            onClick={() => change({ sinceMs: undefined, untilMs: undefined })}
          >
            {describeSpan(props.filter, props.formats)}&nbsp;×
          </button>
        </Show>
        <Show when={props.filter.conversation !== undefined}>
          <button
            type="button"
            class="button"
            aria-label={said().allConversations}
            onClick={() => change({ conversation: undefined })}
          >
            {said().oneConversation}&nbsp;×
          </button>
        </Show>
        <Show when={isFiltered(props.filter)}>
          <button type="button" class="button" onClick={() => props.onFilter({})}>
            {said().showAll}
          </button>
        </Show>
      </form>
    </search>
  );
}

/** A list of choices with "all" at its top; '' is a name, so places count rather than values. */
function Pick(props: {
  label: string;
  all: string;
  value: string | undefined;
  options: readonly { readonly value: string; readonly word: string }[];
  onPick: (value: string | undefined) => void;
}): JSX.Element {
  const options = () => {
    const { value } = props;
    const isListed = value === undefined || props.options.some((option) => option.value === value);
    return isListed ? props.options : [...props.options, { value, word: value }];
  };
  return (
    <select
      class="field"
      aria-label={props.label}
      onChange={(event) => props.onPick(options()[Number(event.currentTarget.value)]?.value)}
    >
      <option value="-1" selected={props.value === undefined}>
        {props.all}
      </option>
      <For each={options()}>
        {(option, at) => (
          <option value={at()} selected={option.value === props.value}>
            {option.word}
          </option>
        )}
      </For>
    </select>
  );
}
