/** The head of one commit as `git log` prints it: its line, and the named lines below it up to an empty one. */
interface Head {
  /** Lines of the text: the commit's own, and the one behind the last named line. */
  readonly from: number;
  readonly end: number;
  readonly fields: readonly Field[];
}

interface Field {
  readonly name: string;
  readonly value: string;
  readonly source: string;
}

const COMMIT = /^commit [0-9a-f]{40,64}(?: \(.{1,2000}\))?$/;
/** What `git log` and `--format=fuller` name. A message is indented, so that no line of it is taken for one of these. */
const FIELD = /^(Author|Commit|Date|AuthorDate|CommitDate|Merge): +(\S.{0,500})$/;
/** As git writes dates by default: "Sat Nov 28 02:34:30 2026 +0000". */
const DATE = /^([A-Z][a-z]{2} [A-Z][a-z]{2} \d{1,2}) (\d{2}:\d{2}:\d{2}) (\d{4} [+-]\d{4})$/;
/** The line that says how it is to be read costs as much as two names. */
const LEAST_COMMITS = 4;
const NOTE = 'names and days are said where they change';

/**
 * The heads of commits that `git log` prints, a person and a day named only where they differ from the commit above:
 * "Date: 02:28:51". Every hash, name and time can still be read; messages and all else stay as they are.
 * @returns null when there are too few heads, they have different names of lines, or nothing is said twice
 */
export function foldCommitHeads(lines: readonly string[]): string[] | null {
  const heads = findCommitHeads(lines);
  if (heads.length < LEAST_COMMITS) return null;
  const names = heads.map(({ fields }) => namesOf(fields));
  if (names[0] === '' || names.some((one) => one !== names[0])) return null;
  const out = [NOTE];
  let at = 0;
  let above: readonly Field[] = [];
  for (const { from, end, fields } of heads) {
    out.push(...lines.slice(at, from + 1), ...fields.flatMap((field) => writeField(field, above)));
    above = fields;
    at = end;
  }
  out.push(...lines.slice(at));
  return out.join('\n').length < lines.join('\n').length ? out : null;
}

/** Every head in a text. */
export function findCommitHeads(lines: readonly string[]): readonly Head[] {
  return lines.flatMap((line, from) => {
    if (!COMMIT.test(line)) return [];
    const fields: Field[] = [];
    for (let at = from + 1; at < lines.length; at++) {
      const source = lines[at]!;
      const [, name, value] = FIELD.exec(source) ?? [];
      if (name === undefined || value === undefined) break;
      fields.push({ name, value, source });
    }
    return [{ from, end: from + 1 + fields.length, fields }];
  });
}

/** Only merges say what they merge. */
function namesOf(fields: readonly Field[]): string {
  return fields
    .map(({ name }) => name)
    .filter((name) => name !== 'Merge')
    .join();
}

function writeField({ name, value, source }: Field, above: readonly Field[]): string[] {
  const before = above.find((field) => field.name === name)?.value;
  if (name === 'Merge' || before === undefined) return [source];
  const [, day, time, year] = DATE.exec(value) ?? [];
  if (time === undefined) return name.endsWith('Date') || before !== value ? [source] : [];
  const [, dayAbove, , yearAbove] = DATE.exec(before) ?? [];
  return [day === dayAbove && year === yearAbove ? `${name}: ${time}` : source];
}
