/** Families whose members `npm run new <family> <id>` can begin: one file, one line in the list. */
export interface Family {
  readonly id: string;
  readonly directory: string;
  /** Name of the array in the directory's index.ts. */
  readonly list: string;
  /** The new member's source. @param name camel-case, @param id kebab-case */
  source(name: string, id: string): string;
  /** A case that fails until the member does its work; null when members of this family have none. */
  readonly firstCase: ((id: string) => { path: string; text: string }) | null;
}

export const families: readonly Family[] = [
  {
    id: 'compressor',
    directory: 'sidecar/engine/compressors',
    list: 'compressors',
    source: (name, id) => `import type { Compressor } from '../types.ts';

export const ${name} = {
  id: '${id}',
  stage: 'shape',
  score: () => 0,
  compress: () => null,
} satisfies Compressor;
`,
    firstCase: (id) => ({
      path: `test/cases/compressors/${id}/first.case`,
      text: '# tool: Bash\nwrite an input here\n-----\nwrite what it should become here\n',
    }),
  },
  {
    id: 'command',
    directory: 'sidecar/cli/commands',
    list: 'commands',
    source: (name, id) => `import { AppError } from '../../contract/errors.ts';
import { defineCommand } from '../types.ts';

export const ${name} = defineCommand({
  id: '${id}',
  summary: 'Say in one line what it does.',
  args: {},
  async run() {
    throw new AppError('cli.usage', '"${id}" does nothing yet.');
  },
});
`,
    firstCase: null,
  },
  {
    id: 'check',
    directory: 'sidecar/cli/checks',
    list: 'checks',
    source: (name, id) => `import type { Check } from './types.ts';

export const ${name} = {
  id: '${id}',
  async find() {
    return [{ check: '${id}', level: 'warning', message: 'Nothing is checked yet.', hint: 'Write the check.' }];
  },
} satisfies Check;
`,
    firstCase: null,
  },
  {
    id: 'tool',
    directory: 'sidecar/mcp/tools',
    list: 'tools',
    source: (name, id) => `import { AppError } from '../../contract/errors.ts';
import { defineTool } from '../types.ts';

export const ${name} = defineTool({
  id: '${id}',
  title: 'Say it in three words',
  description: 'Say when a model should use it.',
  input: {},
  async run() {
    throw new AppError('api.invalid', '"${id}" does nothing yet.');
  },
});
`,
    firstCase: null,
  },
  {
    id: 'transcript-client',
    directory: 'sidecar/transcripts/readers',
    list: 'transcriptClients',
    source: (name, id) => `import type { TranscriptClient } from '../types.ts';

export const ${name} = {
  id: '${id}',
  name: 'As people call it',
  roots: () => [],
  isTranscript: () => false,
  open: () => ({ read: () => [] }),
} satisfies TranscriptClient;
`,
    firstCase: null,
  },
  {
    id: 'insight',
    directory: 'sidecar/insights/rules',
    list: 'insightRules',
    source: (name, id) => `import type { InsightRule } from '../types.ts';

export const ${name} = {
  id: '${id}',
  needs: 'ledger',
  judge: () => null,
} satisfies InsightRule;
`,
    firstCase: null,
  },
  {
    id: 'lesson',
    directory: 'sidecar/learn/rules',
    list: 'lessonRules',
    source: (name, id) => `import type { LessonRule } from '../types.ts';

export const ${name} = {
  id: '${id}',
  find: () => [],
} satisfies LessonRule;
`,
    firstCase: null,
  },
  {
    id: 'client',
    directory: 'sidecar/clients/adapters',
    list: 'adapters',
    source: (name, id) => `import { findClient } from '../computer.ts';
import type { ClientAdapter } from '../types.ts';

export const ${name} = {
  id: '${id}',
  name: 'Say how people call it',
  how: 'files',
  labels: ['${id}'],
  detect: (machine) => findClient(machine, ['${id}'], []),
  plan: async () => ({ edits: [], notes: [], steps: [] }),
  verify: async () => [],
  launch: () => ({ programs: ['${id}'], env: {}, args: [], notes: [] }),
} as const satisfies ClientAdapter;
`,
    firstCase: (id) => ({
      path: `test/cases/clients/${id}/plain/after/.write-what-connecting-makes`,
      text: 'Put the home of a user into before/, then run: npm run cases -- --update\n',
    }),
  },
  {
    id: 'ecosystem',
    directory: 'sidecar/vitals/ecosystems',
    list: 'ecosystems',
    source: (name, id) => `import type { Ecosystem } from './types.ts';

export const ${name} = {
  id: '${id}',
  manifest: 'name of its manifest',
  registry: 'id of its registry',
  judge: async () => ({ unused: [], deprecated: [], mismatched: [], declared: [] }),
} satisfies Ecosystem;
`,
    firstCase: null,
  },
  {
    id: 'registry',
    directory: 'sidecar/vitals/registries',
    list: 'registries',
    source: (name, id) => `import type { Registry } from './types.ts';

export const ${name} = {
  id: '${id}',
  open: async () => () => null,
} satisfies Registry;
`,
    firstCase: null,
  },
  {
    id: 'mcp-host',
    directory: 'sidecar/clients/mcp-hosts',
    list: 'mcpHosts',
    source: (name, id) => `import type { McpHost } from './types.ts';

export const ${name} = {
  id: '${id}',
  name: 'As people call it',
  detect: async () => null,
  edits: async () => [],
} satisfies McpHost;
`,
    firstCase: null,
  },
  {
    id: 'hook-host',
    directory: 'sidecar/clients/hook-hosts',
    list: 'hookHosts',
    source: (name, id) => `import { type HookHost, noHook } from './types.ts';

export const ${name} = {
  id: '${id}',
  name: 'As people call it',
  obstacle: 'Say what its hooks cannot do, and in which version that was seen.',
  detect: async () => null,
  ...noHook,
} satisfies HookHost;
`,
    firstCase: null,
  },
  {
    id: 'secret-store',
    directory: 'sidecar/account/secret-stores',
    list: 'secretStores',
    source: (name, id) => `import { noKeychain } from '../failures.ts';
import type { SecretStore } from '../types.ts';

const absent = async (): Promise<never> => Promise.reject(noKeychain('Nothing is kept there yet.'));

export const ${name} = {
  id: '${id}',
  platforms: ['aix'],
  tell: () => ({ name: 'as people call it', path: null }),
  get: absent,
  set: absent,
  remove: absent,
} satisfies SecretStore;
`,
    firstCase: null,
  },
];

export function toCamelCase(id: string): string {
  return id.replace(/-([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}

/**
 * The list with one more member: an import and an entry at the end.
 * @throws Error when the file does not hold an array of that name, or holds the member already.
 */
export function addToList(source: string, list: string, name: string, id: string): string {
  if (source.includes(`'./${id}.ts'`)) throw new Error(`${id} is in the list already`);
  const array = new RegExp(`(export const ${list}\\b[^=]*= \\[)([^\\]]*)\\]`);
  const match = array.exec(source);
  if (match === null) throw new Error(`there is no list called ${list}`);
  const members = (match[2] ?? '')
    .split(',')
    .map((member) => member.trim())
    .filter((member) => member !== '');
  const listed = source.replace(array, (_, opening: string) => `${opening}${[...members, name].join(', ')}]`);
  const line = `import { ${name} } from './${id}.ts';\n`;
  const at = listed.lastIndexOf('\nimport ');
  const start = at === -1 ? (listed.startsWith('import ') ? 0 : -1) : at + 1;
  return start === -1 ? `${line}\n${listed}` : `${listed.slice(0, start)}${line}${listed.slice(start)}`;
}
