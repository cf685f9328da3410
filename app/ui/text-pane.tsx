import { createSignal, createUniqueId, type JSX, Show } from 'solid-js';
import { texts } from '../texts/index.ts';

/** Lines shown before the reader asks for the rest: a very long text would hold up the page. */
const FIRST_LINES = 2_000;
/** A line beyond this, such as compact JSON, is broken rather than scrolled. Characters. */
const LONG_LINE = 500;

/** A text as it stands, control characters made visible. A read-only field: it scrolls, selects and copies by keyboard. */
export function TextPane(props: { title: string; text: string }): JSX.Element {
  const id = createUniqueId();
  const [whole, setWhole] = createSignal(false);
  const lines = (): string[] => props.text.split('\n');
  const shown = (): string => revealControls(whole() ? props.text : lines().slice(0, FIRST_LINES).join('\n'));
  return (
    <div class="text-pane">
      <h3>
        <label for={id}>{props.title}</label>
      </h3>
      <textarea
        id={id}
        readonly
        wrap={lines().some((line) => line.length > LONG_LINE) ? 'soft' : 'off'}
        rows="16"
        spellcheck={false}
        value={shown()}
      />
      <Show when={!whole() && lines().length > FIRST_LINES}>
        <button type="button" class="button" onClick={() => setWhole(true)}>
          {texts().words.otherLines(lines().length - FIRST_LINES)}
        </button>
      </Show>
    </div>
  );
}

/** Control characters other than tab and line feed as their Unicode pictures. */
export function revealControls(text: string): string {
  return text.replace(/[\u0000-\u0008\u000b-\u001f]/g, (sign) => String.fromCharCode(0x2400 + sign.charCodeAt(0)));
}
