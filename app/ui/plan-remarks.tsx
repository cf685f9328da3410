import { For, type JSX, Show } from 'solid-js';
import type { ClientPlan } from '../../sidecar/contract/clients.ts';
import { texts } from '../texts/index.ts';
import { CopyLine } from './copy-line.tsx';

/** What else changes for the person, and what is to be done by hand. */
export function PlanRemarks(props: {
  plan: Pick<ClientPlan, 'notes' | 'steps' | 'upstreams' | 'name'>;
  onCopy: (text: string) => Promise<boolean>;
}): JSX.Element {
  return (
    <>
      <Show when={props.plan.upstreams.length > 0}>
        <p>
          {texts().agents.plan.upstreams} <For each={props.plan.upstreams}>{(url) => <code>{url} </code>}</For>
        </p>
      </Show>
      <Show when={props.plan.notes.length > 0}>
        <ul class="points">
          <For each={props.plan.notes}>{(note) => <li>{note}</li>}</For>
        </ul>
      </Show>
      <Show when={props.plan.steps.length > 0}>
        <p>{texts().agents.plan.byHand}</p>
        <For each={props.plan.steps}>
          {(step, at) => <CopyLine label={texts().agents.plan.step(at() + 1)} line={step} onCopy={props.onCopy} />}
        </For>
      </Show>
    </>
  );
}
