import { createSignal, createUniqueId, For, type JSX, onCleanup, Show } from 'solid-js';
import type { LogLine } from '../../../sidecar/contract/logs.ts';
import { createLog } from '../../state/create-log.ts';
import { exchangeHref } from '../../state/create-route.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { Blank } from '../../ui/blank.tsx';
import { Choice } from '../../ui/choice.tsx';
import type { Formats } from '../../ui/format.ts';
import { nameOptions } from '../../ui/options.ts';
import { Prose } from '../../ui/prose.tsx';
import { ToneMark } from '../../ui/tone-mark.tsx';
import { describeNothing, describeRest, levels, toneOf, writeLines } from './log-view.ts';

/** A pause in typing after which is searched, and how long it is said that something was copied. Milliseconds. */
const TYPING_MS = 200;
const TOLD_MS = 2_500;
/** As many as a person takes in at a glance. */
const FIRST_LINES = 12;

type LogCardProps = { session: Session; isShown: boolean; formats: Formats };

/** What Headroom wrote down about itself. It holds no requests and no secrets, so that it can be handed on. */
export function LogCard(props: LogCardProps): JSX.Element {
  const said = (): Texts['health']['log'] => texts().health.log;
  const log = createLog(props.session, () => props.isShown);
  const page = () => log.page.value();
  const isFiltered = (): boolean => log.text() !== '' || log.level() !== 'info';
  return (
    <Show when={log.page.failure()?.status !== 404}>
      <section class="card section" aria-labelledby="log-title" aria-busy={page() === undefined}>
        <div class="section-head">
          <h2 id="log-title">{said().title}</h2>
          <Copy session={props.session} lines={page()?.lines ?? []} />
        </div>
        <p class="quiet">{said().about}</p>
        <Narrow text={log.text()} onText={log.setText}>
          <Choice
            label={said().show}
            options={nameOptions(levels, said().levels)}
            value={log.level()}
            onChoose={log.setLevel}
          />
        </Narrow>
        <Show when={log.page.failure()?.message ?? page()?.problem}>
          {(problem) => <p role="alert">{problem()}</p>}
        </Show>
        <Show when={page()} fallback={<Show when={!log.page.failure()}>{<Blank characters={40} />}</Show>}>
          {(known) => (
            <>
              <Show when={known().lines.length > 0} fallback={<p class="quiet">{describeNothing(isFiltered())}</p>}>
                <Lines lines={known().lines} formats={props.formats} />
              </Show>
              <p class="quiet small">
                {describeRest(known(), props.formats)} <Prose text={said().path(known().path)} />
              </p>
            </>
          )}
        </Show>
      </section>
    </Show>
  );
}

/** A few, and all on request. A line that is open stays open when the list is renewed. */
function Lines(props: { lines: readonly LogLine[]; formats: Formats }): JSX.Element {
  const [isLong, setLong] = createSignal(false);
  const shown = () => (isLong() ? props.lines : props.lines.slice(0, FIRST_LINES));
  return (
    <>
      <ul class="log" aria-labelledby="log-title">
        <For each={shown().map(({ id }) => id)}>
          {(id) => (
            <Show when={props.lines.find((line) => line.id === id)}>
              {(line) => <Line line={line()} formats={props.formats} />}
            </Show>
          )}
        </For>
      </ul>
      <Show when={props.lines.length > FIRST_LINES}>
        <div>
          <button type="button" class="button" aria-expanded={isLong()} onClick={() => setLong(!isLong())}>
            {isLong() ? texts().health.log.fewer : texts().words.showAll(props.formats.count(props.lines.length))}
          </button>
        </div>
      </Show>
    </>
  );
}

function Line(props: { line: LogLine; formats: Formats }): JSX.Element {
  return (
    <li class="what">
      <ToneMark tone={toneOf[props.line.level]} />
      <div class="finding">
        <span class="only-spoken">{texts().health.log.kinds[props.line.level]}: </span>
        {props.line.text}
        <p class="quiet small">
          <time datetime={new Date(props.line.at).toISOString()}>{props.formats.moment(props.line.at)}</time> ·{' '}
          {props.line.source}
          <Show when={props.line.about}>
            {(id) => (
              <>
                {' '}
                · <a href={exchangeHref(id())}>{texts().health.log.exchange}</a>
              </>
            )}
          </Show>
        </p>
        <Show when={props.line.detail}>
          {(detail) => (
            <details>
              <summary class="quiet small">{texts().health.log.whereInCode}</summary>
              <pre class="log-places">{detail()}</pre>
            </details>
          )}
        </Show>
      </div>
    </li>
  );
}

function Narrow(props: { text: string; onText: (text: string) => void; children: JSX.Element }): JSX.Element {
  const id = createUniqueId();
  let typing: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(typing));
  const onType = (text: string): void => {
    clearTimeout(typing);
    typing = setTimeout(() => props.onText(text.trim()), TYPING_MS);
  };
  return (
    <search>
      <form class="filters" onSubmit={(event) => event.preventDefault()}>
        <label class="only-spoken" for={id}>
          {texts().health.log.search}
        </label>
        <input
          id={id}
          class="field filters-text"
          type="search"
          maxlength="200"
          placeholder={texts().health.log.placeholder}
          value={props.text}
          onInput={(event) => onType(event.currentTarget.value)}
        />
        {props.children}
      </form>
    </search>
  );
}

/** What is shown goes to the clipboard or, where the place does not let us, into a file. */
function Copy(props: { session: Session; lines: readonly LogLine[] }): JSX.Element {
  const [told, setTold] = createSignal('');
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const copy = async (): Promise<void> => {
    const { host } = props.session;
    const text = writeLines(props.lines);
    const isCopied = await host.copyText(text);
    if (!isCopied) host.saveFile('headroom-log.txt', new Blob([text], { type: 'text/plain' }));
    setTold(isCopied ? texts().words.copied : texts().health.log.saved);
    clearTimeout(timer);
    timer = setTimeout(() => setTold(''), TOLD_MS);
  };
  return (
    <div class="row">
      <span role="status" class="quiet small">
        {told()}
      </span>
      <button type="button" class="button" disabled={props.lines.length === 0} onClick={() => void copy()}>
        {texts().words.copy}
        <span class="only-spoken"> {texts().health.log.copyWhat}</span>
      </button>
    </div>
  );
}
