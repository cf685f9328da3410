import { createEffect, For, type JSX, Show } from 'solid-js';
import type { ToolRow } from '../../../sidecar/contract/tools.ts';
import { createTools, type Tools } from '../../state/create-tools.ts';
import type { Session } from '../../state/session.ts';
import { texts } from '../../texts/index.ts';
import { FailureLine } from '../../ui/failure-notice.tsx';
import type { Formats } from '../../ui/format.ts';
import { changesOf, describeFacts, describeProgress, describeTool } from './tools-view.ts';

/** Programs of others that can be installed on request: pinned, checked to the last byte, in Headroom's own folder. */
export function ToolsCard(props: { session: Session; isShown: boolean; formats: Formats }): JSX.Element {
  const tools = createTools(props.session);
  createEffect(() => props.isShown && void tools.list.reload());
  return (
    <Show when={tools.list.value() !== undefined || tools.list.failure()?.status !== 403}>
      <section class="card section" aria-labelledby="tools-title" aria-busy={tools.list.value() === undefined}>
        <h2 id="tools-title">{texts().health.tools.title}</h2>
        <p class="quiet">{texts().health.tools.about}</p>
        <Show when={tools.list.failure()}>{(failure) => <p>{failure().message}</p>}</Show>
        <ul class="section">
          <For each={tools.list.value()?.map((row) => row.id)}>
            {(id) => (
              <Show when={tools.list.value()?.find((row) => row.id === id)}>
                {(row) => <Tool row={row()} tools={tools} formats={props.formats} />}
              </Show>
            )}
          </For>
        </ul>
      </section>
    </Show>
  );
}

function Tool(props: { row: ToolRow; tools: Tools; formats: Formats }): JSX.Element {
  const progress = () => props.tools.progress(props.row.id);
  const isBusy = (): boolean => props.tools.busy() !== undefined || progress() !== undefined;
  return (
    <li class="tool section" data-state={props.row.state}>
      <div class="section-head">
        <h3>
          {props.row.name} <span class="quiet small">{describeTool(props.row)}</span>
        </h3>
        <div class="row">
          <Show when={progress()?.phase === 'download'}>
            <button type="button" class="button" onClick={() => void props.tools.cancel(props.row.id)}>
              {texts().words.cancel}
              <span class="only-spoken"> {texts().health.tools.cancelInstall(props.row.name)}</span>
            </button>
          </Show>
          <For each={changesOf(props.row)}>
            {({ change, word }) => (
              <button
                type="button"
                class="button"
                disabled={isBusy()}
                onClick={() => void props.tools.change(props.row.id, change)}
              >
                {word}
                <span class="only-spoken"> {props.row.name}</span>
              </button>
            )}
          </For>
        </div>
      </div>
      <p>{props.row.summary}</p>
      <p class="quiet small">{describeFacts(props.row, props.formats)}</p>
      <p class="quiet small">{texts().health.tools.writes(props.row.writes)}</p>
      <div role="status">
        <Show when={progress()}>
          {(known) => (
            <p>
              <progress
                aria-label={texts().health.tools.installing(props.row.name)}
                max={known().totalBytes}
                value={known().phase === 'download' ? known().doneBytes : known().totalBytes}
              />{' '}
              {describeProgress(known(), props.formats)}
            </p>
          )}
        </Show>
      </div>
      <FailureLine failure={props.tools.failure(props.row.id)} />
    </li>
  );
}
