import { type JSX, Match, Switch } from 'solid-js';
import type { Session } from '../../state/session.ts';
import { texts } from '../../texts/index.ts';
import { ConnectionNotice } from '../../ui/connection-notice.tsx';
import { Notice } from '../../ui/notice.tsx';

/** Whatever keeps Headroom from saving, what still works, and the one step that helps. Nothing while all is well. */
export function StatusNotice(props: { session: Session }): JSX.Element {
  const { status } = props.session;
  return (
    <ConnectionNotice status={status()}>
      <Switch>
        <Match when={status().state === 'degraded'}>
          <Notice
            tone="loss"
            title={status().sentence}
            lines={status().lines}
            link={{ word: texts().words.lookAtHealth, href: '#/health' }}
          />
        </Match>
        <Match when={status().state === 'bypassed' && status().lines.length > 0}>
          <Notice tone="loss" title={status().sentence} lines={status().lines} />
        </Match>
      </Switch>
    </ConnectionNotice>
  );
}
