import { type Component, type JSX, lazy } from 'solid-js';
import { texts } from '../texts/index.ts';
import { Notice } from './notice.tsx';

/** A page that is fetched when it is first shown, or before by its `preload`. One that cannot be had says so. */
export function makeLaterPage<P extends object>(
  load: () => Promise<Component<P>>,
): Component<P> & { preload: () => Promise<unknown> } {
  return lazy<Component<P>>(async () => ({ default: await load().catch(() => Missing) }));
}

function Missing(): JSX.Element {
  return (
    <div class="page">
      <Notice
        tone="fault"
        title={texts().failures.noAnswer}
        lines={[texts().failures.noAnswerHint]}
        action={{ label: texts().words.reload, run: () => location.reload() }}
      />
    </div>
  );
}
