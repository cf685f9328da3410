import { type JSX, Match, Switch } from 'solid-js';
import type { Status } from '../state/describe-status.ts';
import { texts } from '../texts/index.ts';
import { Notice } from './notice.tsx';

/** That the page cannot reach Headroom, or may not ask it, and the next step. Nothing while it can. */
export function ConnectionNotice(props: {
  status: Status;
  /** Said in place of what it means for agents. */
  offlineTitle?: string;
  /** Shown when the connection is well. */
  children?: JSX.Element;
}): JSX.Element {
  return (
    <Switch fallback={props.children}>
      <Match when={props.status.state === 'unauthorised'}>
        <Notice
          tone="fault"
          title={props.status.sentence}
          lines={props.status.lines}
          action={{ label: texts().words.reload, run: () => location.reload() }}
        />
      </Match>
      <Match when={props.status.state === 'offline'}>
        <Notice tone="fault" title={props.offlineTitle ?? props.status.sentence} lines={props.status.lines} />
      </Match>
    </Switch>
  );
}
