import { homedir } from 'node:os';
import { formatCount } from '../lib/counts.ts';
import { classifyNetworkFault, type NetworkFault } from '../lib/network-fault.ts';
import { readTextWithin } from '../machine/index.ts';
import { makeGet, ServerFault } from './ask-web.ts';
import { registries } from './registries/index.ts';
import type { Get, Pinned, Question, Release, Setup } from './registries/types.ts';
import type { Dependencies } from './types.ts';

/** Questions that are under way at once. */
const AT_ONCE = 8;
/** A monorepo has thousands; those of its outer manifests come first. */
const MAX_QUESTIONS = 500;
/** For all of them together. */
const TIMEOUT_MS = 60_000;
const MAX_SETTINGS_BYTES = 256 * 1024;
const REASON_CHARS = 300;

/** A dependency with the manifest that declares it. */
export interface Declared extends Pinned {
  readonly manifest: string;
  /** Of its registry. */
  readonly registry: string;
}

/** What a check needs of its surroundings. */
export interface OnlineOptions {
  readonly env: Setup['env'];
  readonly readInProject: Setup['readInProject'];
  readonly onStep?: (step: string) => void;
  readonly userHome?: string;
  readonly read?: Setup['read'];
  /** How addresses of the web are read; default: over the network as this computer is set up for it. */
  readonly get?: Get;
}

/** What registries told. */
export type OnlineFindings = Pick<Dependencies, 'stale' | 'deprecated'> & { readonly online: Dependencies['online'] };

const FAULTS: Readonly<Record<NetworkFault, string>> = {
  dns: 'cannot be found',
  offline: 'cannot be reached',
  tls: 'has a certificate that is not trusted',
  cut: 'broke off',
};

interface Asked {
  readonly question: Question;
  readonly dependencies: Declared[];
  release: Release | null;
}

/**
 * Asks registries about dependencies: whether a newer version is out of reach, and whether the one in use was given up. Their
 * names and versions are all that is told, and only to whom this computer would fetch them from.
 */
export async function checkOnline(declared: readonly Declared[], options: OnlineOptions): Promise<OnlineFindings> {
  const all = await listQuestions(declared, options);
  const asked = all.slice(0, MAX_QUESTIONS);
  const troubles =
    all.length > asked.length
      ? [`${all.length - asked.length} of ${all.length} dependencies were not asked about.`]
      : [];
  troubles.push(...(await askAll(asked, options)));
  const stale: Dependencies['stale'][number][] = [];
  const deprecated: Dependencies['deprecated'][number][] = [];
  for (const { dependencies, release } of asked) {
    for (const { manifest, name, version } of dependencies) {
      if (release?.beyond && version !== null) stale.push({ manifest, name, version, newest: release.beyond });
      if (release?.warning) {
        deprecated.push({ manifest, name, reason: release.warning.replace(/\s+/g, ' ').slice(0, REASON_CHARS) });
      }
    }
  }
  const about = asked.reduce((sum, { dependencies }) => sum + dependencies.length, 0);
  return { stale, deprecated, online: { asked: about, unasked: declared.length - about, troubles } };
}

function depthOf({ manifest }: { readonly manifest: string }): number {
  return manifest.split('/').length;
}

/** One question per package and version, whoever declares it. */
async function listQuestions(declared: readonly Declared[], options: OnlineOptions): Promise<Asked[]> {
  const read = (path: string) => readTextWithin(path, MAX_SETTINGS_BYTES);
  const setup: Setup = { userHome: homedir(), read, ...options };
  const opened = new Map<string, (pinned: Pinned) => Question | null>();
  for (const registry of registries) {
    if (!declared.some((one) => one.registry === registry.id)) continue;
    try {
      opened.set(registry.id, await registry.open(setup));
    } catch {
      // Settings that cannot be read may name a registry of the user's own: then nobody hears a name.
    }
  }
  const asked = new Map<string, Asked>();
  // The project's own manifest first, those of examples and benchmarks last.
  for (const one of declared.toSorted((a, b) => depthOf(a) - depthOf(b))) {
    const key = JSON.stringify([one.registry, one.name, one.version, one.from]);
    const known = asked.get(key);
    const question = known === undefined ? opened.get(one.registry)?.(one) : null;
    if (known !== undefined) known.dependencies.push(one);
    else if (question) asked.set(key, { question, dependencies: [one], release: null });
  }
  return [...asked.values()];
}

/** Puts the answers into what is asked. @returns what went wrong, a sentence per host */
async function askAll(asked: readonly Asked[], { env, get, onStep }: OnlineOptions): Promise<string[]> {
  const signal = AbortSignal.timeout(TIMEOUT_MS);
  const web = get === undefined ? await makeGet(env, signal) : { get, close: () => undefined };
  const faults = new Map<string, Fault>();
  let next = 0;
  const work = async (): Promise<void> => {
    for (let at = next++; at < asked.length; at = next++) {
      const { question } = asked[at]!;
      const known = faults.get(question.host);
      const fault = known?.isDown ? known : await askOne(asked[at]!, web.get, signal);
      if (fault !== null) faults.set(question.host, { ...fault, count: (faults.get(question.host)?.count ?? 0) + 1 });
      onStep?.(`Asking registries: ${at + 1} of ${asked.length} dependencies`);
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, work));
  } finally {
    await web.close();
  }
  return [...faults].map(
    ([host, { reason, count }]) =>
      `${host} ${reason}; ${formatCount(count, 'dependency', 'dependencies')} not looked up.`,
  );
}

/** What kept a host from answering. */
interface Fault {
  readonly reason: string;
  /** It would be the same for the next question. */
  readonly isDown: boolean;
  readonly count: number;
}

async function askOne(asked: Asked, get: Get, signal: AbortSignal): Promise<Fault | null> {
  try {
    asked.release = await asked.question.ask(get);
    return null;
  } catch (error) {
    if (signal.aborted) return { reason: 'did not answer in time', isDown: true, count: 0 };
    if (error instanceof SyntaxError) return { reason: 'sent something that is no answer', isDown: false, count: 0 };
    if (error instanceof ServerFault) {
      const isDown = [401, 403, 429].includes(error.status) || error.status >= 500;
      return { reason: error.message, isDown, count: 0 };
    }
    return { reason: FAULTS[classifyNetworkFault(error)], isDown: true, count: 0 };
  }
}
