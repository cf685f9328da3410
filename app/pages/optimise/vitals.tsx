import { createMemo, createSignal, For, type JSX, Show } from 'solid-js';
import type { VitalsStudy } from '../../../sidecar/contract/studies.ts';
import { createNow } from '../../state/create-now.ts';
import { createProjects } from '../../state/create-projects.ts';
import { createStudy } from '../../state/create-study.ts';
import type { Session } from '../../state/session.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';
import { ProjectPick } from './project-pick.tsx';
import { RunBar } from './run-bar.tsx';
import { describeVitals, listVitals, makeVitalsTitle } from './vitals-view.ts';

/** The state of a project: what costs agents the most to work with. */
export function Vitals(props: { session: Session; isShown: boolean; formats: Formats }): JSX.Element {
  const now = createNow();
  const projects = createProjects(props.session, () => props.isShown);
  const state = createStudy<VitalsStudy>(props.session, 'vitals', {
    load: props.session.client.vitals,
    project: projects.chosen,
    isShown: () => props.isShown,
  });
  const [isOnline, setOnline] = createSignal(false);
  const report = () => state.study.value()?.report ?? null;
  const groups = createMemo(() => {
    const known = report();
    return known === null ? [] : listVitals(known, props.formats);
  });
  return (
    <>
      <div class="headline">
        <h1 tabindex="-1">{makeVitalsTitle(report(), props.formats)}</h1>
        <p class="headline-detail">{describeVitals(report(), props.formats)}</p>
      </div>
      <ProjectPick projects={projects} />
      <label class="consent">
        <input type="checkbox" checked={isOnline()} onChange={(event) => setOnline(event.currentTarget.checked)} />
        <span>
          <span>{texts().optimise.vitals.online}</span>
          <span class="quiet small consent-note">{texts().optimise.vitals.onlineNote}</span>
        </span>
      </label>
      <RunBar
        state={state}
        words={[texts().optimise.vitals.look, texts().optimise.vitals.lookAgain]}
        isReady={projects.chosen() !== ''}
        isOnline={isOnline()}
        now={now()}
        formats={props.formats}
      />
      <For each={groups()}>
        {(group) => (
          <section class="card section" aria-labelledby={`vitals-${group.id}`}>
            <div class="section-head">
              <h2 id={`vitals-${group.id}`}>{group.title}</h2>
              <span class="quiet small">{group.why}</span>
            </div>
            <Show when={group.lines.length > 0} fallback={<p class="quiet">{texts().optimise.vitals.none}</p>}>
              <ul class="lines">
                <For each={group.lines}>
                  {(line) => (
                    <li class="vitals-line">
                      <span class="mono">{line.what}</span>
                      <span class="quiet small">{line.figures}</span>
                    </li>
                  )}
                </For>
              </ul>
            </Show>
          </section>
        )}
      </For>
    </>
  );
}
