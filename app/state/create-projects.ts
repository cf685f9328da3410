import { type Accessor, createEffect, createSignal, on } from 'solid-js';
import type { ProjectRow } from '../../sidecar/contract/studies.ts';
import { createKept } from './create-kept.ts';
import { createLoaded, type Loaded } from './create-loaded.ts';
import type { Session } from './session.ts';

export interface Projects {
  readonly list: Loaded<readonly ProjectRow[]>;
  /** The project that is looked at; '' while none is chosen. */
  readonly chosen: Accessor<string>;
  choose(path: string): void;
}

const kept = createKept('headroom.project');

/** Projects that agents worked in, and the one that was looked at last. */
export function createProjects({ client }: Session, isShown: () => boolean): Projects {
  const list = createLoaded(() => client.projects());
  const [chosen, setChosen] = createSignal(kept.read() ?? '');
  createEffect(on(isShown, (shown) => shown && void list.reload()));
  createEffect(() => {
    const latest = list.value()?.[0]?.path;
    if (chosen() === '' && latest !== undefined) setChosen(latest);
  });
  return {
    list,
    chosen,
    choose: (path) => {
      kept.write(path);
      setChosen(path);
    },
  };
}
