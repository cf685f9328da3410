import { createSignal, type JSX, onCleanup } from 'solid-js';
import { texts } from '../texts/index.ts';

/** One line to paste into a terminal, with a button that copies it. */
export function CopyLine(props: {
  label: string;
  line: string;
  onCopy: (text: string) => Promise<boolean>;
}): JSX.Element {
  const [told, setTold] = createSignal('');
  let code: HTMLElement | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  onCleanup(() => clearTimeout(timer));
  const copy = async (): Promise<void> => {
    const done = await props.onCopy(props.line);
    if (!done && code) getSelection()?.selectAllChildren(code);
    setTold(done ? texts().words.copied : texts().words.selected);
    clearTimeout(timer);
    timer = setTimeout(() => setTold(''), 2_500);
  };
  return (
    <div class="copy-line">
      <span class="copy-label">{props.label}</span>
      <code ref={code}>{props.line}</code>
      <button type="button" class="button" onClick={copy} aria-label={texts().words.copyLine(props.label)}>
        {told() || texts().words.copy}
      </button>
      <span class="only-spoken" role="status">
        {told()}
      </span>
    </div>
  );
}
