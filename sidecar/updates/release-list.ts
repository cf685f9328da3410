import type { Release, UpdateChannel } from '../contract/updates.ts';
import { isLoopbackName } from '../lib/loopback.ts';
import { compareVersions, isVersion } from '../lib/versions.ts';

const MAX_RELEASES = 1000;
const MAX_FILES = 100;

/** The releases of a list, without those that are not whole; null when it is no such list. */
export function readReleases(body: unknown): readonly Release[] | null {
  const releases = isObject(body) ? body.releases : null;
  if (!Array.isArray(releases)) return null;
  return releases.slice(0, MAX_RELEASES).flatMap((entry) => readRelease(entry) ?? []);
}

/** The newest release of a channel that is newer than what runs. Who tries previews out also wants what is stable. */
export function findNewer(releases: readonly Release[], channel: UpdateChannel, current: string): Release | null {
  const fitting = releases.filter((one) => channel === 'preview' || (channel === 'stable' && one.channel === 'stable'));
  const newest = fitting.reduce<Release | null>(
    (best, one) => (best === null || compareVersions(one.version, best.version) > 0 ? one : best),
    null,
  );
  return newest !== null && compareVersions(newest.version, current) > 0 ? newest : null;
}

function readRelease(entry: unknown): Release | null {
  if (!isObject(entry)) return null;
  const { version, channel, page, files } = entry;
  if (typeof version !== 'string' || !isVersion(version) || !(channel === 'stable' || channel === 'preview'))
    return null;
  if (typeof page !== 'string' || !isSafePage(page) || !Array.isArray(files)) return null;
  return {
    version,
    channel,
    page: new URL(page).href,
    files: files.slice(0, MAX_FILES).flatMap((file) => readFile(file) ?? []),
  };
}

function readFile(entry: unknown): Release['files'][number] | null {
  if (!isObject(entry)) return null;
  const { name, sha256 } = entry;
  const isWhole = typeof name === 'string' && /^[^\p{C}/\\]{1,200}$/u.test(name);
  return isWhole && typeof sha256 === 'string' && /^[0-9a-f]{64}$/.test(sha256) ? { name, sha256 } : null;
}

/** A person is led there: https, or a server on this computer. */
function isSafePage(text: string): boolean {
  const url = text.length <= 2000 && URL.canParse(text) ? new URL(text) : null;
  if (url === null || url.username !== '' || url.password !== '') return false;
  return url.protocol === 'https:' || (url.protocol === 'http:' && isLoopbackName(url.hostname));
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
