import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { createClients } from '../../../sidecar/clients/index.ts';
import { makeHome } from './sidecar-process.ts';

/** Settings as people have them: comments of their own, odd spacing, no newline at the end. */
const settingsText =
  '{\n  "model": "opus",\n    "env": { "EDITOR":"vi" }   ,\r\n  "permissions": {"allow": ["Bash(ls:*)"]}}';
const codexText = '# mine\nmodel = "gpt-6.1-sol"   # keep\n\n[tui]\nnotifications = true\n';

/** A user's home with two clients. */
export interface ConnectedHome {
  /** Of the user; Headroom's is in it. */
  readonly userHome: string;
  readonly home: string;
  readonly env: Record<string, string>;
  /** Points both clients at an address. */
  connect(url: string): Promise<void>;
  /** connected: both lead to `url`. own: both files are byte for byte the user's. torn: anything else. */
  state(url?: string): 'connected' | 'own' | 'torn';
  /** Per client the address on this computer that it leads to; null = its file is byte for byte the user's. */
  leads(): (string | null)[];
}

/** @param upstream where Headroom sends everything */
export function makeConnectedHome(upstream: string): ConnectedHome {
  const userHome = makeHome();
  const home = join(userHome, '.headroom');
  const files = [
    [join(userHome, '.claude', 'settings.json'), settingsText],
    [join(userHome, '.codex', 'config.toml'), codexText],
  ] as const;
  for (const [path, text] of files) {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  const targets = ['ANTHROPIC', 'OPENAI', 'GEMINI', 'CHATGPT'].map((name) => [`${name}_TARGET_API_URL`, upstream]);
  const env: Record<string, string> = {
    ...{ HEADROOM_HOME: home, HOME: userHome, USERPROFILE: userHome, HEADROOM_NOTIFICATIONS: '0' },
    ...Object.fromEntries(targets),
  };
  return {
    userHome,
    home,
    env,
    async connect(url) {
      const clients = createClients({ home, env, proxyUrl: url });
      for (const id of ['claude-code', 'codex']) await clients.connect(id, { force: true });
    },
    leads: () =>
      files.map(([path, own]) => {
        const text = readFileSync(path, 'utf8');
        return text === own ? null : (/http:\/\/127\.0\.0\.1:\d+/.exec(text)?.[0] ?? 'torn');
      }),
    state(url) {
      const texts = files.map(([path]) => readFileSync(path, 'utf8'));
      if (texts.every((text, at) => text === files[at]?.[1])) return 'own';
      const isLed = texts.every((text) => text.includes(url ?? 'http://127.0.0.1:'));
      return isLed && texts.every((text) => (text.match(/127\.0\.0\.1/g) ?? []).length === 1) ? 'connected' : 'torn';
    },
  };
}
