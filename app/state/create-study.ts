import { type Accessor, createEffect, createSignal, on, onCleanup } from 'solid-js';
import type { Study, StudyKind } from '../../sidecar/contract/studies.ts';
import type { ApiFailure } from '../api/failure.ts';
import { asFailure, createLoaded, type Loaded } from './create-loaded.ts';
import type { Session } from './session.ts';

/** Often enough for a line of progress, rarely enough to be no work. */
const POLL_MS = 700;

export interface StudyState<S> {
  readonly study: Loaded<S>;
  readonly isRunning: Accessor<boolean>;
  /** Why the last thing that was asked for was refused. */
  readonly refusal: Accessor<ApiFailure | undefined>;
  /** @param isOnline vitals: registries are asked too */
  start(isOnline?: boolean): Promise<void>;
  cancel(): Promise<void>;
  /** Does something that changes the study and reads it again. @returns undefined when it was refused, see `refusal` */
  act<T>(work: () => Promise<T>): Promise<T | undefined>;
}

/**
 * A study of this computer: its last report, and a run that is followed while somebody looks.
 * @param project '' when none is chosen yet: then nothing is asked for; null for what is about no project
 */
export function createStudy<S extends Study<unknown>>(
  { client }: Session,
  kind: StudyKind,
  options: { load: (project: string) => Promise<S>; project: Accessor<string | null>; isShown: Accessor<boolean> },
): StudyState<S> {
  const { project, isShown } = options;
  const [refusal, setRefusal] = createSignal<ApiFailure>();
  const isAsked = (): boolean => isShown() && project() !== '';
  const [asked, setAsked] = createSignal<string | null>(null);
  const study = createLoaded(async () => {
    const about = project() ?? '';
    const found = await options.load(about);
    setAsked(about);
    return found;
  });
  // The answer about another project is none about this one.
  const value = (): S | undefined => (asked() === (project() ?? '') ? study.value() : undefined);
  const isRunning = (): boolean => value()?.run?.state === 'running';
  createEffect(
    on([project, isShown], () => {
      setRefusal(undefined);
      if (isAsked()) void study.reload();
    }),
  );
  createEffect(() => {
    if (!isRunning() || !isAsked()) return;
    const timer = setInterval(() => void study.reload(), POLL_MS);
    onCleanup(() => clearInterval(timer));
  });
  const act = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    setRefusal(undefined);
    try {
      return await work();
    } catch (error) {
      setRefusal(asFailure(error));
      return undefined;
    } finally {
      if (isAsked()) await study.reload();
    }
  };
  return {
    study: { ...study, value },
    isRunning,
    refusal,
    start: (isOnline = false) => act(() => client.startStudy(kind, project() ?? '', isOnline)),
    cancel: () => act(() => client.cancelStudy(kind)),
    act,
  };
}
