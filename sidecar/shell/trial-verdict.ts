/** What a client does with one command under one rule of its user. */
export type Fate = 'denied' | 'asked' | 'ran';
export const trialRules = ['none', 'allow', 'ask', 'deny'] as const;
export const trialModes = ['default', 'bypassPermissions'] as const;

/** One cell of the matrix: the same command as it is, and as a hook rewrote it. */
export interface TrialCell {
  readonly mode: (typeof trialModes)[number];
  /** The rule that names the command as it was before. */
  readonly rule: (typeof trialRules)[number];
  /** Null: the client did not ask its model twice, so nothing is known. */
  readonly asItIs: Fate | null;
  readonly rewritten: Fate | null;
}

export interface TrialVerdict {
  /** Whether a rewritten command never gets more than the same command as it is. */
  readonly isLawful: boolean;
  readonly reason: string;
}

const order: readonly Fate[] = ['denied', 'asked', 'ran'];

/** Rewriting is lawful only where it grants nothing more in any cell; what is not known is not lawful. */
export function judgeTrial(cells: readonly TrialCell[]): TrialVerdict {
  const isWhole = trialModes.every((mode) =>
    trialRules.every((rule) => cells.some((cell) => cell.mode === mode && cell.rule === rule)),
  );
  if (!isWhole || cells.some(({ asItIs, rewritten }) => asItIs === null || rewritten === null)) {
    return { isLawful: false, reason: 'Not every cell could be tried.' };
  }
  const broken = cells.filter(({ asItIs, rewritten }) => order.indexOf(rewritten!) > order.indexOf(asItIs!));
  if (broken.length === 0)
    return { isLawful: true, reason: 'A rewritten command gets nothing that it would not get as it is.' };
  const told = broken.map(
    ({ mode, rule, asItIs, rewritten }) => `${rule} in mode ${mode}: ${asItIs} as it is, ${rewritten} when rewritten`,
  );
  return { isLawful: false, reason: `Rewriting would grant more (${told.join('; ')}).` };
}

/** The matrix for people. */
export function formatTrial(cells: readonly TrialCell[]): string {
  const rows = cells.map(({ mode, rule, asItIs, rewritten }) => [mode, rule, asItIs ?? '?', rewritten ?? '?']);
  const table = [['mode', 'rule', 'as it is', 'rewritten'], ...rows];
  const widths = [0, 1, 2, 3].map((column) => Math.max(...table.map((row) => row[column]!.length)));
  return table
    .map(
      (row) =>
        `${row
          .map((cell, at) => cell.padEnd(widths[at]!))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('');
}
