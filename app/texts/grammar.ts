/** The forms of a word by the rules of Unicode; a language names those that it has. */
export type Forms = Partial<Record<Intl.LDMLPluralRule, string>> & { readonly other: string };

export interface Grammar {
  /** The form that goes with a count. */
  plural(count: number, forms: Forms): string;
  /** "a, b and c" */
  list(items: readonly string[]): string;
  /** "a, b, c" */
  series(items: readonly string[]): string;
}

/** @param tag BCP 47 */
export function createGrammar(tag: string): Grammar {
  const rules = new Intl.PluralRules(tag);
  const lists = new Intl.ListFormat(tag);
  const rows = new Intl.ListFormat(tag, { type: 'unit' });
  return {
    plural: (count, forms) => forms[rules.select(count)] ?? forms.other,
    list: (items) => lists.format(items),
    series: (items) => rows.format(items),
  };
}
