import { createSignal, For, type JSX, Show } from 'solid-js';
import type { NotesStudy } from '../../../sidecar/contract/studies.ts';
import { createNow } from '../../state/create-now.ts';
import { createProjects } from '../../state/create-projects.ts';
import { createStudy } from '../../state/create-study.ts';
import { clientName } from '../../state/describe-exchange.ts';
import type { Session } from '../../state/session.ts';
import { type Texts, texts } from '../../texts/index.ts';
import { FileChangeView } from '../../ui/file-change.tsx';
import type { Formats } from '../../ui/format.ts';
import { Notice } from '../../ui/notice.tsx';
import { ProjectPick } from './project-pick.tsx';
import { RunBar } from './run-bar.tsx';
import { describeNotes, makeNotesTitle } from './view.ts';

/** Notes for a project's agents, drafted from what failed again and again; shown as a diff before anything is written. */
export function Notes(props: { session: Session; isShown: boolean; formats: Formats }): JSX.Element {
  const said = (): Texts['optimise']['notes'] => texts().optimise.notes;
  const { client } = props.session;
  const now = createNow();
  const projects = createProjects(props.session, () => props.isShown);
  const state = createStudy<NotesStudy>(props.session, 'notes', {
    load: client.notes,
    project: projects.chosen,
    isShown: () => props.isShown,
  });
  const [told, setTold] = createSignal('');
  const value = (): NotesStudy | undefined => state.study.value();
  const apply = async (): Promise<void> => {
    setTold('');
    const revisions = value()?.drafts.map(({ revision }) => revision) ?? [];
    const files = await state.act(() => client.applyNotes(projects.chosen(), revisions));
    if (files) setTold(said().written(files));
  };
  const undo = async (): Promise<void> => {
    setTold('');
    const files = await state.act(() => client.undoNotes(projects.chosen()));
    if (files) setTold(files.length > 0 ? said().takenBack(files) : said().nothingToTakeBack);
  };
  return (
    <>
      <div class="headline">
        <h1 tabindex="-1">{makeNotesTitle(value(), props.formats)}</h1>
        <p class="headline-detail">{describeNotes(value(), props.formats)}</p>
      </div>
      <ProjectPick projects={projects} />
      <RunBar
        state={state}
        words={[said().draft, said().draftAgain]}
        isReady={projects.chosen() !== ''}
        now={now()}
        formats={props.formats}
      />
      <p class="only-spoken" role="status">
        {told()}
      </p>
      <Show when={told()}>
        <Notice tone="plain" title={told()} />
      </Show>
      <Show when={value()?.drafts.length}>
        <section class="card section" aria-labelledby="drafts-title">
          <h2 id="drafts-title">{said().drafts}</h2>
          <For each={value()?.drafts}>{(draft) => <FileChangeView change={draft.change} />}</For>
          <div class="row">
            <button type="button" class="button" disabled={state.isRunning()} onClick={() => void apply()}>
              {said().write}
            </button>
            <span class="quiet small">{said().canBeTakenBack}</span>
          </div>
        </section>
      </Show>
      <Show when={value()?.applied.length}>
        <section class="card section" aria-labelledby="applied-title">
          <h2 id="applied-title">{said().applied}</h2>
          <ul class="lines mono small">
            <For each={value()?.applied}>{(path) => <li>{path}</li>}</For>
          </ul>
          <div class="row">
            <button type="button" class="button" onClick={() => void undo()}>
              {said().takeBack}
            </button>
          </div>
        </section>
      </Show>
      <Show when={value()?.report?.notes.length}>
        <section class="card section" aria-labelledby="lessons-title">
          <h2 id="lessons-title">{said().standOn}</h2>
          <ul class="points">
            <For each={value()?.report?.notes}>
              {(note) => (
                <li>
                  {note.text}{' '}
                  <span class="quiet small">
                    {said().seen(
                      props.formats.count(note.times),
                      clientName(note.client),
                      props.formats.day(note.lastAt, 'short'),
                    )}
                  </span>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
    </>
  );
}
