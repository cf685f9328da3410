import { createMemo, For, type JSX, Show } from 'solid-js';
import type { CompressorEffect } from '../../../sidecar/contract/api.ts';
import { createEffects, type EffectsState } from '../../state/create-effects.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { BasisMark } from '../../ui/basis-mark.tsx';
import { Blank } from '../../ui/blank.tsx';
import { Choice } from '../../ui/choice.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import type { Formats } from '../../ui/format.ts';
import { nameOptions } from '../../ui/options.ts';
import {
  type CompressorLine,
  describeAsked,
  describeEffects,
  describeWork,
  explainSaving,
  makeCompressorLines,
  makeCompressorsTitle,
} from './compressors-view.ts';
import { spans } from './view.ts';

/** Rows before the first answer: about as many as there are compressors. */
const BLANK_ROWS = Array.from({ length: 8 });

/** What each compressor did in a span, with its switch beside it. */
export function Compressors(props: { session: Session; isShown: boolean; formats: Formats }): JSX.Element {
  const state = createEffects(props.session, () => props.isShown);
  const said = (): Texts['optimise']['compressors'] => texts().optimise.compressors;
  const effects = state.effects.value;
  const inForce = state.settings.settings.value;
  // By their ids, so that a row keeps its focus when the figures are read again.
  const lines = createMemo(() => (effects() ? makeCompressorLines(effects()!, inForce()?.compressors ?? []) : []));
  const ids = createMemo<readonly string[]>((before) => {
    const now = lines().map(({ id }) => id);
    return now.join() === before.join() ? before : now;
  }, []);
  return (
    <>
      <div class="headline">
        <h1 tabindex="-1">
          <Show when={effects()} fallback={state.effects.failure() ? said().title : <Blank characters={26} />}>
            {(known) => <>{makeCompressorsTitle(known(), props.formats)}</>}
          </Show>
        </h1>
        <p class="headline-detail">
          <Show when={effects()} fallback={'\u00a0'}>
            {(known) => <>{describeEffects(known(), props.formats)}</>}
          </Show>
        </p>
      </div>
      <Choice
        label={texts().words.span}
        options={nameOptions(spans, texts().optimise.spans)}
        value={state.days()}
        onChoose={state.choose}
      />
      <FailureNotice failure={state.effects.failure() ?? state.settings.settings.failure()} again={state.reload} />
      <Show when={effects() || !state.effects.failure()}>
        <section class="card section" aria-labelledby="compressors-done-title">
          <h2 id="compressors-done-title">{said().done}</h2>
          <table class="plain-table effects" aria-labelledby="compressors-done-title" aria-busy={!effects()}>
            <Heads />
            <Show when={effects()} fallback={<For each={BLANK_ROWS}>{() => <BlankLines />}</For>}>
              <For each={ids()}>
                {(id) => (
                  <Lines line={lines().find((line) => line.id === id)} id={id} state={state} formats={props.formats} />
                )}
              </For>
            </Show>
          </table>
          <Told state={state} />
        </section>
      </Show>
      <p class="quiet small">{said().note}</p>
    </>
  );
}

function Heads(): JSX.Element {
  const said = (): Texts['optimise']['compressors'] => texts().optimise.compressors;
  return (
    <thead>
      <tr>
        <th scope="col" class="effects-switch">
          {said().used}
        </th>
        <th scope="col">{said().compressor}</th>
        <th scope="col" class="number" title={said().tokensTitle}>
          {said().tokens}
        </th>
        <th scope="col" class="number">
          {texts().words.saved}
        </th>
      </tr>
    </thead>
  );
}

/** Figures in one row, words below them in another. */
function Lines(props: {
  line: CompressorLine | undefined;
  id: string;
  state: EffectsState;
  formats: Formats;
}): JSX.Element {
  const { state, formats } = props;
  const effect = () => props.line?.effect ?? null;
  return (
    <tbody>
      <tr>
        <td class="effects-switch">
          <Show when={props.line?.hasSwitch}>
            <input
              type="checkbox"
              aria-label={texts().optimise.compressors.use(props.id)}
              checked={!state.off().includes(props.id)}
              disabled={state.isFixed()}
              onChange={(event) => void state.flip(props.id, event.currentTarget.checked)}
            />
          </Show>
        </td>
        <th scope="row" class="mono">
          {props.id}
        </th>
        <td class="number">{effect()?.shortened ? formats.compact(effect()!.tokensRemoved) : '–'}</td>
        <Saved effect={effect()} formats={formats} />
      </tr>
      <tr class="effects-words small">
        <td />
        <td colSpan={3}>
          <span class="quiet">{describeWork(effect(), formats)}</span>{' '}
          <span class="effects-asked" data-tone={effect()?.isGentle ? 'loss' : undefined}>
            {describeAsked(effect(), formats)}
          </span>
        </td>
      </tr>
    </tbody>
  );
}

function Saved(props: { effect: CompressorEffect | null; formats: Formats }): JSX.Element {
  const usd = () => (props.effect && props.effect.tokensNotSent > 0 ? props.effect.savedUsd : null);
  return (
    <Show when={usd() !== null} fallback={<td class="number">–</td>}>
      <td class="number money" data-tone={(usd() ?? 0) < 0 ? 'loss' : 'kept'}>
        {props.formats.usd(usd() ?? 0)}
        <BasisMark basis="estimated" explanation={explainSaving(props.effect!, props.formats)} />
      </td>
    </Show>
  );
}

function BlankLines(): JSX.Element {
  return (
    <tbody>
      <tr>
        <td class="effects-switch">
          <Blank characters={1} />
        </td>
        <th scope="row">
          <Blank characters={5} />
        </th>
        <td class="number">
          <Blank characters={5} />
        </td>
        <td class="number">
          <Blank characters={5} />
        </td>
      </tr>
      <tr class="effects-words small">
        <td />
        <td colSpan={3}>
          <Blank characters={28} />
        </td>
      </tr>
    </tbody>
  );
}

/** How the last change went; its place is always there. */
function Told(props: { state: EffectsState }): JSX.Element {
  const told = () => props.state.settings.told('compressorsOff');
  const fixed = () => (props.state.isFixed() ? texts().optimise.compressors.fixed : '');
  return (
    <p class="small setting-told" data-tone={told()?.tone} role="status">
      {told()?.text ?? fixed()}
    </p>
  );
}
