/** A test that passed, as its runner names it. */
interface Passed {
  /** What tests of one group share: their class or module. */
  readonly group: string;
  readonly name: string;
}

/** Fewer tests of one group stay on lines of their own. */
const FEWEST = 3;
/** "test_even (test.test_wrap.DedentTest.test_even) ... ok": the name stands twice from Python 3.11 on. */
const UNITTEST = /^(\w{1,200}) \(([\w.]{1,300}?)(?:\.\1)?\) \.\.\. ok$/;
/** "test parser::tests::reads_dates ... ok". */
const CARGO = /^test ((?:\w{1,100}::){1,20})(\w{1,200}) \.\.\. ok$/;

function parse(line: string): Passed | null {
  if (!line.endsWith(' ... ok')) return null;
  const unittest = UNITTEST.exec(line);
  if (unittest !== null) return { group: unittest[2]!, name: unittest[1]! };
  const cargo = CARGO.exec(line);
  return cargo === null ? null : { group: `test ${cargo[1]!.slice(0, -2)}`, name: cargo[2]! };
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
  for (const [at, line] of lines.entries()) {
    const one = parse(line);
    if (names.length > 0 && one?.group !== group) close(at);
    if (one === null) {
      out.push(line);
      from = at + 1;
      continue;
    }
    if (names.length === 0) from = at;
    group = one.group;
    names.push(one.name);
  }
  if (names.length > 0) close(lines.length);
  return out.length === lines.length ? lines : out;
}
