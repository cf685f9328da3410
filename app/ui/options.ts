/** One thing that can be chosen, and the word it goes by. */
export interface Option<T extends string> {
  readonly value: T;
  readonly word: string;
}

/** The options of a choice in the order of its values, each with its word from the catalogue. */
export function nameOptions<T extends string>(
  values: readonly T[],
  names: Readonly<Record<T, string>>,
): readonly Option<T>[] {
  return values.map((value) => ({ value, word: names[value] }));
}
