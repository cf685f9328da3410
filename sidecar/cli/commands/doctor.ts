import { homedir } from 'node:os';
import type { Settings } from '../../contract/settings.ts';
import { resolveSettings } from '../../settings.ts';
import { checks, type Finding, type Situation } from '../checks/index.ts';
import { makeClients } from '../client-room.ts';
import { findNeighbour } from '../neighbour.ts';
import { say, writeAll } from '../output.ts';
import { probeUpstreams } from '../probe-upstreams.ts';
import { settingFlags } from '../setting-flags.ts';
import { defineCommand, type ExitCode, type Io } from '../types.ts';

export const doctor = defineCommand({
  id: 'doctor',
  summary: 'Look for everything that keeps Headroom from working, and say what to do.',
  args: {
    json: { type: 'boolean', description: 'Print the findings as JSON.' },
    fix: { type: 'boolean', description: 'Apply the remedies that are safe and can be taken back, then look again.' },
    ...settingFlags,
  },
  async run({ json, fix, ...flags }, io) {
    const settings = resolveSettings(flags, io.env);
    let findings = await look(settings, io);
    if (fix === true && (await applyFixes(findings, io))) findings = await look(settings, io);
    const worst = rate(findings);
    const text =
      json === true
        ? `${JSON.stringify({ exitCode: worst, findings: findings.map(toPlain) }, null, 2)}\n`
        : format(findings);
    await writeAll(io.stdout, text);
    return worst;
  },
});

async function look(settings: Settings, io: Io): Promise<readonly Finding[]> {
  const situation: Situation = {
    settings,
    env: io.env,
    userHome: io.env.HOME || homedir(),
    nodeVersion: process.versions.node,
    now: Date.now(),
    neighbour: once(() => findNeighbour(settings)),
    probes: once(() => probeUpstreams(settings)),
    clients: once(() => makeClients(settings, io.env)),
  };
  return (await Promise.all(checks.map((check) => check.find(situation)))).flat();
}

/** @returns whether anything was done */
async function applyFixes(findings: readonly Finding[], io: Io): Promise<boolean> {
  const fixes = findings.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
  for (const { summary, run } of fixes) {
    await run();
    say(io, `Done: ${summary}.`);
  }
  return fixes.length > 0;
}

/** 0 = all in order, 1 = warnings, 2 = something is broken. */
export function rate(findings: readonly Finding[]): ExitCode {
  if (findings.some(({ level }) => level === 'broken')) return 2;
  return findings.some(({ level }) => level === 'warning') ? 1 : 0;
}

/** In JSON a remedy is its summary. */
function toPlain({ fix, ...finding }: Finding) {
  return fix === undefined ? finding : { ...finding, fix: fix.summary };
}

function format(findings: readonly Finding[]): string {
  const marks = { ok: 'ok     ', warning: 'warning', broken: 'BROKEN ' };
  return findings
    .map(
      ({ level, message, hint }) => `${marks[level]}  ${message}\n${hint === undefined ? '' : `         → ${hint}\n`}`,
    )
    .join('');
}

function once<T>(ask: () => Promise<T>): () => Promise<T> {
  let answer: Promise<T> | undefined;
  return () => {
    answer ??= ask();
    return answer;
  };
}
