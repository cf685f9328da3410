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
  /** What the sidecar remembers of the last installation of a tool, also how it failed. */
  const findKept = (id: string): ToolProgress | undefined =>
    list.value()?.find((row) => row.id === id)?.progress ?? undefined;
  live.onTool((progress) => {
    const { tool, error } = progress;
    const isOver = !isUnderWay(progress);
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
    progress: (id) => {
      const kept = findKept(id);
      return running().get(id) ?? (kept && isUnderWay(kept) ? kept : undefined);
    },
    failure: (id) => {
      const kept = running().has(id) ? undefined : findKept(id)?.error;
      return failures().get(id) ?? (kept ? { message: kept.message, hint: kept.hint ?? undefined } : undefined);
    },
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

function isUnderWay({ phase }: ToolProgress): boolean {
  return phase === 'download' || phase === 'check';
}
