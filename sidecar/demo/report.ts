import type { DemoReport } from '../contract/api.ts';
import { cacheHitRate, costUsd, listPrice, sumUsage } from './bill.ts';
import type { DemoPair, DemoSession, LedgerView } from './types.ts';

const WIDTH = 79;
const EXAMPLE_LINES = 7;

/** How the report may look; every line stays within 79 columns either way. */
export interface Style {
  readonly colour: boolean;
}

export function formatOpening(session: DemoSession): string {
  const results = session.replies.flatMap((reply) => reply.calls.map((call) => call.result.length));
  const kb = Math.round(results.reduce((sum, length) => sum + length, 0) / 1000);
  return [
    'Headroom demo: one agent session, billed twice by a built-in mock provider.',
    `${session.replies.length} requests, ${kb} kB of tool results, a real prompt cache over exact bytes;`,
    `$${listPrice.fresh} in and $${listPrice.output} out per million tokens, cache write $${listPrice.write5m}, cache read $${listPrice.read}.`,
    'Nothing leaves this computer and no key is needed. This session is heavy in',
    'tool output; work that mostly reads or writes code saves less.',
    '',
    row(['#', 'new in this request', 'sent', 'direct', 'ours', 'saved', 'cached', 'added']),
    '-'.repeat(WIDTH),
  ].join('\n');
}

/** One line per request, printed as soon as both arms have their answer. */
export function formatPair(pair: DemoPair, { colour }: Style): string {
  const direct = costUsd(pair.direct.usage);
  const ours = costUsd(pair.proxied.usage);
  const before = pair.carried.reduce((sum, each) => sum + each.call.result.length, 0);
  const after = pair.carried.reduce((sum, each) => sum + each.arrived.length, 0);
  const line = row([
    String(pair.number),
    pair.carried.length === 0 ? 'the task' : labelsOf(pair),
    pair.carried.length === 0 ? '' : `${kilo(before)}→${kilo(after)} kB`,
    dollars(direct),
    dollars(ours),
    percent(1 - ours / direct),
    `${Math.round(cacheHitRate(pair.proxied.usage) * 100)} %`,
    `${Math.round(addedMs(pair))} ms`,
  ]);
  return ours > direct + 1e-9 ? paint(line, '33', colour) : line;
}

/** Both bills, what they differ by, and whether the answers were the same. */
export function formatTotals(pairs: readonly DemoPair[], { colour }: Style): string {
  const left = sumUsage(pairs.map((pair) => pair.direct.usage));
  const right = sumUsage(pairs.map((pair) => pair.proxied.usage));
  const saved = costUsd(left) - costUsd(right);
  const same = pairs.filter((pair) => pair.direct.answer === pair.proxied.answer).length;
  const added = pairs.map(addedMs).sort((a, b) => a - b);
  const share = `${percent(Math.abs(saved) / costUsd(left))} of the direct bill`;
  return [
    '-'.repeat(WIDTH),
    `Direct bill      ${dollars(costUsd(left))}`,
    `Our bill         ${dollars(costUsd(right))}`,
    paint(
      saved >= 0 ? `Saved            ${dollars(saved)}, ${share}` : `Lost             ${dollars(-saved)}, ${share}`,
      saved >= 0 ? '32' : '33',
      colour,
    ),
    `Cache hit rate   ${percent(cacheHitRate(right))} (direct: ${percent(cacheHitRate(left))})`,
    `Added latency    p50 ${quantile(added, 0.5).toFixed(1)} ms, slowest ${(added.at(-1) ?? 0).toFixed(1)} ms, to the first byte`,
    `Answers          ${same} of ${pairs.length} the same on both arms`,
  ].join('\n');
}

/** The same as figures. */
export function makeReport(pairs: readonly DemoPair[]): DemoReport {
  return {
    turns: pairs.map((pair) => ({
      number: pair.number,
      carried: pair.carried.length === 0 ? 'the task' : labelsOf(pair),
      bytesBefore: pair.carried.reduce((sum, each) => sum + each.call.result.length, 0),
      bytesAfter: pair.carried.reduce((sum, each) => sum + each.arrived.length, 0),
      directUsd: costUsd(pair.direct.usage),
      oursUsd: costUsd(pair.proxied.usage),
    })),
    directUsd: costUsd(sumUsage(pairs.map((pair) => pair.direct.usage))),
    oursUsd: costUsd(sumUsage(pairs.map((pair) => pair.proxied.usage))),
    sameAnswers: pairs.filter((pair) => pair.direct.answer === pair.proxied.answer).length,
  };
}

