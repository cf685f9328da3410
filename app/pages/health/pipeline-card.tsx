import { For, type JSX, Show } from 'solid-js';
import type { EngineState } from '../../../sidecar/contract/api.ts';
import type { Pipeline } from '../../state/create-pipeline.ts';
import { activityHref } from '../../state/create-route.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { Blank } from '../../ui/blank.tsx';
import type { Formats } from '../../ui/format.ts';
import { Prose } from '../../ui/prose.tsx';
import { describeEngine, describeLatency, placeMarks } from './view.ts';

/** The way of a request: what it was held up by, what went wrong, who does the work. */
export function PipelineCard(props: { pipeline: Pipeline; formats: Formats }): JSX.Element {
  const { formats } = props;
  const { summary, engine } = props.pipeline;
  const said = (): Texts['health']['pipeline'] => texts().health.pipeline;
  return (
    <section class="card section" aria-labelledby="pipeline-title">
      <h2 id="pipeline-title">{said().title}</h2>
      <Show when={summary.value()} fallback={<Blank characters={40} />}>
        {(known) => (
          <>
            <p>{describeLatency(known(), formats)}</p>
            <Show when={known().addedMs}>{(added) => <Strip marks={placeMarks(added(), formats)} />}</Show>
            <dl class="facts">
              <div>
                <dt>{said().requests}</dt>
                <dd>{formats.count(known().requests)}</dd>
              </div>
              <div>
                <dt>{said().shortened}</dt>
                <dd>{formats.count(known().edited)}</dd>
              </div>
              <div>
                <dt>{said().failedOpen}</dt>
                <dd>
                  <a href={activityHref({ outcome: 'fault', since: known().sinceMs })}>
                    {formats.count(known().failedOpen)}
                  </a>
                </dd>
              </div>
              <div>
                <dt>{said().errors}</dt>
                <dd>
                  <a href={activityHref({ outcome: 'fault', since: known().sinceMs })}>
                    {formats.count(known().errors)}
                  </a>
                </dd>
              </div>
            </dl>
          </>
        )}
      </Show>
      <h3>{texts().health.engine.title}</h3>
      <Show when={engine.value()} fallback={<Blank characters={30} />}>
        {(known) => <Engine state={known()} formats={formats} />}
      </Show>
    </section>
  );
}

function Engine(props: { state: EngineState; formats: Formats }): JSX.Element {
  const { formats } = props;
  const said = (): Texts['health']['engine'] => texts().health.engine;
  return (
    <>
      <p>{describeEngine(props.state, formats)}</p>
      <Show when={props.state.workers.length > 0}>
        <table class="plain-table" aria-label={said().table}>
          <thead>
            <tr>
              <th scope="col">{said().worksOn}</th>
              <th scope="col" class="number">
                {said().process}
              </th>
              <th scope="col" class="number">
                {said().runningFor}
              </th>
              <th scope="col" class="number">
                {said().now}
              </th>
            </tr>
          </thead>
          <tbody>
            <For each={props.state.workers}>
              {(worker) => (
                <tr>
                  <th scope="row">{said().lanes[worker.lane]}</th>
                  <td class="number">{worker.pid}</td>
                  <td class="number">{formats.span(worker.uptimeMs)}</td>
                  <td class="number">{worker.busy ? said().busy : said().idle}</td>
                </tr>
              )}
            </For>
          </tbody>
        </table>
      </Show>
      <Show when={props.state.suspended.length > 0} fallback={<p class="quiet">{said().noneSuspended}</p>}>
        <p>{said().suspended}</p>
        <ul class="lines">
          <For each={props.state.suspended}>
            {(each) => (
              <li>
                <Prose
                  text={said().suspendedIn(each.compressor, each.conversations, formats.moment(each.lastAt), formats)}
                />
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  );
}

/** Three marks on a strip: where most requests lie and how far the slow ones are away. */
function Strip(props: { marks: ReturnType<typeof placeMarks> }): JSX.Element {
  return (
    <div class="strip">
      <div class="strip-line" aria-hidden="true">
        <For each={props.marks}>
          {(mark) => <span class="strip-mark" style={{ 'inset-inline-start': `${mark.place * 100}%` }} />}
        </For>
      </div>
      <dl class="strip-words">
        <For each={props.marks}>
          {(mark) => (
            <div>
              <dt>{mark.name}</dt>
              <dd>{mark.text}</dd>
            </div>
          )}
        </For>
      </dl>
    </div>
  );
}
