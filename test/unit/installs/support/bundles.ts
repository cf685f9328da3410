import type { BundleArchive, ManagedTool } from '../../../../sidecar/installs/index.ts';
import { sha256 } from '../../../../sidecar/lib/hash.ts';
import { makeTarGz, makeWheel, type TarEntry, type ZipEntry } from './archives.ts';
import { makeRelease, platform } from './records.ts';

export interface BundleOptions {
  readonly version?: string;
  /** Of the runtime, besides its interpreter. */
  readonly more?: readonly TarEntry[];
  readonly modules?: readonly ZipEntry[];
  /** Of the script that stands for an interpreter. */
  readonly interpreter?: string;
}

/** A tool of two archives, by their names: a runtime whose interpreter runs the file of ours, and a wheel that this one reads. */
export function makeBundle(origin: string, { version = '1.0.0', ...over }: BundleOptions = {}) {
  const runtime = makeTarGz([
    { name: 'python/bin/sh3', content: over.interpreter ?? '#!/bin/sh\nexec /bin/sh "$@"\n' },
    { name: 'python/lib/pip/x.py', content: 'pip' },
    { name: 'python/bin/python', kind: '2', link: 'sh3' },
    ...(over.more ?? []),
  ]);
  const dull = Array.from({ length: 200 }, (_, at) => sha256(`${version}-${at}`)).join('\n');
  const wheel = makeWheel(
    'pack',
    over.modules ?? [
      { name: 'pack/version', content: version },
      { name: 'pack/dull', content: dull },
    ],
  );
  const files = { 'runtime.tar.gz': runtime, 'pack-1.whl': wheel };
  const toArchive = (name: keyof typeof files): Pick<BundleArchive, 'url' | 'sha256' | 'bytes' | 'mostBytes'> => ({
    url: `${origin}/${name}`,
    sha256: sha256(files[name]),
    bytes: files[name].length,
    mostBytes: 100_000,
  });
  const text = `echo "tool $(cat "$(dirname "$0")/packages/pack/version")"\n`;
  const tool: ManagedTool = {
    ...makeRelease('http://127.0.0.1:1/x', version).tool,
    artifacts: {
      [platform]: {
        archives: [
          { ...toArchive('runtime.tar.gz'), format: 'tar.gz', into: 'runtime', top: 'python', leaveOut: /^lib\/pip\// },
          { ...toArchive('pack-1.whl'), format: 'wheel', into: 'packages' },
        ],
        files: [{ path: 'program.sh', text }],
        program: 'runtime/bin/sh3',
      },
    },
    smoke: { ...makeRelease('http://127.0.0.1:1/x', version).tool.smoke, args: ['{directory}/program.sh'] },
  };
  return { tool, files };
}
