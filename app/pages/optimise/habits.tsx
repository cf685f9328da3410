import { For, type JSX, Show } from 'solid-js';
import { createInsights } from '../../state/create-insights.ts';
import type { Session } from '../../state/session.ts';
import { texts } from '../../texts/index.ts';
import { Blank } from '../../ui/blank.tsx';
import { Choice } from '../../ui/choice.tsx';
import { FailureNotice } from '../../ui/failure-notice.tsx';
import { nameOptions } from '../../ui/options.ts';
import { describeConsidered, describeGain, makeOptimiseTitle, spans } from './view.ts';

/** What a person could change to pay less, each with its evidence and one action. */
export function Habits(props: { session: Session; isShown: boolean }): JSX.Element {
  const { formats } = props.session;
  const { report, days, choose } = createInsights(props.session, () => props.isShown);
  return (
    <>
      <div class="headline">
        <h1 tabindex="-1">
          <Show when={report.value()} fallback={report.failure() ? texts().optimise.title : <Blank characters={26} />}>
            {(known) => <>{makeOptimiseTitle(known(), formats)}</>}
          </Show>
        </h1>
        <p class="headline-detail">
          <Show when={report.value()} fallback={'\u00a0'}>
            {(known) => <>{describeConsidered(known(), formats)}</>}
          </Show>
        </p>
      </div>
      <Choice
        label={texts().words.span}
        options={nameOptions(spans, texts().optimise.spans)}
        value={days()}
        onChoose={choose}
      />
      <FailureNotice failure={report.failure()} again={() => void report.reload()} />
      <Show when={report.value()?.insights.length === 0}>
        <p class="quiet">{texts().optimise.habits.none}</p>
      </Show>
      <ul class="section">
        <For each={report.value()?.insights ?? []}>
          {(insight) => (
            <li class="card section">
              <div class="section-head">
                <h2>{insight.title}</h2>
                <span class="quiet small">{describeGain(insight, formats)}</span>
              </div>
              <p>{insight.action}</p>
              <Show when={insight.evidence.length > 0}>
                <details>
                  <summary>{texts().optimise.habits.standsOn}</summary>
                  <ul class="points small">
                    <For each={insight.evidence}>{(line) => <li>{line}</li>}</For>
                  </ul>
                </details>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <p class="quiet small">{texts().optimise.habits.note}</p>
    </>
  );
}
