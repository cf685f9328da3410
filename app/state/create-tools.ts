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
  /** Interrupts the download; the installation itself tells how it ended. */
  cancel(id: string): Promise<void>;
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
  /** What the sidecar remembers of an installation: also how the last one failed. */
  const findKept = (id: string, is: (progress: ToolProgress) => boolean): ToolProgress | undefined => {
    const kept = list.value()?.find((row) => row.id === id)?.progress ?? undefined;
    return kept !== undefined && is(kept) ? kept : undefined;
  };
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
    progress: (id) => running().get(id) ?? findKept(id, isUnderWay),
    failure: (id) => {
      const error = failures().get(id) ?? (running().has(id) ? null : findKept(id, hasFailed)?.error);
      return error ? { message: error.message, hint: error.hint ?? undefined } : undefined;
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
    async cancel(id) {
      try {
        await client.changeTool(id, 'cancel');
      } catch (error) {
        fail(id, asFailure(error));
      }
    },
  };
}

function isUnderWay({ phase }: ToolProgress): boolean {
  return phase === 'download' || phase === 'check';
}

function hasFailed({ phase }: ToolProgress): boolean {
  return phase === 'failed';
}
