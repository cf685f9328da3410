import { For, type JSX } from 'solid-js';

interface DiffLine {
  readonly kind: 'gone' | 'came' | 'same' | 'place';
  readonly text: string;
}

/** A unified diff as lines; what is taken out and put in has its sign, its ground and its spoken word. */
export function DiffView(props: { diff: string; label: string }): JSX.Element {
  return (
    <figure class="diff" aria-label={props.label}>
      <pre>
        <For each={readDiff(props.diff)}>
          {(line) => (
            <span class="diff-line" data-kind={line.kind}>
              {line.text}
              {'\n'}
            </span>
          )}
        </For>
      </pre>
    </figure>
  );
}

/** @param diff unified; its head lines (---, +++) are left out, since the file stands above */
export function readDiff(diff: string): readonly DiffLine[] {
  const lines = diff.replace(/\n$/, '').split('\n');
  return lines.flatMap((text): readonly DiffLine[] => {
    if (/^(---|\+\+\+) /.test(text) || text === '') return [];
    if (text.startsWith('@@')) return [{ kind: 'place', text }];
    if (text.startsWith('+')) return [{ kind: 'came', text }];
    return [{ kind: text.startsWith('-') ? 'gone' : 'same', text }];
  });
}
