/** How a client is started so that it goes through Headroom: data, one entry per client. */
export interface ClientLine {
  /** As people call it. */
  readonly name: string;
  /** Environment that the client reads. */
  readonly env: Readonly<Record<string, string>>;
  /** Program and arguments, quoted where a shell needs it; single quotes mean the same in POSIX shells and PowerShell. */
  readonly command: string;
}

/** @param origin of the proxy, e.g. "http://127.0.0.1:8787" */
export function listClients(origin: string): readonly ClientLine[] {
  return [
    {
      name: 'Claude Code',
      // With a base URL of one's own it would otherwise put every tool's schema into every request (+28 KB).
      env: { ANTHROPIC_BASE_URL: origin, ENABLE_TOOL_SEARCH: 'true' },
      command: 'claude',
    },
    {
      name: 'Codex',
      env: {},
      // Its built-in provider speaks WebSocket first, which is only relayed; a provider of one's own speaks HTTP.
      command: [
        'codex -c model_provider=headroom -c model_providers.headroom.name=Headroom',
        `-c model_providers.headroom.base_url=${origin}/v1 -c model_providers.headroom.wire_api=responses`,
        '-c model_providers.headroom.env_key=OPENAI_API_KEY',
      ].join(' '),
    },
    {
      name: 'OpenCode',
      env: { OPENCODE_CONFIG_CONTENT: formatOpenCodeConfig(origin) },
      command: 'opencode',
    },
    { name: 'Gemini CLI', env: { GOOGLE_GEMINI_BASE_URL: origin }, command: 'gemini' },
  ];
}

/** A line that can be pasted into the shell that people of this system use. */
export function formatClientLine({ env, command }: ClientLine, platform: NodeJS.Platform = process.platform): string {
  const settings = Object.entries(env);
  if (platform === 'win32') return [...settings.map(([name, value]) => `$env:${name}='${value}';`), command].join(' ');
  return [...settings.map(([name, value]) => `${name}=${quote(value)}`), command].join(' ');
}

function quote(value: string): string {
  return /^[\w:/.[\]-]+$/.test(value) ? value : `'${value.replaceAll("'", "'\\''")}'`;
}

function formatOpenCodeConfig(origin: string): string {
  const toOptions = (path: string) => ({ options: { baseURL: `${origin}${path}` } });
  return JSON.stringify({
    provider: { anthropic: toOptions('/v1'), openai: toOptions('/v1'), google: toOptions('/v1beta') },
  });
}
