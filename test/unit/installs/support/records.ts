import type { ManagedTool } from '../../../../sidecar/installs/index.ts';
import { sha256 } from '../../../../sidecar/lib/hash.ts';
import { makeTarGz } from './archives.ts';

/** The platform of all records of the tests. */
export const platform = 'test-cpu';

/** A program that says its version; a dull but incompressible comment makes it long enough to be cut. */
export function makeScript(version: string): string {
  const dull = Array.from({ length: 400 }, (_, at) => `# ${sha256(`${version}-${at}`)}\n`).join('');
  return `#!/bin/sh\n${dull}echo "tool ${version}"\n`;
}

/** A tool of one version, in an archive that holds it. */
export function makeRelease(
  url: string,
  version = '1.0.0',
  over: { archive?: Buffer; script?: string; format?: 'tar.gz' | 'zip'; timeoutMs?: number } = {},
): { tool: ManagedTool; archive: Buffer; script: string } {
  const script = over.script ?? makeScript(version);
  const archive = over.archive ?? makeTarGz([{ name: 'tool', content: script }]);
  const tool: ManagedTool = {
    id: 'tool',
    name: 'Tool',
    summary: 'Says its version.',
    homepage: 'https://example.com',
    licence: 'MIT',
    version,
    edition: 'test',
    artifacts: {
      [platform]: {
        url,
        sha256: sha256(archive),
        bytes: archive.length,
        format: over.format ?? 'tar.gz',
        member: { name: 'tool', bytes: Buffer.byteLength(script), sha256: sha256(script) },
      },
    },
    smoke: {
      args: ['--version'],
      expects: new RegExp(`^tool ${version.replaceAll('.', '\\.')}\\s*$`),
      timeoutMs: over.timeoutMs ?? 20_000,
      env: { QUIET: '1' },
    },
    writes: [],
  };
  return { tool, archive, script };
}
