import type { DemoReport } from '../../../sidecar/contract/api.ts';
import type { ClientPlan, ClientResult, ClientRow } from '../../../sidecar/contract/clients.ts';
import type { ChangeGroup } from '../../state/group-changes.ts';
import { texts } from '../../texts/index.ts';
import type { Formats } from '../../ui/format.ts';

/** The steps of the first minute, in order. One list. */
export const steps = ['what', 'pick', 'try', 'done'] as const;

export type StepId = (typeof steps)[number];

/** The step that was left last; anything unknown is the first. */
export function readStep(kept: string | null): StepId {
  return steps.find((step) => step === kept) ?? 'what';
}

/** The agents that are picked at first: those on this computer that can be set up by file and go their own way. */
export function preselect(rows: readonly ClientRow[]): readonly string[] {
  return rows
    .filter((row) => row.installed && row.how === 'files' && (row.state === 'disconnected' || row.state === 'paused'))
    .map((row) => row.id);
}

/** What to do about those that could not be connected. */
export function nextSteps(failed: readonly ClientResult[]): readonly string[] {
  const hints = failed.flatMap(({ error }) => (error?.hint ? [error.hint] : []));
  return [...new Set(hints), texts().welcome.pick.canTryAgain];
}

/** Whether a request of an agent came through since the step that waits for it was entered. */
export function hasCome(row: Pick<ClientRow, 'lastSeenAt'>, sinceMs: number): boolean {
  return row.lastSeenAt !== null && row.lastSeenAt >= sinceMs;
}

/** Every file that would be touched, once. */
export function listFiles(plans: readonly ClientPlan[]): readonly string[] {
  return [...new Set(plans.flatMap((plan) => plan.changes.map((change) => change.file)))];
}

/** What would be written if every agent that is here and not connected were picked. */
export function groupPlans(rows: readonly ClientRow[], plans: readonly ClientPlan[]): readonly ChangeGroup[] {
  const said = texts().welcome.changes;
  const lines = plans.flatMap((plan) => {
    const row = rows.find(({ id }) => id === plan.id);
    const paths = listFiles([plan]);
    if (row === undefined || paths.length === 0) return [];
    return [{ what: said.address(row.name), paths, size: '' }];
  });
  if (lines.length === 0) return [];
  return [{ ...said.plans, lines }];
}

/** What the demo showed, in one sentence. */
export function describeDemo(report: DemoReport, formats: Formats): string {
  const saved = report.directUsd - report.oursUsd;
  const said = texts().welcome.demo;
  const { sameAnswers, turns } = report;
  if (saved < 0) return said.costMore(formats.usd(-saved), sameAnswers, turns.length);
  const share = formats.share(report.directUsd === 0 ? 0 : saved / report.directUsd);
  const bills = { direct: formats.usd(report.directUsd), ours: formats.usd(report.oursUsd), share };
  return said.saved(bills, sameAnswers, turns.length);
}
