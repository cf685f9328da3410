import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { hasBinary } from './neutralino.ts';
import { readReleaseDate, root } from './project.ts';
import { listFiles, readProjectFile } from './tree.ts';

/** One thing that is shipped (CycloneDX 1.5, `component`). */
interface Component {
  readonly 'bom-ref': string;
  readonly type: 'library' | 'platform' | 'application';
  readonly name: string;
  readonly version: string;
  readonly purl?: string;
  readonly description?: string;
  readonly components?: readonly Component[];
}

interface Bill {
  readonly metadata: { readonly component: object };
  readonly components: readonly Component[];
}

/**
 * Writes what is shipped as CycloneDX 1.5: npm's own list of what the sidecar depends on, and what npm does not know of –
 * the Node that the executable is made of with the libraries inside of it, what the page is built from, the window.
 * The same sources give the same file.
 * @returns its path.
 */
export function writeBillOfMaterials(directory: string, version: string): string {
  const bill = mergeBill(readNpmBill(), {
    version,
    date: readReleaseDate(),
    components: [
      makeNode(process.versions),
      ...listPagePackages(),
      ...listKeychainPackages(),
      ...(hasBinary() ? [makeWindow()] : []),
    ],
  });
  const path = join(directory, `headroom-${version}-${process.platform}-${process.arch}.cdx.json`);
  writeFileSync(path, `${JSON.stringify(bill, null, 2)}\n`);
  return path;
}

/** Adds components to npm's list and takes out what differs between two runs of npm. Exported for its test. */
export function mergeBill(
  bill: Bill,
  { version, date, components }: { version: string; date: string; components: readonly Component[] },
): object {
  const { serialNumber: _, ...rest } = bill as Bill & { serialNumber?: string };
  // Two components of one name would make the document invalid.
  const all = new Map([...components, ...bill.components].map((component) => [component['bom-ref'], component]));
  return {
    ...rest,
    metadata: {
      ...bill.metadata,
      timestamp: `${date}T00:00:00Z`,
      component: { ...bill.metadata.component, type: 'application', name: 'headroom', version },
    },
    components: [...all.values()],
  };
}

/** Node as it is copied into the executable, with what is built into it. */
export function makeNode(versions: Readonly<Record<string, string | undefined>>): Component {
  const { node = '', modules: _, napi: __, ...parts } = versions;
  return {
    'bom-ref': `node@${node}`,
    type: 'platform',
    name: 'node',
    version: node,
    purl: `pkg:generic/node@${node}`,
    description: 'The JavaScript runtime inside of the executable',
    components: Object.entries(parts).map(([name, version = '']) => ({
      'bom-ref': `node@${node}/${name}@${version}`,
      type: 'library',
      name,
      version,
    })),
  };
}

function readNpmBill(): Bill {
  // npm tells its scripts where it is; a bare name would find another one, or on Windows none.
  const npm = process.env.npm_execpath;
  if (npm === undefined) throw new Error('Run this as `npm run pack`: the list of packages is made by npm');
  const args = [npm, 'sbom', '--sbom-format', 'cyclonedx', '--omit', 'dev', '--omit', 'optional'];
  const printed = execFileSync(process.execPath, args, { cwd: root, encoding: 'utf8', maxBuffer: 64 * 1024 * 1024 });
  return JSON.parse(printed) as Bill;
}

/** Packages that app/ imports: they are built into the page, whatever package.json calls them. */
function listPagePackages(): Component[] {
  const require = createRequire(join(root, 'package.json'));
  const names = new Set<string>();
  for (const path of listFiles('app').filter((one) => /\.tsx?$/.test(one) && !one.endsWith('.config.ts'))) {
    for (const [, name = ''] of readProjectFile(path).matchAll(/from '((?:@[\w-]+\/)?[\w-]+)(?:\/[^']*)?'/g))
      names.add(name);
  }
  return [...names].sort().map((name) => {
    const { version } = require(`${name}/package.json`) as { version: string };
    return makePackage(name, version);
  });
}

/** What opens a keychain is optional for npm, and shipped all the same. */
function listKeychainPackages(): Component[] {
  const { optionalDependencies } = JSON.parse(readProjectFile('package.json')) as {
    optionalDependencies: Readonly<Record<string, string>>;
  };
  return Object.entries(optionalDependencies)
    .filter(([name]) => /key(chain|ring)$/.test(name))
    .map(([name, version]) => makePackage(name, version));
}

function makePackage(name: string, version: string): Component {
  const purl = `pkg:npm/${name.replace('@', '%40')}@${version}`;
  return { 'bom-ref': `${name}@${version}`, type: 'library', name, version, purl };
}

function makeWindow(): Component {
  const { cli } = JSON.parse(readProjectFile('neutralino.config.json')) as { cli: { binaryVersion: string } };
  return {
    'bom-ref': `neutralinojs@${cli.binaryVersion}`,
    type: 'application',
    name: 'neutralinojs',
    version: cli.binaryVersion,
    purl: `pkg:github/neutralinojs/neutralinojs@v${cli.binaryVersion}`,
    description: 'The native window and tray',
  };
}
