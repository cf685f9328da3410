import { type Accessor, createSignal } from 'solid-js';
import type { ToolProgress, ToolRow } from '../../sidecar/contract/tools.ts';
import type { ToolChange } from '../api/client.ts';
import { type ApiFailure, asFailure, createLoaded, type Loaded } from './create-loaded.ts';
import type { Session } from './session.ts';

export interface Tools {
  readonly list: Loaded<readonly ToolRow[]>;
  /** What an installation does right now; undefined when none of this tool goes on. */
  progress(id: string): ToolProgress | undefined;
  /** Why the last change of a tool failed. */
  failure(id: string): Pick<ApiFailure, 'message' | 'hint'> | undefined;
  /** The tool that is being changed by this page. */
  readonly busy: Accessor<string | undefined>;
  change(id: string, change: ToolChange): Promise<void>;
}

/** Programs of others: what is there, and what becomes of an installation. */
export function createTools({ client, live }: Session): Tools {
  const list = createLoaded(() => client.tools());
  const [running, setRunning] = createSignal<ReadonlyMap<string, ToolProgress>>(new Map());
  const [failures, setFailures] = createSignal<ReadonlyMap<string, Pick<ApiFailure, 'message' | 'hint'>>>(new Map());
  const [busy, setBusy] = createSignal<string>();
  const fail = (id: string, failure: Pick<ApiFailure, 'message' | 'hint'> | null): void =>
    void setFailures((known) => {
      const next = new Map(known);
      if (failure === null) next.delete(id);
      else next.set(id, failure);
      return next;
    });
  live.onTool((progress) => {
    const { tool, phase, error } = progress;
    const isOver = phase === 'done' || phase === 'failed';
    setRunning((known) => {
      const next = new Map(known);
      if (isOver) next.delete(tool);
      else next.set(tool, progress);
      return next;
    });
    if (error !== null) fail(tool, { message: error.message, hint: error.hint ?? undefined });
    if (isOver) void list.reload();
  });
  live.onReturn(() => void list.reload());
  return {
    list,
    progress: (id) => running().get(id) ?? list.value()?.find((row) => row.id === id)?.progress ?? undefined,
    failure: (id) => failures().get(id),
    busy,
    async change(id, change) {
      setBusy(id);
      fail(id, null);
      try {
        await client.changeTool(id, change);
      } catch (error) {
        fail(id, asFailure(error));
      }
      await list.reload();
      setBusy(undefined);
    },
  };
}
