import { type JSX, Match, Switch } from 'solid-js';
import type { Session } from '../../state/session.ts';
import { Notice } from '../../ui/notice.tsx';

/** Whatever keeps Headroom from saving, what still works, and the one step that helps. Nothing while all is well. */
export function StatusNotice(props: { session: Session }): JSX.Element {
  const { status } = props.session;
  return (
    <Switch>
      <Match when={status().state === 'unauthorised'}>
        <Notice
          tone="fault"
          title={status().sentence}
          lines={status().lines}
          action={{ label: 'Reload', run: () => location.reload() }}
        />
      </Match>
      <Match when={status().state === 'offline'}>
        <Notice tone="fault" title={status().sentence} lines={status().lines} />
      </Match>
      <Match when={status().state === 'degraded'}>
        <Notice
          tone="loss"
          title={status().sentence}
          lines={status().lines}
          link={{ word: 'Look at Health', href: '#/health' }}
        />
      </Match>
      <Match when={status().state === 'bypassed' && status().lines.length > 0}>
        <Notice tone="loss" title={status().sentence} lines={status().lines} />
      </Match>
    </Switch>
  );
}
