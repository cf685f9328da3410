import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listCases } from '../../scripts/lib/cases.ts';
import { families } from '../../scripts/lib/families.ts';
import { root } from '../../scripts/lib/project.ts';
import { listFiles, readProjectFile } from '../../scripts/lib/tree.ts';
import { secretStores } from '../../sidecar/account/index.ts';
import { checks } from '../../sidecar/cli/checks/index.ts';
import { commands } from '../../sidecar/cli/commands/index.ts';
import { adapters, hookHosts, mcpHosts } from '../../sidecar/clients/index.ts';
import { dialects } from '../../sidecar/dialects/index.ts';
import { compressors } from '../../sidecar/engine/index.ts';
import { insightRules } from '../../sidecar/insights/index.ts';
import { managedTools } from '../../sidecar/installs/index.ts';
import { lessonRules } from '../../sidecar/learn/index.ts';
import { tools } from '../../sidecar/mcp/index.ts';
import { providers } from '../../sidecar/providers/index.ts';
import { transcriptClients } from '../../sidecar/transcripts/index.ts';
import { ecosystems, registries } from '../../sidecar/vitals/index.ts';

const lists = {
  adapters,
  compressors,
  dialects,
  providers,
  commands,
  checks,
  tools,
  transcriptClients,
  insightRules,
  lessonRules,
  ecosystems,
  registries,
  mcpHosts,
  managedTools,
  hookHosts,
  secretStores,
};

describe.each(Object.entries(lists))('the family of %s', (_name, members: readonly { id: string }[]) => {
  it('has members with ids of their own in kebab-case', () => {
    const ids = members.map(({ id }) => id);
    expect(ids).not.toEqual([]);
    expect(new Set(ids).size).toBe(ids.length);
    expect(ids.filter((id) => !/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/.test(id))).toEqual([]);
  });
});

describe.each(families.map((family) => [family.directory, family] as const))('%s/', (directory, { list }) => {
  const index = readProjectFile(`${directory}/index.ts`);
  const files = listFiles(directory)
    .filter((path) => path.split('/').length === directory.split('/').length + 1)
    .map((path) => path.slice(directory.length + 1))
    .filter((file) => !['index.ts', 'types.ts'].includes(file));

  it('has every file in its list: one file, one line', () => {
    expect(index).toContain(`export const ${list}`);
    expect(files.filter((file) => !index.includes(`'./${file}'`))).toEqual([]);
  });

  it('has a file of the same name for every id', () => {
    const members: readonly { id: string }[] = lists[list as keyof typeof lists];
    expect(members.filter(({ id }) => !files.includes(`${id}.ts`)).map(({ id }) => id)).toEqual([]);
  });
});

describe('golden cases', () => {
  it.each(compressors.map(({ id }) => id))('%s has at least one', (id) => {
    const directory = join(root, 'test/cases/compressors', id);
    expect(existsSync(directory) && readdirSync(directory).some((file) => file.endsWith('.case'))).toBe(true);
  });

  it('belong to compressors that exist', () => {
    const ids: readonly string[] = compressors.map(({ id }) => id);
    expect(listCases(root).filter(({ compressor }) => !ids.includes(compressor))).toEqual([]);
  });
});
