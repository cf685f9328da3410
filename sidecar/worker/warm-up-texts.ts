/** What a tool printed, and the call that made it print that. Made up, and another in every round. */
export interface Sample {
  readonly tool: string;
  readonly input: Readonly<Record<string, string>>;
  readonly question: string;
  readonly text: string;
}

const WHY = 'why does request 7 fail';

/** One text of every common kind. */
export function makeSamples(round: number): Sample[] {
  const run = (command: string, text: string, question = WHY): Sample => {
    return { tool: 'Bash', input: { command }, question, text };
  };
  return [
    run('curl -s https://api.example.com/items', rows(round)),
    run('cat worker.log', log(round)),
    run('npm test', tests(round)),
    run('npx tsc --noEmit', complaints(round)),
    run('grep -rn value src', hits(round), `where is value${round} set?`),
    run('find . -type f', names(round), 'how is this project laid out?'),
    run('git diff', diff(round)),
    run('cat people.csv', sheet(round), `who is person ${round}?`),
    { tool: 'WebFetch', input: { url: 'https://example.com/page' }, question: WHY, text: page(round) },
    run('cat notes.txt', prose(round), `In which year did the river rise for the ${round}th time?`),
    { tool: 'Read', input: { file_path: '/a/part.ts' }, question: 'what does `part3` do?', text: code(round) },
  ];
}

/** About 25 kB of records as an API answers with them. */
export function makeTable(round: number): Sample {
  const list = Array.from({ length: 120 }, (_, n) => ({
    id: `usr_${(n * 7919 + round * 104_729).toString(16)}`,
    number: n + round,
    mail: `${n % 13}.person@example.com`,
    state: n % 17 ? 'active' : 'failed',
    created_at: `2026-0${(n % 9) + 1}-1${round % 9}T0${n % 9}:${10 + (n % 49)}:00Z`,
    score: (n * 37 + round) / 100,
    tags: [`tag ${n % 5}`, `tag ${round}`],
    owner: { id: n % 50, team: `team ${n % 7}` },
    note: n % 4 ? null : `request ${n} failed to reach shard ${round}`,
  }));
  const text = JSON.stringify(round % 2 ? list : { total: list.length, list });
  return { tool: 'Bash', input: { command: 'curl -s https://api.example.com/users' }, question: WHY, text };
}

function lines(count: number, line: (n: number) => string): string {
  return Array.from({ length: count }, (_, n) => line(n)).join('\n');
}

function rows(round: number): string {
  const list = Array.from({ length: 60 }, (_, n) => ({
    id: n * 7 + round,
    name: `item ${n}`,
    state: n % 9 ? 'ok' : 'failed',
  }));
  return JSON.stringify({ total: 60, list }, null, 2);
}

function log(round: number): string {
  return lines(150, (n) => {
    const time = `2026-01-0${(round % 9) + 1}T10:${String(n % 60).padStart(2, '0')}:00Z`;
    return `${time} ${n % 40 ? 'INFO' : 'ERROR'} worker-${n % 5} handled request ${n * 13} in ${n % 90} ms`;
  });
}

function tests(round: number): string {
  const cases = lines(90, (n) =>
    n % 30 === 29
      ? ` × part ${n} > says ${round}\n   → expected ${n} to be ${round}`
      : ` ✓ part ${n} > does ${n % 7} (${n} ms)`,
  );
  const place = `    at /app/src/part-${round}.test.ts:${round + 3}:9\n    at run (/app/node_modules/runner/index.js:17:3)`;
  return `\n> app@1.0.0 test\n> runner\n\n${cases}\n\n FAIL  src/part-${round}.test.ts\nAssertionError: expected 3 to be ${round}\n${place}\n\n Tests  3 failed | 87 passed (90)\n`;
}

function complaints(round: number): string {
  return lines(
    60,
    (n) =>
      `src/part-${n % 9}.ts(${n + round},${n % 40}): error TS23${n % 9}: Type 'string' is not assignable to type 'part${n}'.`,
  );
}

function hits(round: number): string {
  return lines(
    80,
    (n) => `src/part-${Math.floor(n / 10)}/file-${round}.ts:${n * 3 + 1}:  const value${n} = call(value${n - 1});`,
  );
}

function names(round: number): string {
  return lines(240, (n) => {
    const folder = ['src/core', 'src/web/pages', 'tests/unit', 'docs', 'assets/icons'][n % 5];
    return `./${folder}/part-${Math.floor(n / 25)}/name${n}-${round}.${['ts', 'tsx', 'test.ts', 'md', 'svg'][n % 5]}`;
  });
}

function diff(round: number): string {
  const hunks = lines(60, (n) => (n % 6 ? ` context ${n}` : `-old ${n}\n+new ${n} ${round}`));
  return `diff --git a/a.ts b/a.ts\nindex 0000000..1111111 100644\n--- a/a.ts\n+++ b/a.ts\n@@ -1,60 +1,60 @@ main\n${hunks}`;
}

function sheet(round: number): string {
  return `id,name,team,score\n${lines(90, (n) => `${n + round},person ${n},team ${n % 6},${(n * 31) % 100}.5`)}\n`;
}

function page(round: number): string {
  const body = lines(
    60,
    (n) => `<p>Sentence ${n} of page ${round} says <b>something</b> about a thing, and then some more.</p>`,
  );
  const menu = lines(30, (n) => `<li class="entry"><a href="/part/${n}" title="to part ${n}">Part ${n}</a></li>`);
  const script = `<script>window.state = {"round": ${round}, "list": [1, 2, 3]};</script>`;
  return `<!doctype html><html><head><title>Page</title>${script}</head><body><nav><ul>${menu}</ul></nav><article><h1>Page ${round}</h1>${body}</article><footer>All rights reserved</footer></body></html>`;
}

function prose(round: number): string {
  return lines(
    30,
    (n) =>
      `Paragraph ${n} tells how the river rose in the year ${1800 + n + round}. Nobody had expected it then, and few believed it.\n`,
  );
}

function code(round: number): string {
  return lines(
    40,
    (n) =>
      `/** Makes part ${n}. */\nexport function part${n}(given: number): number {\n  const made = given * ${n + round};\n  return made > ${n} ? made : part${n + 1}(made);\n}\n`,
  );
}
