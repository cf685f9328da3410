import { createMemo, createSignal, For, type JSX, Match, Show, Switch } from 'solid-js';
import type { ExchangeSegment } from '../../../sidecar/contract/exchange.ts';
import { createSegmentTexts, type SegmentTexts } from '../../state/create-details.ts';
import type { Loaded } from '../../state/create-loaded.ts';
import { describeSegment } from '../../state/describe-exchange.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';
import { TextPane } from '../../ui/text-pane.tsx';

interface ListProps {
  segments: readonly ExchangeSegment[];
  exchangeId: string;
  session: Session;
  formats: Formats;
}

/** The tool results of the request: new ones first to be seen, those sent before behind one button. */
export function SegmentList(props: ListProps): JSX.Element {
  const [withOld, setWithOld] = createSignal(false);
  const old = createMemo(() => props.segments.filter((segment) => !segment.isNew));
  const shown = createMemo(() => (withOld() ? props.segments : props.segments.filter((segment) => segment.isNew)));
  return (
    <section aria-labelledby="segments-title" class="section">
      <div class="section-head">
        <h2 id="segments-title">{texts().exchange.results.title}</h2>
        <Show when={old().length > 0}>
          <button type="button" class="button" aria-pressed={withOld()} onClick={() => setWithOld(!withOld())}>
            {withOld()
              ? texts().exchange.results.hideOld(old().length)
              : texts().exchange.results.showOld(old().length)}
          </button>
        </Show>
      </div>
      <Show when={shown().length === 0}>
        <p class="quiet">{texts().exchange.results.noneNew}</p>
      </Show>
      <ul class="segments">
        <For each={shown()}>{(segment) => <Segment segment={segment} {...props} />}</For>
      </ul>
    </section>
  );
}

function Segment(props: ListProps & { segment: ExchangeSegment }): JSX.Element {
  const { segment, formats } = props;
  const [open, setOpen] = createSignal(false);
  const both = createSegmentTexts(props.session, props.exchangeId, segment);
  const toggle = (): void => {
    setOpen(!open());
    if (open() && both.value() === undefined) void both.reload();
  };
  const said = (): Texts['exchange']['results'] => texts().exchange.results;
  const isShorter = segment.tokensBefore !== segment.tokensAfter;
  return (
    <li class="card segment">
      <button type="button" class="segment-head" aria-expanded={open()} onClick={toggle}>
        <span class="segment-name">
          <span class="segment-tool">{segment.tool || texts().exchange.results.tool}</span>{' '}
          <code class="clip">{segment.command || segment.path}</code>
        </span>
        <span class="segment-tokens">
          {isShorter
            ? said().tokensChanged(formats.count(segment.tokensBefore), formats.count(segment.tokensAfter))
            : said().tokens(formats.count(segment.tokensBefore))}
        </span>
        <span class="segment-how quiet">{describeSegment(segment)}</span>
      </button>
      <Show when={open()}>
        <BothTexts texts={both} />
      </Show>
    </li>
  );
}

function BothTexts(props: { texts: Loaded<SegmentTexts> }): JSX.Element {
  return (
    <Switch fallback={<p class="quiet segment-note">{texts().exchange.results.fetching}</p>}>
      <Match when={props.texts.failure()}>{(failure) => <p class="segment-note">{failure().message}</p>}</Match>
      <Match when={props.texts.value()}>
        {(known) => (
          <>
            <Show when={texts().exchange.results.notes[known().reason]}>
              {(note) => <p class="quiet segment-note">{note()}</p>}
            </Show>
            <Show when={known().original !== null}>
              <div class="panes" classList={{ 'panes-single': known().sent === null }}>
                <TextPane title={texts().exchange.results.before} text={known().original ?? ''} />
                <Show when={known().sent !== null}>
                  <TextPane title={texts().exchange.results.after} text={known().sent ?? ''} />
                </Show>
              </div>
            </Show>
          </>
        )}
      </Match>
    </Switch>
  );
}
