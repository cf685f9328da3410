import { AppError } from '../contract/errors.ts';
import { adapters as routedClients } from './adapters/index.ts';
import type { ClientAdapter } from './types.ts';

/** A client by its id, or by the name of the program that people start: "claude". Undefined when it is neither. */
export function findByName(name: string): ClientAdapter | undefined {
  const all: readonly ClientAdapter[] = routedClients;
  return all.find(({ id }) => id === name) ?? all.find((one) => one.launch('').programs.includes(name));
}

/** @param adapters what one door knows, under the ids of the clients. @throws AppError client.unknown */
export function findAdapter(name: string, adapters: readonly ClientAdapter[]): ClientAdapter {
  const adapter = adapters.find(({ id }) => id === name) ?? adapters.find(({ id }) => id === findByName(name)?.id);
  if (adapter !== undefined) return adapter;
  throw new AppError('client.unknown', `There is no client "${name}".`, {
    hint: `Known are: ${adapters.map(({ id }) => id).join(', ')}.`,
  });
}
