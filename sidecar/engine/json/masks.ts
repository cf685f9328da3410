/** The same for strings built alike: runs of letters become `a`, runs of digits `9`, the rest stays. Bounded. */
export function signatureOf(text: string): string {
  return text
    .slice(0, 120)
    .replace(/\p{L}+/gu, 'a')
    .replace(/\d+/g, '9')
    .replace(/\s+/g, ' ');
}

/** The same for strings that end alike: what stands behind the last slash, words and numbers as `x`. Bounded. */
export function endOf(text: string): string {
  const end = text.slice(-60);
  return end.slice(end.lastIndexOf('/') + 1).replace(/[\p{L}\p{N}]+/gu, 'x');
}

/** The same for messages that differ in numbers and ids only. Bounded. */
export function templateOf(text: string): string {
  return text
    .slice(0, 400)
    .replace(/\b(?=[0-9a-f]*\d)[0-9a-f]{6,}\b/gi, '#')
    .replace(/\d+/g, '#');
}

const TROUBLE =
  /(?:^|[^a-z])(?:error|errors|fail|failed|failing|failure|fatal|critical|exception|panic|denied|refused|timed? ?out|abort|aborted|crash|crashed|unavailable|broken|corrupt|corrupted|rejected|invalid|unreachable|outage|exhausted|leak|severe|emerg|alert|unhealthy|degraded)(?![a-z])|[a-z](?:Error|Exception)(?![a-z])/i;
const WARNING = /(?:^|[^a-z])(?:warn|warning|deprecated|retry|retrying)(?![a-z])/i;

/** 2: the text tells of a failure; 1: of a warning; 0: of neither. */
export function severityOf(text: string): 0 | 1 | 2 {
  const head = text.slice(0, 600);
  return TROUBLE.test(head) ? 2 : WARNING.test(head) ? 1 : 0;
}

/** One-letter log levels (verbose, debug, info, …): the ones from warning up. */
const LETTER_LEVELS = new Set(['V', 'D', 'I', 'W', 'E', 'F', 'T', 'N', 'C', 'A', 'S']);
const SEVERE_LETTERS = new Set(['W', 'E', 'F', 'C', 'A']);

/** The values among a few distinct ones that name a failure or a warning. */
export function severeValues(values: readonly string[]): Set<string> {
  if (values.length > 1 && values.every((value) => LETTER_LEVELS.has(value))) {
    return new Set(values.filter((value) => SEVERE_LETTERS.has(value)));
  }
  return new Set(values.filter((value) => severityOf(value) > 0));
}
