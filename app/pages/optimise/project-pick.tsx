import { createEffect, createSignal, createUniqueId, For, type JSX, on, Show } from 'solid-js';
import type { Projects } from '../../state/create-projects.ts';
import { texts } from '../../texts/index.ts';
import { Prose } from '../../ui/prose.tsx';

/** Which project is looked at: one that agents worked in, or any directory by its path. */
export function ProjectPick(props: { projects: Projects }): JSX.Element {
  const id = createUniqueId();
  const { list, chosen, choose } = props.projects;
  const [typed, setTyped] = createSignal(chosen());
  createEffect(on(chosen, setTyped, { defer: true }));
  return (
    <form
      class="project-pick"
      onSubmit={(event) => {
        event.preventDefault();
        choose(typed().trim());
      }}
    >
      <label class="field-label" for={id}>
        {texts().optimise.project.label}
      </label>
      <input
        id={id}
        class="field"
        list={`${id}-known`}
        autocomplete="off"
        spellcheck={false}
        placeholder="~/code/shop"
        value={typed()}
        onInput={(event) => setTyped(event.currentTarget.value)}
        onChange={(event) => choose(event.currentTarget.value.trim())}
      />
      <datalist id={`${id}-known`}>
        <For each={list.value() ?? []}>{(project) => <option value={project.path} />}</For>
      </datalist>
      <Show when={list.value()?.length === 0}>
        <p class="quiet small">
          <Prose text={texts().optimise.project.none} />
        </p>
      </Show>
    </form>
  );
}
