import { join } from 'node:path';
import { isLoopbackName } from '../../lib/loopback.ts';
import { findClient } from '../computer.ts';
import { isRecord } from '../edits/text.ts';
import { leadsTo } from '../routes.ts';
import { parseTomlLoosely, readAt } from '../settings-text.ts';
import type { AdapterPlan, ClientAdapter, ClientFinding, Machine } from '../types.ts';

const programs = ['codex'] as const;

export const codex = {
  id: 'codex',
  name: 'Codex',
  how: 'files',
  labels: ['codex'],
  detect: (machine) => {
    const home = configHome(machine);
    return findClient(machine, programs, [join(home, 'config.toml'), join(home, 'auth.json')]);
  },
  async plan(proxyUrl, machine) {
    const file = join(configHome(machine), 'config.toml');
    const config = parseTomlLoosely(await machine.read(file));
    const chosen = readAt(config, ['model_provider']);
    const name = typeof chosen === 'string' && chosen !== 'openai' ? chosen : null;
    return name === null ? planBuiltIn(file) : planProvider(file, name, { config, proxyUrl });
  },
  async verify(_proxyUrl, machine) {
    const config = parseTomlLoosely(await machine.read(join(configHome(machine), 'config.toml')));
    const profiles = readAt(config, ['profiles']);
    return Object.entries(isRecord(profiles) ? profiles : {})
      .filter(([, profile]) => typeof readAt(profile, ['model_provider']) === 'string')
      .map(
        ([name]): ClientFinding => ({
          level: 'warning',
          message: `The profile "${name}" of Codex chooses a provider of its own: with it, requests do not come here.`,
          hint: 'Leave it so, or take model_provider out of that profile.',
        }),
      );
  },
  launch: (proxyUrl) => ({ programs, env: {}, args: ['-c', `openai_base_url="${proxyUrl}/v1"`], notes: [] }),
} as const satisfies ClientAdapter;

const restart = 'Codex reads its settings when it starts: restart sessions that run.';

function planBuiltIn(file: string): AdapterPlan {
  return {
    edits: [
      {
        file,
        format: 'toml',
        path: ['openai_base_url'],
        set: { route: { suffix: '/v1', slot: 'codex' } },
        why: 'Its own provider sends its requests there, with an API key and with a ChatGPT login; the history stays in one piece.',
      },
    ],
    notes: [restart],
    steps: [],
  };
}

/** Somebody chose a provider of his own: that one is put behind us, with everything else that it says. */
function planProvider(file: string, name: string, seen: { config: unknown; proxyUrl: string }): AdapterPlan {
  const url = readAt(seen.config, ['model_providers', name, 'base_url']);
  const isLocal =
    typeof url === 'string' &&
    URL.canParse(url) &&
    isLoopbackName(new URL(url).hostname) &&
    !leadsTo(seen.proxyUrl, url);
  if (typeof url !== 'string' || isLocal) {
    const what = isLocal
      ? `a model on this computer (${name}), which costs nothing`
      : `the provider "${name}", which has no base_url in ${file}`;
    return {
      edits: [],
      notes: [`Codex uses ${what}: nothing is changed.`],
      steps: [`codex -c model_provider=openai -c 'openai_base_url="${seen.proxyUrl}/v1"'`],
    };
  }
  return {
    edits: [
      {
        file,
        format: 'toml',
        path: ['model_providers', name, 'base_url'],
        set: { route: { suffix: '/v1', slot: `codex-${name.replace(/[^\w-]/g, '_')}` } },
        why: `Codex is set to the provider "${name}"; Headroom forwards to the address that stands there now.`,
      },
    ],
    notes: [restart],
    steps: [],
  };
}

function configHome({ env, userHome }: Machine): string {
  return env.CODEX_HOME || join(userHome, '.codex');
}
