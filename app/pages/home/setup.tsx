import { For, type JSX } from 'solid-js';
import { texts } from '../../texts/index.ts';
import { CopyLine } from '../../ui/copy-line.tsx';
import { Prose } from '../../ui/prose.tsx';
import { setupLines } from './view.ts';

/** Nothing has come through yet: how to point a client here. */
export function Setup(props: { origin: string; onCopy: (text: string) => Promise<boolean> }): JSX.Element {
  return (
    <section class="card setup" aria-labelledby="setup-title">
      <h2 id="setup-title">{texts().home.setup.title}</h2>
      <p>
        <a class="button" data-kind="main" href="#/welcome">
          {texts().home.setup.stepByStep}
        </a>
      </p>
      <p class="quiet">{texts().home.setup.lines}</p>
      <For each={setupLines(props.origin)}>
        {(each) => <CopyLine label={each.client} line={each.line} onCopy={props.onCopy} />}
      </For>
      <p class="quiet">
        <Prose text={texts().home.setup.demo} />
      </p>
    </section>
  );
}
