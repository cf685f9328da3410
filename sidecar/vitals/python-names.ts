/** A dependency as a requirement names it, and the version when there is just one that fits. */
export interface Requirement {
  readonly name: string;
  readonly exact: string | null;
}

/** Names of Python's packages are the same in any case and with any of "-", "_" and "." (PEP 503). */
export function normaliseName(name: string): string {
  return name.toLowerCase().replace(/[-_.]+/g, '-');
}

/** "Name[extra]==1.2 ; marker" (PEP 508); null for what names no package of an index, as "name @ https://…" does not. */
export function readRequirement(text: string): Requirement | null {
  const [, name, rest] = /^\s*([A-Za-z0-9](?:[\w.-]*[A-Za-z0-9])?)\s*(?:\[[^\]]*\])?\s*(.*)$/.exec(text) ?? [];
  if (name === undefined || rest === undefined || !/^(?:[<>=!~(;#]|$)/.test(rest)) return null;
  const exact = /^\(?\s*===?\s*([\w.+!-]+)\s*\)?\s*(?:[;#].*)?$/.exec(rest)?.[1] ?? null;
  return { name, exact };
}
