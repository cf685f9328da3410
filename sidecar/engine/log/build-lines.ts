import { severityOf } from './levels.ts';

/**
 * What a line is in the output of test runners, compilers, linters and installers.
 * - pass, skip: a test that needs no attention · chatter: progress of a download, an install, a compilation
 * - fail: names a failing test · header: opens the report of one failure · summary: totals
 * - frame: one call of a stack trace · code: quoted source, carets, gutters · rule: a line of dashes · blank
 * - console: tells which test printed the lines below · context: include chain or function in front of a diagnostic
 * - name: a test's name whose result stands on the next line · text: everything else
 */
export type Role =
  | 'pass'
  | 'skip'
  | 'chatter'
  | 'fail'
  | 'header'
  | 'summary'
  | 'frame'
  | 'code'
  | 'rule'
  | 'blank'
  | 'console'
  | 'context'
  | 'name'
  | 'text';

/** Lines are judged by this many characters. */
const REACH = 400;

const RULE = /^[\s⎯─━═—\-=_*~#.+]{6,}(?:\[\d{1,6}\/\d{1,6}\][\s⎯─━═—\-=_*~#]{0,8})?$/;
const PASS =
  /^\s*(?:[✓✔√☑✅]️?\s|(?:PASS|PASSED)(?::|\s)|ok\s+(?:\d|\S+\s+(?:\(cached\)|[\d.]+s))|--- PASS:|=== (?:RUN|PAUSE|CONT|NAME)\s|\[\s+(?:OK|RUN)\s+\]|\[[-=]{10}\]|\d+\/\d+ Test\s+#\d+:.{1,300}\sPassed\s)|\.\.\. ok(?: \([\d.]+s\))?$|\sPASSED(?:\s+\[\s*\d+%\])?$|^\S+\s[.s]+\s+\[\s*\d+%\]$|^[.]{4,}(?:\s+\[\s*\d+%\])?$/u;
const SKIP =
  /^\s*(?:[↓○⊘]\s|--- SKIP:|SKIP(?:PED)?\s|\[\s+SKIPPED\s+\]|ok \d+.{0,200}# skip)|\.\.\. (?:ignored|skipped\b.{0,200})$|\sSKIPPED(?:\s.{0,200})?$/i;
const FAIL =
  /^\s*(?:[×✗✘✖❌✕]️?\s|not ok \d|--- FAIL:|\[\s+FAILED\s+\])|\.\.\. (?:FAIL(?:ED)?|ERROR)$|\s(?:FAILED|ERROR)(?:\s+\[\s*\d+%\])?$|^(?:FAILED|ERROR) \S+::/u;
const HEADER =
  /^\s*(?:FAIL\s+\S|●\s\S|(?:ERROR|FAIL): \S|_{3,} .{1,300} _{3,}$|---- .{1,300} stdout ----$|\d{1,4}\) \S)/;
const CONSOLE = /^(?:stderr|stdout) \| \S|^\s*console\.(?:log|error|warn|info|debug)$|^-+ Captured \w+ call -+$/;
const CONTEXT =
  /^(?:In file included from|\s+from) \S{1,300}:\d+(?::\d+)?[,:]$|^\S{1,300}: (?:In (?:\w+ ){0,3}(?:function|instantiation|constructor|destructor|method|lambda)|At (?:global|top)|In substitution)/;
const NAME = /^\w{1,120} \([\w.]{3,300}\)$/;
const SUMMARY =
  /^\s*(?:=+ .{0,200}\b(?:passed|failed|errors?|warnings?|no tests ran)\b|Tests?:?\s+(?:Suites:|Files\s|\d)|Test Files\s|Test Suites:|Snapshots:?\s|Ran \d+ tests?|Found \d+ (?:errors?|warnings?)|\d+ (?:passing|failing|pending|passed|failed|problems?|errors?|warnings?)\b|[✖✗✘] \d+ problems?|test result: |BUILD (?:SUCCESS|FAIL)|make(?:\[\d+\])?: \*\*\*|added \d+ packages|removed \d+ packages|changed \d+ packages|up to date|found \d+ vulnerabilit|\d+ vulnerabilit|Successfully (?:installed|built|tagged)|error: aborting|error: could not compile|warning: .{1,200} generated \d+ warnings?|Finished |npm (?:error|ERR!)|Errors\s+Files|(?:FAILED|OK|FAIL|PASS)\b(?: \(.{1,200}\))?$|exit (?:code|status)|Process exited)/;
const FRAME =
  /^Traceback \(most recent call last\):$|^\s+at (?:async |new )?\S|^\s*File "[^"\n]{1,300}", line \d+|^\s+\d+: (?:0x[0-9a-f]+ - )?\S+::\S|^\s+\S{1,300}\.go:\d+ \+0x|^goroutine \d+ \[|^\s+from \S{1,300}:\d+:in |^\s*\.\.\. \d+ (?:more|common frames)/;
const CODE =
  /^\s*(?:[>❯→]\s*)?\d{1,6}\s?[|│]|^\s{2,}[|│](?:\s|$)|^\s*[~^][~^\s]*$|^\s*[|│]\s*[~^_-]+\s*$|^\s{0,6}\d{1,6}\s{3,}\S/;
const CHATTER =
  /^\s*(?:(?:Downloading|Downloaded|Fetching|Collecting|Using cached|Requirement already satisfied|Obtaining|Building wheels?|Created wheel|Stored in directory|Preparing metadata|Getting requirements|Installing build|Compiling|Checking|Fresh|Unpacking|Selecting previously|Preparing to unpack|Setting up|Processing triggers|Resolving|Receiving objects|Resolving deltas|remote: |Pulling|Waiting|Verifying Checksum|Extracting|Transforming|Bundling|Linking|Copying|Creating|Adding|Removing intermediate|Scanning dependencies|Consolidate compiler|Built target)\b|(?:CC|CXX|CCLD|LD|AR|AS|GEN|HOSTCC|INSTALL)\s|(?:Get|Hit|Ign):\d|npm (?:http|timing|silly|verb)\s|\[\s*\d{1,3}%\]\s|\[\d+\/\d+\]\s|#\d+ (?:[\d.]+\s|sha256:|DONE|CACHED|extracting)|---> |[0-9a-f]{12}: (?:Pull|Already|Waiting|Download|Verifying)|[.·]?\s*(?:├|└)?\s*Progress: )/;

/** The role of a line of build output; a line that raises an alarm is never chatter or a passed test's noise. */
export function roleOf(line: string): Role {
  if (line === '' || /^\s*$/.test(line.length > REACH ? line.slice(0, REACH) : line)) return 'blank';
  const head = line.length > REACH ? line.slice(0, REACH) : line;
  if (RULE.test(head)) return 'rule';
  if (FAIL.test(head)) return 'fail';
  if (PASS.test(head)) return 'pass';
  if (SKIP.test(head)) return 'skip';
  if (CONSOLE.test(head)) return 'console';
  if (CONTEXT.test(head)) return 'context';
  if (HEADER.test(head)) return 'header';
  if (SUMMARY.test(head)) return 'summary';
  if (FRAME.test(head)) return 'frame';
  if (CODE.test(head)) return 'code';
  if (CHATTER.test(head) && severityOf(head) === 0) return 'chatter';
  if (NAME.test(head)) return 'name';
  return 'text';
}