/** What Headroom itself says about the run, beside the bill that the provider wrote. */
export function formatLedger({ summary, faults }: LedgerView): string {
  const { savedUsd, errorUsd } = summary.bill;
  const range = errorUsd ? ` ± ${dollars(errorUsd)}` : '';
  const lines = [
    `Own estimate     ${savedUsd === null ? 'none' : `${dollars(savedUsd)}${range} saved`}, as the dashboard would show it`,
  ];
  if (faults.length > 0) {
    const times = faults.length === 1 ? '1 request' : `${faults.length} requests`;
    lines.push(`Sent untouched   ${times} after a fault: ${[...new Set(faults)].join(', ')}`);
  }
  return lines.join('\n');
}

/** The result that shrank most, before and after, with control characters made visible. */
export function formatExample(pairs: readonly DemoPair[]): string {
  const all = pairs.flatMap((pair) => pair.carried);
  const gain = (each: (typeof all)[number]): number => each.call.result.length - each.arrived.length;
  const best = all.reduce<(typeof all)[number] | null>(
    (top, each) => (top === null || gain(each) > gain(top) ? each : top),
    null,
  );
  if (best === null || gain(best) <= 0) return 'No tool result was made shorter.';
  return [
    `An example, ${best.call.label}.`,
    `As the tool printed it, ${best.call.result.length.toLocaleString('en-GB')} characters:`,
    ...excerpt(best.call.result),
    `As the model got it, ${best.arrived.length.toLocaleString('en-GB')} characters:`,
    ...excerpt(best.arrived),
  ].join('\n');
}

export function formatClosing(): string {
  return [
    'Connect a real client: `npm start` prints one line per client, for example',
    '  ANTHROPIC_BASE_URL=http://127.0.0.1:8787 ENABLE_TOOL_SEARCH=true claude',
  ].join('\n');
}

/** Milliseconds that the proxied arm took longer than the direct one, from the end of the request to the first byte. */
export function addedMs(pair: DemoPair): number {
  return pair.proxied.firstByteMs - pair.direct.firstByteMs;
}

/** "source file ×3" rather than the same words three times. */
function labelsOf({ carried }: DemoPair): string {
  const counts = new Map<string, number>();
  for (const { call } of carried) counts.set(call.label, (counts.get(call.label) ?? 0) + 1);
  return [...counts].map(([label, count]) => (count > 1 ? `${label} ×${count}` : label)).join(' + ');
}

function row(cells: readonly string[]): string {
  const [number = '', label = '', sent = '', ...figures] = cells;
  const [direct = '', ours = '', saved = '', cached = '', added = ''] = figures;
  return (
    `${number.padStart(2)} ${clip(label, 22).padEnd(22)}${sent.padStart(12)}${direct.padStart(9)}${ours.padStart(9)}` +
    `${saved.padStart(9)}${cached.padStart(7)}${added.padStart(8)}`
  );
}

function excerpt(text: string): string[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const shown = lines.slice(0, EXAMPLE_LINES).map((line) => `  | ${clip(reveal(line), WIDTH - 4)}`);
  return lines.length > EXAMPLE_LINES ? [...shown, `  | … ${lines.length - EXAMPLE_LINES} more lines`] : shown;
}

/** Control characters as their Unicode pictures, so that a terminal shows them instead of obeying. */
function reveal(line: string): string {
  return line.replace(/[\u0000-\u001f]/g, (sign) =>
    sign === '\t' ? ' ' : String.fromCharCode(0x2400 + sign.charCodeAt(0)),
  );
}

function clip(text: string, width: number): string {
  return text.length <= width ? text : `${text.slice(0, width - 1)}…`;
}

function paint(text: string, code: string, colour: boolean): string {
  return colour ? `\u001b[${code}m${text}\u001b[39m` : text;
}

function kilo(characters: number): string {
  return characters < 9950 ? (characters / 1000).toFixed(1) : String(Math.round(characters / 1000));
}

function dollars(amount: number): string {
  return `$${amount.toFixed(4)}`;
}

function percent(share: number): string {
  return `${(share * 100).toFixed(Math.abs(share) < 1 ? 1 : 0)} %`;
}

function quantile(sorted: readonly number[], q: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? 0;
}
