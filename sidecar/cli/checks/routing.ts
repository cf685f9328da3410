import { join } from 'node:path';
import { toConnectable, toOrigin } from '../../lib/origin.ts';
import { readTextWithin } from '../../machine/index.ts';
import { formatClientLine, listClientLines } from '../client-lines.ts';
import type { Check, Finding, Situation } from './types.ts';

const MAX_SETTINGS_BYTES = 4 * 1024 * 1024;

/** A place where a client's base URL can be set, and what it says. */
interface Route {
  readonly client: string;
  readonly where: string;
  readonly url: string;
}

export const routing = {
  id: 'routing',
  async find(situation) {
    const { findings, routes } = await collectRoutes(situation);
    if (routes.length === 0 && findings.length === 0) {
      const { host, port } = situation.settings;
      const lines = listClientLines(toOrigin(host, port)).map((line) => formatClientLine(line));
      return [
        {
          check: 'routing',
          level: 'warning',
          message:
            'No client is set up to go through Headroom in this shell or in the settings of Claude Code and Codex.',
          hint: `headroom connect all sets them up. Or start one like this: ${lines[0]}. Lines for other clients: headroom start.`,
        },
      ];
    }
    return [...findings, ...routes.map((route) => describe(route, situation))];
  },
} satisfies Check;

async function collectRoutes({ env, userHome }: Situation): Promise<{ findings: Finding[]; routes: Route[] }> {
  const routes: Route[] = [];
  const findings: Finding[] = [];
  for (const [client, name] of [
    ['Claude Code', 'ANTHROPIC_BASE_URL'],
    ['OpenAI clients', 'OPENAI_BASE_URL'],
    ['Gemini CLI', 'GOOGLE_GEMINI_BASE_URL'],
  ] as const) {
    const url = env[name];
    if (url) routes.push({ client, where: name, url });
  }
  for (const { client, path, parse } of settingsFiles(userHome)) {
    try {
      const text = await readTextWithin(path, MAX_SETTINGS_BYTES);
      if (text !== null) for (const url of parse(text)) routes.push({ client, where: path, url });
    } catch (error) {
      findings.push({
        check: 'routing',
        level: 'warning',
        message: `${path} cannot be read: ${(error as Error).message}.`,
        hint: `${client} may ignore it, too. Correct the file, or take it away.`,
      });
    }
  }
  return { findings, routes };
}

function settingsFiles(userHome: string) {
  return [
    { client: 'Claude Code', path: join(userHome, '.claude', 'settings.json'), parse: parseClaudeSettings },
    { client: 'Codex', path: join(userHome, '.codex', 'config.toml'), parse: parseCodexConfig },
  ];
}

/** Base URLs in Claude Code's settings.json. @throws SyntaxError when it is not JSON. */
export function parseClaudeSettings(text: string): string[] {
  const settings: unknown = JSON.parse(text);
  const env = read(settings, 'env');
  const url = read(env, 'ANTHROPIC_BASE_URL');
  return typeof url === 'string' && url !== '' ? [url] : [];
}

/**
 * Base URLs in Codex's config.toml: `openai_base_url`, and `base_url` of the provider that `model_provider` names.
 * Reads single-line assignments only, which is how both are written; it never needs the rest of the file.
 */
export function parseCodexConfig(text: string): string[] {
  const urls = new Map<string, string>();
  let table = '';
  let provider = 'openai';
  for (const line of text.split(/\r?\n/)) {
    const header = /^\s*\[([^\]]+)\]/.exec(line)?.[1];
    if (header !== undefined) table = header.replace(/["'\s]/g, '');
    const [, key, value] = /^\s*([\w-]+)\s*=\s*["']([^"']*)["']/.exec(line) ?? [];
    if (key === undefined || value === undefined) continue;
    if (table === '' && key === 'model_provider') provider = value;
    if (table === '' && key === 'openai_base_url') urls.set('openai', value);
    if (key === 'base_url' && table.startsWith('model_providers.'))
      urls.set(table.slice('model_providers.'.length), value);
  }
  const url = urls.get(provider);
  return url === undefined || url === '' ? [] : [url];
}

function describe({ client, where, url }: Route, { settings }: Situation): Finding {
  if (leadsTo(url, settings.host, settings.port)) {
    return { check: 'routing', level: 'ok', message: `${client} goes through Headroom (${where}).` };
  }
  return {
    check: 'routing',
    level: 'warning',
    message: `${client} goes to ${url} (${where}), not to Headroom on port ${settings.port}.`,
    hint: `Set it to ${toOrigin(settings.host, settings.port)}, or leave it if that is what you want.`,
  };
}

function leadsTo(url: string, host: string, port: number): boolean {
  if (!URL.canParse(url)) return false;
  const { protocol, hostname, port: urlPort } = new URL(url);
  const isLocal = ['127.0.0.1', 'localhost', '[::1]', toConnectable(host), `[${toConnectable(host)}]`].includes(
    hostname,
  );
  return protocol === 'http:' && isLocal && Number(urlPort || 80) === port;
}

function read(value: unknown, key: string): unknown {
  return typeof value === 'object' && value !== null ? (value as Record<string, unknown>)[key] : undefined;
}
