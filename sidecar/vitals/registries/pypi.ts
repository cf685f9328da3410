import { compareVersions, mayBreak } from '../../lib/versions.ts';
import { normaliseName } from '../python-names.ts';
import { type Table, tableOf, textOf } from '../tables.ts';
import { readWebAddress } from '../web-address.ts';
import type { Get, Registry, Release } from './types.ts';

const PUBLIC = 'https://pypi.org/simple/';
/** PEP 691 with the list of versions of PEP 700. */
const JSON_ANSWER = 'application/vnd.pypi.simple.v1+json';

/** PyPI, or the index that uv or pip are set up for in the environment, by the simple repository API (PEP 503, 691, 700). */
export const pypi = {
  id: 'pypi',
  async open({ env }) {
    const given = env.UV_DEFAULT_INDEX?.trim() || env.UV_INDEX_URL?.trim() || env.PIP_INDEX_URL?.trim() || PUBLIC;
    const index = readWebAddress(given);
    return ({ name, version, from }) => {
      const source = from === null ? PUBLIC : readWebAddress(from)?.href;
      const isElsewhere = source !== PUBLIC && source !== index?.href;
      if (index === null || version === null || isElsewhere || !/^[\w.-]+$/.test(name)) return null;
      return { host: index.host, ask: (get) => ask(`${index.href}${normaliseName(name)}/`, version, get) };
    };
  },
} satisfies Registry;

async function ask(address: string, version: string, get: Get): Promise<Release | null> {
  const text = await get(address, JSON_ANSWER);
  if (text === null) return null;
  const { versions, files } = tableOf(JSON.parse(text));
  if (!Array.isArray(versions) || !Array.isArray(files)) throw new SyntaxError('no list of versions');
  const known = files.map(tableOf);
  const released = versions
    .flatMap((one) => (typeof one === 'string' && toSemantic(one) !== null ? [one] : []))
    .filter((one) => findYanked(known, one) === null)
    .sort((a, b) => compareVersions(toSemantic(a)!, toSemantic(b)!));
  const newest = released.at(-1);
  const own = toSemantic(version);
  const isBeyond = newest !== undefined && own !== null && mayBreak(toSemantic(newest)!, own);
  return { beyond: isBeyond ? newest : null, warning: findYanked(known, version) };
}

/** Why all files of a version were taken back; null when one was not. */
function findYanked(files: readonly Table[], version: string): string | null {
  const own = files.filter(({ filename }) => {
    const [, found] = /^.*?-(\d[^-]*?)(?:-.*\.whl|\.tar\.\w+|\.zip)$/.exec(textOf(filename) ?? '') ?? [];
    return found === version;
  });
  if (own.length === 0 || own.some(({ yanked }) => !yanked)) return null;
  const reason = textOf(own[0]!.yanked);
  return `${version} was yanked by its maker${reason ? `: ${reason}` : ''}`;
}

/** A release of PEP 440 as three numbers ("2.3" → "2.3.0", "1.0.0.1" → "1.0.0"); null for trials and what is no version. */
function toSemantic(version: string): string | null {
  const numbers = /^v?(\d+(?:\.\d+)*)(?:[-._]?post\d*|\+[\w.]+)?$/.exec(version)?.[1]?.split('.');
  return numbers === undefined ? null : [0, 1, 2].map((at) => Number(numbers[at] ?? 0)).join('.');
}
