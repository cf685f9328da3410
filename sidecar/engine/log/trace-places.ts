/** `", line 88` of Python, `(Cart.java:44)`, `/w/server.go:77 +0x1c`, `in /w/A.cs:line 12`: the number of a line in a source file. */
const PLACE = /(?:", line |\.[A-Za-z]{1,5}:(?:line )?)(\d{1,7})(?!\d)/;
/** Calls are judged by this many characters, and a trace by so many calls. */
const REACH = 400;
const MOST_CALLS = 60;

/**
 * Where the calls of a stack trace stand, as "12,171,88"; '' for what holds no calls. Numbers are values everywhere else,
 * but of two traces that lead through different lines of the same files neither says what the other one does.
 * @param record a line of a log with what continues it; calls are indented
 */
export function placesOf(record: string): string {
  if (!record.includes('\n') && !/^\s/.test(record)) return '';
  const places: string[] = [];
  for (const line of record.split('\n', MOST_CALLS)) {
    const place = /^\s/.test(line) ? PLACE.exec(line.slice(0, REACH))?.[1] : undefined;
    if (place !== undefined) places.push(place);
  }
  return places.join(',');
}
