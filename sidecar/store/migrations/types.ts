/** One step of the schema. Never changed once released: a later step repairs an earlier one. */
export interface Migration {
  /** "NNNN-name", ascending. */
  readonly id: string;
  /** Statements; run in one transaction together with the new version number. */
  readonly sql: string;
}
