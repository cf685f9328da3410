/** What run-client.mjs prints, as far as it is read here. */
export interface Summary {
  /** Exit code 0, no error, nothing missing, and nothing that the provider could not answer. */
  readonly ok?: boolean;
  readonly exit?: number | string | null;
  readonly error?: string | null;
  readonly final?: string;
  /** Planted facts that the final text does not tell. */
  readonly missing?: readonly string[];
  readonly upstream?: {
    readonly statuses: Readonly<Record<string, number>>;
    readonly violations: readonly unknown[];
    readonly mock_errors?: readonly unknown[];
    readonly compactions?: number;
  };
  readonly tap?: { readonly statuses: Readonly<Record<string, number>> };
  readonly unstable_added?: number;
  readonly saved?: { readonly input_pct: number; readonly cost_pct: number };
}

/** How a run through the proxy compares with the same run without it. */
export interface Verdict {
  /** What went wrong through us, or kept the two from being compared; empty when all is as it should be. */
  readonly problems: readonly string[];
  /** What is the same without the proxy and yet worth telling. */
  readonly remarks: readonly string[];
  readonly isFinalEqual: boolean;
  /** 4xx answers that the client got through the proxy and that it got without it. */
  readonly refusals: readonly [number, number];
  /** Turns whose prefix the proxy, not the client, changed. */
  readonly unstableAdded: number;
}

/**
 * Judges a pair of runs. A fact that is missing through the proxy is a problem unless the run without it misses the same
 * fact: then the scenario never told it, or the client did not pass it on. Everything else must be equal.
 */
export function judgeRuns(direct: Summary, proxied: Summary): Verdict {
  const isFinalEqual = direct.final === proxied.final && Boolean(proxied.final);
  const refusals = [countRefusals(proxied.tap?.statuses), countRefusals(direct.upstream?.statuses)] as const;
  const unstableAdded = proxied.unstable_added ?? Number.NaN;
  const missingDirectly = direct.missing ?? [];
  const missing = proxied.missing ?? [];
  const lost = missing.filter((fact) => !missingDirectly.includes(fact));
  const also = missing.filter((fact) => missingDirectly.includes(fact));
  const violations = proxied.upstream?.violations.length ?? 0;
  const problems = [
    ...(endedWell(direct) ? [] : [`without the proxy: ${tellEnd(direct)}`]),
    ...(endedWell(proxied) ? [] : [`through the proxy: ${tellEnd(proxied)}`]),
    ...(lost.length > 0 ? [`facts missing: ${lost.join(', ')}`] : []),
    ...(violations > 0 ? [`${violations} violations seen upstream`] : []),
    ...(countRefusals(proxied.upstream?.statuses) > refusals[1] ? ['the provider refused edited requests'] : []),
    ...(isFinalEqual ? [] : ['the final texts differ']),
    ...(direct.exit === proxied.exit ? [] : ['the exit codes differ']),
    ...(refusals[0] > refusals[1] ? ['more 4xx than without the proxy'] : []),
    ...(unstableAdded === 0 ? [] : [`${unstableAdded} prefixes broken`]),
  ];
  const remarks = also.length > 0 ? [`also missing directly: ${also.join(', ')}`] : [];
  return { problems, remarks, isFinalEqual, refusals, unstableAdded };
}

/** A run that ended as the client ends one that went well, whatever its final text tells. */
function endedWell({ ok, exit, error, missing, upstream }: Summary): boolean {
  if (ok === true) return true;
  const isOnlyMissing = (missing?.length ?? 0) > 0 && upstream?.mock_errors?.length === 0;
  return exit === 0 && (error ?? '') === '' && isOnlyMissing;
}

function tellEnd({ error, exit, upstream }: Summary): string {
  const unanswered = upstream?.mock_errors?.length ?? 0;
  return error ?? (unanswered > 0 ? `${unanswered} requests that the provider could not answer` : `exit ${exit}`);
}

function countRefusals(statuses: Readonly<Record<string, number>> = {}): number {
  return Object.entries(statuses).reduce((sum, [status, count]) => sum + (/^4\d\d$/.test(status) ? count : 0), 0);
}
