import { type Accessor, createSignal } from 'solid-js';
import { ApiFailure } from '../api/failure.ts';
import { texts } from '../texts/index.ts';

/** Something that is asked for over the network. A new load keeps the old value until it has an answer. */
export interface Loaded<T> {
  readonly value: Accessor<T | undefined>;
  /** Why the last load failed; undefined after a success. */
  readonly failure: Accessor<ApiFailure | undefined>;
  /** Loads now; calls while a load runs are joined into one more load after it. */
  reload(): Promise<void>;
}

export function createLoaded<T>(load: () => Promise<T>): Loaded<T> {
  const [value, setValue] = createSignal<T>();
  const [failure, setFailure] = createSignal<ApiFailure>();
  let running: Promise<void> | null = null;
  let again = false;
  const run = async (): Promise<void> => {
    do {
      again = false;
      try {
        const next = await load();
        setValue(() => next);
        setFailure(undefined);
      } catch (error) {
        setFailure(asFailure(error));
      }
    } while (again);
    running = null;
  };
  return {
    value,
    failure,
    reload: () => {
      if (running) again = true;
      else running = run();
      return running ?? Promise.resolve();
    },
  };
}

/** Anything that is not an ApiFailure is a defect of the page; it is shown all the same, in its own words. */
export function asFailure(error: unknown): ApiFailure {
  return error instanceof ApiFailure ? error : new ApiFailure('refused', texts().failures.page(String(error)));
}

export type { ApiFailure } from '../api/failure.ts';
