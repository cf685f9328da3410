import { AppError } from '../../contract/errors.ts';
import type { Finding } from '../checks/index.ts';
import { diagnose } from '../diagnose.ts';
import { say, writeAll } from '../output.ts';
import { findSettings } from '../own-settings.ts';
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
    const settings = await findSettings(flags, io.env);
    let findings = await diagnose(settings, io.env);
    if (fix === true && (await applyFixes(findings, io))) findings = await diagnose(settings, io.env);
    const worst = rate(findings);
    const text =
      json === true
        ? `${JSON.stringify({ exitCode: worst, findings: findings.map(toPlain) }, null, 2)}\n`
        : format(findings);
    await writeAll(io.stdout, text);
    return worst;
  },
});

/** One that fails is told with what to do, and keeps no other from being applied. @returns whether anything was tried */
async function applyFixes(findings: readonly Finding[], io: Io): Promise<boolean> {
  const fixes = findings.flatMap(({ fix }) => (fix === undefined ? [] : [fix]));
  for (const { summary, run } of fixes) {
    try {
      await run();
      say(io, `Done: ${summary}.`);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      say(io, `Not done: ${error.message}${error.hint === undefined ? '' : `\n  ${error.hint}`}`);
    }
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
