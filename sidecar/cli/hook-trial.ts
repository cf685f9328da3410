import { AppError } from '../contract/errors.ts';
import type { Settings } from '../contract/settings.ts';
import { readProgramVersion } from '../machine/index.ts';
import { makeClients } from './client-room.ts';
import { say, writeAll } from './output.ts';
import type { ExitCode, Io } from './types.ts';

/** Tries what a client's permissions do to commands that a hook rewrites, and prints the matrix. Nothing is installed. */
export async function tryHooks(
  client: string,
  settings: Settings,
  json: boolean | undefined,
  io: Io,
): Promise<ExitCode> {
  const { program } = await (await makeClients(settings, io.env)).launch(client, 'http://127.0.0.1:9');
  if (client !== 'claude-code') {
    throw new AppError('client.unknown', `Nothing is known of hooks of ${client} that could be tried.`, {
      hint: 'headroom hooks trial claude-code',
    });
  }
  if (program === null) {
    throw new AppError('client.not-installed', 'Claude Code was not found on this computer.', {
      hint: 'Install it, or put the directory of its program on PATH; then run headroom hooks trial again.',
    });
  }
  const [{ tryRewriting }, { judgeTrial, formatTrial }, version] = await Promise.all([
    import('../shell/rewrite-trial.ts'),
    import('../shell/trial-verdict.ts'),
    readProgramVersion(program),
  ]);
  say(io, `Claude Code ${version ?? '(no version)'} is run with a home, a model and a harmless command of its own …`);
  const cells = await tryRewriting(program, ({ mode, rule }) => say(io, `  ${mode}, ${rule}: tried`));
  const verdict = judgeTrial(cells);
  const text =
    json === true
      ? `${JSON.stringify({ client, version, cells, ...verdict }, null, 2)}\n`
      : `${formatTrial(cells)}${verdict.reason}\n${verdict.isLawful ? '' : 'So Headroom rewrites no command of this client.\n'}`;
  await writeAll(io.stdout, text);
  return 0;
}
