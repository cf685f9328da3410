import type { ClientsDoor } from '../../sidecar/api/types.ts';
import type { ClientPlan, ClientResult, ClientRow, ClientState, FileChange } from '../../sidecar/contract/clients.ts';

const change: FileChange = {
  file: '~/.claude/settings.json',
  kind: 'change',
  diff: [
    '--- ~/.claude/settings.json',
    '+++ ~/.claude/settings.json',
    '@@ -1,3 +1,4 @@',
    ' {',
    '-  "env": {}',
    '+  "env": { "ANTHROPIC_BASE_URL": "http://127.0.0.1:8787" }',
    ' }',
    '',
  ].join('\n'),
  values: [{ path: 'env.ANTHROPIC_BASE_URL', value: 'http://127.0.0.1:8787', why: 'where it sends its requests' }],
};

function makeClient(id: string, name: string, state: ClientState): ClientRow {
  return {
    ...{ id, name, state, how: 'files', installed: state !== 'not-installed', version: '2.1.0', program: null },
    lastSeenAt: null,
    findings:
      state === 'conflict'
        ? [{ level: 'warning', message: 'Its base URL was changed since.', hint: 'Connect it again, or leave it.' }]
        : [],
  };
}

/** Clients in every state, changed by the same questions as real ones; nothing is written anywhere. */
export function makeClientsDoor(): ClientsDoor {
  const states = new Map<string, ClientState>([
    ['claude-code', 'disconnected'],
    ['codex', 'connected'],
    ['opencode', 'conflict'],
    ['gemini-cli', 'not-installed'],
  ]);
  const names = new Map([
    ['claude-code', 'Claude Code'],
    ['codex', 'Codex'],
    ['opencode', 'OpenCode'],
    ['gemini-cli', 'Gemini CLI'],
  ]);
  const row = (id: string): ClientRow => makeClient(id, names.get(id) ?? id, states.get(id) ?? 'not-installed');
  const answer = (id: string, outcome: ClientResult['outcome'], dryRun: boolean): ClientResult => ({
    ...{ id, name: row(id).name, outcome, dryRun, changes: [change], notes: [], steps: [], left: [], backups: [] },
    error: null,
  });
  const set = (ids: readonly string[], state: ClientState, outcome: ClientResult['outcome'], dryRun = false) => {
    if (!dryRun) for (const id of ids) states.set(id, state);
    return Promise.resolve(ids.map((id) => answer(id, outcome, dryRun)));
  };
  const those = (state: ClientState): string[] => [...states].filter(([, own]) => own === state).map(([id]) => id);
  const plan = (id: string): ClientPlan => ({
    ...{ id, name: row(id).name, state: row(id).state, how: 'files', changes: [change], steps: [], upstreams: [] },
    notes: ['Start it anew: it reads its settings once.'],
  });
  return {
    states: async () => Object.fromEntries(states),
    list: () => Promise.resolve([...states.keys()].map(row)),
    plan: (id) => Promise.resolve(plan(id)),
    verify: () => Promise.resolve([]),
    connect: (id, options) => set([id], 'connected', 'connected', options?.dryRun),
    disconnect: (id, options) => set([id], 'disconnected', 'disconnected', options?.dryRun),
    pause: () => set(those('connected'), 'paused', 'paused'),
    resume: () => set(those('paused'), 'connected', 'resumed'),
  };
}
