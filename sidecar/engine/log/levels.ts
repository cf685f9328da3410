/** How loud a line is: 3 fatal or error, 2 warning or alert word, 0 nothing of the kind. */
export type Severity = 0 | 2 | 3;

/**
 * Level names as loggers write them, and the words that systems without levels use. Words are matched whole; bounded
 * alternatives only, so that no input can make them slow.
 */
const ERROR_WORD =
  /(?<![\w-])(?:errors?|err|errno|fatal|fail(?:ed|ure|ures|s|ing)?|crit(?:ical)?|panic(?:ked|s)?|emerg(?:ency)?|severe|exceptions?|abort(?:ed|ing|s)?|crash(?:ed|es|ing)?|traceback|segfault|segmentation fault|core dumped|killed|oom|out of memory|corrupt(?:ed|ion)?|deadlock|violation|undefined reference|unresolved)(?![\w-])/i;
/** "TypeError", "NullPointerException": a class name that ends like this, in any sentence. */
const ERROR_CLASS = /[a-z](?:Error|Exception|Failure)(?![a-z])/;
const WARN_WORD =
  /(?<![\w-])(?:warn(?:ing|ings|ed)?|alert(?:s|ed)?|deprecated|denied|deny|refused|unreachable|rejected|forbidden|unauthorized|cannot|can't|could not|couldn't|unable to|no such file|not found|invalid|illegal|broken|dead|lost|timed? ?out|timeouts?|retry(?:ing)?|retries|unavailable|unexpected(?:ly)?|missing|mismatch|unknown|unsupported|exceed(?:ed|s)?|overflow|throttl(?:ed|ing)|degraded|suspicious|attack|break-in|unhealthy|not responding|not-responding|no route|is down|halted|expired|conflict)(?![\w-])/i;
/** The level field of one-letter loggers (logcat, glog): " E " behind two numbers, or "E0423 10:02". */
const LETTER_LEVEL = /^(?:\S+ +){2}(?:\d+ +){1,2}([VDIWEF]) |^([IWEF])\d{4} \d/;
/** HTTP status of 400 and above where access logs write it. */
const HTTP_STATUS =
  /(?:" |status[=: ]{1,2}|HTTP\/\d(?:\.\d)? |\b(?:GET|POST|PUT|PATCH|DELETE|HEAD) )([45])\d{2}(?!\d)/i;
/** A level field near the start of a line says more than words in its message. */
const FIELD =
  /(?:^|[\s[(|<"=:/])(TRACE|DEBUG|VERBOSE|INFO|NOTICE|WARN|WARNING|ERROR|ERR|SEVERE|FATAL|CRITICAL|CRIT|ALERT|EMERG|PANIC|FAILURE)(?=$|[\s\])|>":,/])/;

/** Lines are judged by this many characters at most. */
const REACH = 600;

/** How loud a line is, by its level field, by its words, or by an HTTP status. */
export function severityOf(line: string): Severity {
  const head = line.length > REACH ? line.slice(0, REACH) : line;
  const level = levelOf(head);
  if (level === 3) return 3;
  if (ERROR_WORD.test(head) || ERROR_CLASS.test(head) || HTTP_STATUS.test(head)) return 3;
  return level === 2 || WARN_WORD.test(head) ? 2 : 0;
}

/** The level that a line states in its level field: null when it has none, 0 for the quiet ones. */
export function levelOf(line: string): Severity | null {
  const head = line.length > 160 ? line.slice(0, 160) : line;
  const named = FIELD.exec(head)?.[1];
  if (named !== undefined) {
    if (/^(?:TRACE|DEBUG|VERBOSE|INFO|NOTICE)$/.test(named)) return 0;
    return /^WARN/.test(named) ? 2 : 3;
  }
  const letter = LETTER_LEVEL.exec(head);
  if (letter === null) return null;
  const one = letter[1] ?? letter[2] ?? '';
  return one === 'E' || one === 'F' ? 3 : one === 'W' ? 2 : 0;
}

/** A count or code whose value decides: exit codes, numbers of errors. */
const VERDICT =
  /(?<![\w-])(?:exit(?:ed)?(?: with)?(?: code| status)?|code|rc|errno|errors?|failed|failures?|returned|status|dead|lost)[ :=]{1,3}(-?\d{1,9})(?!\w)/i;

/**
 * Tells lines of one template apart whose numbers mean something else: an HTTP status of 400 and above, an exit code or
 * a count of errors that is not 0. '' for all others.
 */
export function verdictOf(line: string): string {
  const head = line.length > REACH ? line.slice(0, REACH) : line;
  const http = HTTP_STATUS.exec(head)?.[1] ?? '';
  const value = VERDICT.exec(head)?.[1];
  return value === undefined ? http : `${http}${Number(value) === 0 ? '=0' : '≠0'}`;
}
