/** A test that passed, as its runner names it. */
interface Passed {
  /** What tests of one group share: their class or module. */
  readonly group: string;
  readonly name: string;
  /** How many lines it takes. */
  readonly lines: number;
}

/** Fewer tests of one group stay on lines of their own. */
const FEWEST = 3;
/** "test_even (test.test_wrap.DedentTest.test_even) ... ok": the name stands twice from Python 3.11 on. */
const UNITTEST = /^(\w{1,200}) \(([\w.]{1,300}?)(?:\.\1)?\) \.\.\. ok$/;
/** The same over two lines, with what the test says of itself: "test_quote (a.b.LexTest.test_quote)\nTest quoting ... ok". */
const NAMED = /^(\w{1,200}) \(([\w.]{1,300}?)(?:\.\1)?\)$/;
const SAID = /^(\S.{0,300}) \.\.\. ok$/;
/** "test parser::tests::reads_dates ... ok". */
const CARGO = /^test ((?:\w{1,100}::){1,20})(\w{1,200}) \.\.\. ok$/;
/** "tests/test_oven.py::TestHeat::test_even[2] PASSED    [ 20%]"; how far the run is says nothing of the test. */
const PYTEST = /^(\S{1,300}\.py(?:::\w{1,100}){0,9})::(\w{1,200}(?:\[[^,\]]{0,200}\])?) PASSED +\[ *\d{1,3}%\]$/;
/** "=== RUN   TestHeat" and, when it has printed nothing, "--- PASS: TestHeat (0.00s)". */
const GO_RUN = /^=== RUN {3}(\w{1,200})$/;
const GO_PASS = /^--- PASS: (\w{1,200}) (\(\d{1,6}\.\d\ds\))$/;

function parse(line: string, next: string | undefined): Passed | null {
  const pytest = line.endsWith('%]') ? PYTEST.exec(line) : null;
  if (pytest !== null) return { group: pytest[1]!, name: pytest[2]!, lines: 1 };
  if (line.startsWith('=== RUN')) return parseGo(line, next);
  if (!line.endsWith(' ... ok')) return parsePair(line, next);
  const unittest = UNITTEST.exec(line);
  if (unittest !== null) return { group: unittest[2]!, name: unittest[1]!, lines: 1 };
  const cargo = CARGO.exec(line);
  return cargo === null ? null : { group: `test ${cargo[1]!.slice(0, -2)}`, name: cargo[2]!, lines: 1 };
}

/** Those that took equally long are one group: their time is told once. */
function parseGo(line: string, next = ''): Passed | null {
  const name = GO_RUN.exec(line)?.[1];
  const [, passed, time] = GO_PASS.exec(next) ?? [];
  return name === undefined || passed !== name ? null : { group: `--- PASS ${time}`, name, lines: 2 };
}

function parsePair(line: string, next = ''): Passed | null {
  const said = next.endsWith(' ... ok') && !UNITTEST.test(next) ? SAID.exec(next)?.[1] : undefined;
  const named = said === undefined ? null : NAMED.exec(line);
  return named === null ? null : { group: named[2]!, name: `${named[1]} "${said}"`, lines: 2 };
}

/**
 * Neighbouring tests of one class or module that all passed, as one line with all their names: "a.b.DedentTest, 12 ok:
 * test_even, test_tabs". Every name stays whole.
 */
export function joinPassed(lines: readonly string[]): readonly string[] {
  const out: string[] = [];
  let group = '';
  let names: string[] = [];
  let from = 0;
  const close = (end: number): void => {
    if (names.length < FEWEST) out.push(...lines.slice(from, end));
    else out.push(`${group}, ${names.length} ok: ${names.join(', ')}`);
    names = [];
    from = end;
  };
  for (let at = 0; at < lines.length; ) {
    const one = parse(lines[at]!, lines[at + 1]);
    if (names.length > 0 && one?.group !== group) close(at);
    if (one === null) {
      out.push(lines[at]!);
      from = ++at;
      continue;
    }
    if (names.length === 0) from = at;
    group = one.group;
    names.push(one.name);
    at += one.lines;
  }
  if (names.length > 0) close(lines.length);
  return out.length === lines.length ? lines : out;
}
