import { resolveSettings } from '../../settings.ts';
import type { Finding } from '../checks/index.ts';
import { diagnose } from '../diagnose.ts';
import { writeAll } from '../output.ts';
import { settingFlags } from '../setting-flags.ts';
import { defineCommand, type ExitCode } from '../types.ts';

export const doctor = defineCommand({
  id: 'doctor',
  summary: 'Look for everything that keeps Headroom from working, and say what to do.',
  args: { json: { type: 'boolean', description: 'Print the findings as JSON.' }, ...settingFlags },
  async run({ json, ...flags }, io) {
    const settings = resolveSettings(flags, io.env);
    const findings = await diagnose(settings, io.env);
    const worst = rate(findings);
    const text = json === true ? `${JSON.stringify({ exitCode: worst, findings }, null, 2)}\n` : format(findings);
    await writeAll(io.stdout, text);
    return worst;
  },
});

/** 0 = all in order, 1 = warnings, 2 = something is broken. */
export function rate(findings: readonly Finding[]): ExitCode {
  if (findings.some(({ level }) => level === 'broken')) return 2;
  return findings.some(({ level }) => level === 'warning') ? 1 : 0;
}

function format(findings: readonly Finding[]): string {
  const marks = { ok: 'ok     ', warning: 'warning', broken: 'BROKEN ' };
  return findings
    .map(
      ({ level, message, hint }) => `${marks[level]}  ${message}\n${hint === undefined ? '' : `         → ${hint}\n`}`,
    )
    .join('');
}
