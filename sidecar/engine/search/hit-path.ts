/** Longest path that systems allow in practice (PATH_MAX of Linux is 4,096; tools wrap far earlier). */
const MAX_PATH = 1024;
/** "2026-09-02 14", "[2026-09-02T14", "Sep  2 14", "14", "09/02/26 14": what stands before the first colons of a log line. */
const CLOCK =
  /^[[(<]?(?:\d{1,4}[-/.]\d{1,2}[-/.]\d{1,4}|\d{1,2}$|\d{6,}|(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun|Jan|Feb|Mar|Apr|May|Jun|Jul|Aug|Sep|Oct|Nov|Dec)[a-z]*[ ,]+\d)/;
const LEVEL =
  /^(?:\[?(?:TRACE|DEBUG|INFO|NOTICE|WARN|WARNING|ERROR|FATAL|CRITICAL|SEVERE)(?:[\]\s]|$)|\[(?:trace|debug|info|warn|error)\b)/;
const ENDS_LIKE_A_FILE = /[\\/.][^\\/\s.]{0,60}$/;

/**
 * Whether a text can be the path of a search hit. A path with spaces must still end like a file;
 * the beginnings of log lines ("2026-09-02 14", "INFO worker") must not pass.
 */
export function isHitPath(path: string): boolean {
  if (path.length === 0 || path.length > MAX_PATH) return false;
  const first = path.charCodeAt(0);
  if (first <= 32 || path.endsWith(' ')) return false;
  if (CLOCK.test(path) || LEVEL.test(path)) return false;
  if (/["'`<>|(){};=,]/.test(path) && /\s/.test(path)) return false;
  if (path.includes('://') || path.includes('{"')) return false;
  if (!path.includes(' ')) return !path.includes('\t');
  return ENDS_LIKE_A_FILE.test(path) && !path.includes(': ');
}
