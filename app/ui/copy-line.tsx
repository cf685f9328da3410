import { createSignal, type JSX, onCleanup } from 'solid-js';

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
    setTold(done ? 'Copied' : 'Selected: press the copy keys');
    clearTimeout(timer);
    timer = setTimeout(() => setTold(''), 2_500);
  };
  return (
    <div class="copy-line">
      <span class="copy-label">{props.label}</span>
      <code ref={code}>{props.line}</code>
      <button type="button" class="button" onClick={copy} aria-label={`Copy the line for ${props.label}`}>
        {told() || 'Copy'}
      </button>
      <span class="only-spoken" role="status">
        {told()}
      </span>
    </div>
  );
}
