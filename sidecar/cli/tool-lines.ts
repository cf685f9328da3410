import type { ToolProgress, ToolResult, ToolRow } from '../contract/tools.ts';

const states: Readonly<Record<ToolRow['state'], string>> = {
  absent: 'not installed',
  current: 'installed',
  outdated: 'can be updated',
  damaged: 'DAMAGED',
  unsupported: 'no build for this computer',
};

/** The list of tools for people. */
export function formatTools(rows: readonly ToolRow[]): string {
  return rows.map(formatTool).join('\n');
}

function formatTool(row: ToolRow): string {
  const bytes = row.downloads.reduce((sum, one) => sum + one.bytes, 0);
  const { id, state, version, edition, licence, summary, homepage, installed, previous, writes } = row;
  const lines = [
    `${id} ${installed?.version ?? version}: ${states[state]}`,
    `  ${summary}`,
    `  ${licence}, ${edition}, ${homepage}`,
    ...(installed === null ? [] : [`  ${installed.path}`]),
    ...(state === 'outdated' ? [`  → headroom tools update ${id} (to ${version})`] : []),
    ...(state === 'damaged' ? [`  → headroom tools install ${id} puts it right`] : []),
    ...(previous === null ? [] : [`  ${previous} is kept: headroom tools rollback ${id}`]),
    ...(state !== 'absent' || bytes === 0 ? [] : [`  → headroom tools install ${id} (${toMb(bytes)})`]),
    ...writes.map((line) => `  ${line}`),
  ];
  return `${lines.join('\n')}\n`;
}

/** How a request went, in one line. */
export function formatToolResult({ id, outcome, version, path }: ToolResult): string {
  switch (outcome) {
    case 'removed':
      return `${id} is removed.`;
    case 'unchanged':
      return version === null ? `${id} was not installed.` : `${id} ${version} is installed already: ${path}`;
    case 'intact':
      return `${id} ${version} is what was pinned, byte for byte: ${path}`;
    case 'rolled-back':
      return `${id} is ${version} again: ${path}`;
    default:
      return `${id} ${version} is ${outcome}: ${path}`;
  }
}

/** How far an installation is, in one line. */
export function formatToolProgress(progress: ToolProgress): string {
  const { tool, phase, doneBytes, totalBytes, bytesPerSecond, etaSeconds } = progress;
  if (phase === 'check') return `${tool}: checking ${toMb(totalBytes)}`;
  if (phase !== 'download') return `${tool}: ${phase}`;
  const percent = totalBytes === 0 ? 0 : Math.floor((doneBytes * 100) / totalBytes);
  const pace = bytesPerSecond === null ? '' : `, ${toMb(bytesPerSecond)}/s`;
  const rest = etaSeconds === null ? '' : `, ${formatDuration(etaSeconds)} left`;
  return `${tool}: ${toMb(doneBytes)} of ${toMb(totalBytes)} (${percent} %)${pace}${rest}`;
}

function formatDuration(seconds: number): string {
  const whole = Math.ceil(seconds);
  return whole < 60 ? `${whole} s` : `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function toMb(bytes: number): string {
  return `${(bytes / 1e6).toFixed(1)} MB`;
}
