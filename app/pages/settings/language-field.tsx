import { createUniqueId, For, type JSX } from 'solid-js';
import type { LanguageChoice } from '../../state/create-language-choice.ts';
import { languages, texts } from '../../texts/index.ts';

/** The language of every text of the page; only languages that there are. */
export function LanguageField(props: { choice: LanguageChoice }): JSX.Element {
  const id = createUniqueId();
  return (
    <div class="format-field">
      <label for={id}>{texts().settings.look.language}</label>
      <select id={id} class="field" onChange={(event) => void props.choice.choose(event.currentTarget.value)}>
        <option value="system" selected={props.choice.wish() === 'system'}>
          {texts().settings.look.asSystem}
        </option>
        <For each={languages}>
          {({ tag, name }) => (
            <option value={tag} lang={tag} selected={tag === props.choice.wish()}>
              {name}
            </option>
          )}
        </For>
      </select>
    </div>
  );
}
