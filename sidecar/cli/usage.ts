import { renderUsage } from 'citty';
import type { Command } from './types.ts';

/** How one command is used, with colours. */
export function usageOf(command: Command): Promise<string> {
  return renderUsage({ meta: { name: `headroom ${command.id}`, description: command.summary }, args: command.args });
}

/** The list of commands, plain text. */
export function usageOfAll(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.id.length));
  const lines = commands.map((command) => `  ${command.id.padEnd(width)}  ${command.summary}`);
  return [
    'headroom – a local proxy that lowers the bill of coding agents and never raises it',
    '',
    'Usage: headroom <command> [options]',
    '',
    ...lines,
    '',
    'headroom <command> --help tells its options.',
  ].join('\n');
}
