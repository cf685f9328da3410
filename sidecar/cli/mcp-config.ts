import type { McpEntry } from '../clients/index.ts';
import { findHome, makeLastingLaunch } from '../machine/index.ts';
import type { Env } from '../settings.ts';

/**
 * This Node and this package's own bin (or the packed executable), so that it also works where `headroom` is not on the PATH of the client.
 * A client starts it with an environment of its own, so a home other than the usual one is named. The Headroom of the home is found
 * by the home; a port is only named when it was asked for.
 */
export function makeMcpEntry(place: {
  readonly home: string;
  readonly port: string | undefined;
  readonly env: Env;
}): McpEntry {
  const { home, port, env } = place;
  const isUsual = home === findHome({}, env.HOME || env.USERPROFILE || undefined);
  return makeLastingLaunch([
    'mcp',
    ...(isUsual ? [] : ['--home', home]),
    ...(port === undefined ? [] : ['--port', port]),
  ]);
}

/** What to copy into each client's settings, with the command that does the same where the client has one. */
export function formatMcpConfig({ command, args }: McpEntry): string {
  const json = JSON.stringify({ mcpServers: { headroom: { command, args } } }, null, 2);
  const openCode = JSON.stringify({ mcp: { headroom: { type: 'local', command: [command, ...args] } } }, null, 2);
  const list = args.map((arg) => JSON.stringify(arg)).join(', ');
  const line = [command, ...args].map((part) => (/^[\w./:-]+$/.test(part) ? part : `'${part}'`)).join(' ');
  return `Claude Code
  claude mcp add --scope user headroom -- ${line}

Codex: ~/.codex/config.toml
${indent(`[mcp_servers.headroom]\ncommand = ${JSON.stringify(command)}\nargs = [${list}]`)}

OpenCode: ~/.config/opencode/opencode.json
${indent(openCode)}

Gemini CLI (~/.gemini/settings.json), Cursor (~/.cursor/mcp.json), and Claude Code with --mcp-config
${indent(json)}
`;
}

function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `  ${line}`)
    .join('\n');
}
