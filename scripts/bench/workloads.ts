import { Dice } from '../fuzz/dice.ts';

/** A conversation of the shape that the peer publishes a figure for, with facts in it that must still be readable. */
export interface Workload {
  readonly name: string;
  /** Tokens before and after, and their share saved, as the peer states them: with retrieval allowed, and by its later offline table. */
  readonly peer: string;
  readonly query: string;
  /** What each tool printed. */
  readonly outputs: readonly { readonly tool: string; readonly text: string }[];
  readonly facts: readonly string[];
}

const SERVICES = ['checkout', 'billing', 'search', 'mail', 'auth', 'stock', 'media'] as const;
const MESSAGES = [
  'request handled',
  'cache refreshed',
  'connection returned to the pool',
  'retry scheduled',
  'job taken from the queue',
  'health check answered',
] as const;
type Row = Record<string, unknown>;

const hex = (dice: Dice, digits: number): string =>
  Array.from({ length: digits }, () => dice.next(16).toString(16)).join('');
const time = (at: number): string => new Date(Date.UTC(2026, 2, 4, 5) + at * 7919).toISOString();
const rows = (count: number, make: (at: number) => Row): Row[] => Array.from({ length: count }, (_, at) => make(at));
const pretty = (value: unknown): string => JSON.stringify(value, null, 2);

const logRow = (dice: Dice, at: number): Row => ({
  timestamp: time(at),
  level: dice.pick(['INFO', 'INFO', 'INFO', 'DEBUG', 'WARN']),
  service: dice.pick(SERVICES),
  message: `${dice.pick(MESSAGES)} ${dice.next(400)}`,
  trace_id: hex(dice, 16),
  request_id: `${hex(dice, 8)}-${hex(dice, 4)}-${hex(dice, 12)}`,
  pod: `${dice.pick(SERVICES)}-${hex(dice, 5)}`,
  region: dice.pick(['eu-west-1', 'us-east-1']),
  duration_ms: dice.next(900),
});
const hitRow = (dice: Dice, at: number): Row => ({
  file: `src/${dice.pick(SERVICES)}/handler_${at % 23}.py`,
  line: 1 + dice.next(600),
  commit: hex(dice, 12),
  symbol: `process_${dice.pick(SERVICES)}_${dice.next(90)}`,
  content: `    result = process_${dice.pick(SERVICES)}(payload_${dice.next(40)}, timeout=${dice.next(90)})`,
  score: dice.next(1000) / 1000,
});
const metricRow = (dice: Dice, at: number): Row => ({
  timestamp: time(at),
  metric: `${dice.pick(SERVICES)}.latency_p95`,
  value: dice.next(100_000) / 100,
  host: `node-${dice.next(12)}`,
});
const issueRow = (dice: Dice, at: number): Row => ({
  number: 4000 + at,
  title: `${dice.pick(MESSAGES)} in ${dice.pick(SERVICES)}`,
  state: dice.pick(['open', 'closed']),
  labels: [dice.pick(['bug', 'feature', 'question']), `area/${dice.pick(SERVICES)}`],
  author: `user${dice.next(300)}`,
  created_at: time(at * 400),
  comments: dice.next(30),
  body: `Steps: ${dice.pick(MESSAGES)}, then ${dice.pick(MESSAGES)}. Expected another result of ${dice.pick(SERVICES)} with build ${hex(dice, 7)}.`,
});

/** Directories with files and sizes, a few levels deep. */
function tree(dice: Dice, depth: number): Row {
  const children: Row[] = rows(4 + dice.next(5), (at) => ({
    name: `${dice.pick(SERVICES)}_${at}.py`,
    type: 'file',
    size: dice.next(40_000),
  }));
  if (depth > 0) children.push(...rows(4, () => tree(dice, depth - 1)));
  return { name: `${dice.pick(SERVICES)}_${dice.next(99)}`, type: 'directory', children };
}

const FAULT = {
  level: 'FATAL',
  service: 'ledger-writer',
  message: 'ERR_LEDGER_4417: raise max_connections to 250; 1847 transactions lost',
} as const;
const FACTS = ['ledger-writer', 'ERR_LEDGER_4417', 'raise max_connections to 250', '1847'] as const;
const logs = (dice: Dice, count: number): Row[] =>
  rows(count, (at) => ({ ...logRow(dice, at), ...(at === Math.floor(count * 0.67) && FAULT) }));

const ASKED = 'Which service failed, with which code, what is the fix, and how many transactions were lost?';

const needle = (dice: Dice): Workload => ({
  name: '100 log entries, one fault at 67',
  peer: '10,144 → 1,260 (87.6 %)',
  query: ASKED,
  outputs: [{ tool: 'search_logs', text: JSON.stringify(logs(dice, 100)) }],
  facts: FACTS,
});

const codeSearch = (dice: Dice): Workload => ({
  name: 'code search, 100 results',
  peer: '17,765 → 1,408 (92 %); later 21 %',
  query: 'Where is process_ledger called?',
  outputs: [
    {
      tool: 'code_search',
      text: JSON.stringify(
        rows(100, (at) => ({
          ...hitRow(dice, at),
          ...(at === 41 && { file: 'src/ledger/writer.py', line: 388, content: 'process_ledger(batch)' }),
          context: `def handle_${at % 23}(request):\n    payload_${at} = request.json()\n    validate(payload_${at})\n    return respond(payload_${at}, status=200)`,
          repository: 'shop/backend',
          language: 'python',
          last_modified: time(at * 90),
        })),
      ),
    },
  ],
  facts: ['src/ledger/writer.py', '388', 'process_ledger(batch)'],
});

const incident = (dice: Dice): Workload => ({
  name: 'SRE incident',
  peer: '65,694 → 5,118 (92 %); later 57 %',
  query: ASKED,
  outputs: [
    { tool: 'search_logs', text: pretty(logs(dice, 300)) },
    {
      tool: 'get_metrics',
      text: pretty(rows(200, (at) => ({ ...metricRow(dice, at), ...(at === 120 && { value: 98_417.5 }) }))),
    },
    { tool: 'code_search', text: pretty(rows(150, (at) => hitRow(dice, at))) },
  ],
  facts: [...FACTS, '98417.5'],
});

const triage = (dice: Dice): Workload => ({
  name: 'issue triage',
  peer: '54,174 → 14,761 (73 %); later 30 %',
  query: 'Which issue is about ERR_LEDGER_4417, and what do the logs say about it?',
  outputs: [
    {
      tool: 'list_issues',
      text: pretty(
        rows(100, (at) => ({
          ...issueRow(dice, at),
          ...(at === 58 && { title: 'Crash with ERR_LEDGER_4417', labels: ['critical'] }),
        })),
      ),
    },
    { tool: 'code_search', text: pretty(rows(80, (at) => hitRow(dice, at))) },
    { tool: 'search_logs', text: pretty(logs(dice, 200)) },
  ],
  facts: [...FACTS, 'Crash with ERR_LEDGER_4417', '4058'],
});

const exploration = (dice: Dice): Workload => ({
  name: 'codebase exploration',
  peer: '78,502 → 41,254 (47 %); later 42 %',
  query: 'Where does process_ledger live?',
  outputs: [
    { tool: 'file_tree', text: pretty(tree(dice, 3)) },
    {
      tool: 'code_search',
      text: pretty(
        rows(200, (at) => ({
          ...hitRow(dice, at),
          ...(at === 90 && { file: 'src/ledger/core.py', content: 'def process_ledger(batch):' }),
        })),
      ),
    },
    { tool: 'code_search', text: pretty(rows(100, (at) => hitRow(dice, at))) },
  ],
  facts: ['src/ledger/core.py', 'def process_ledger(batch):'],
});

const multiTool = (dice: Dice): Workload => ({
  name: 'multi-tool agent',
  peer: '15,662 → 6,100 (61 %)',
  query: ASKED,
  outputs: [
    { tool: 'search_logs', text: pretty(logs(dice, 50)) },
    { tool: 'list_issues', text: pretty(rows(30, (at) => issueRow(dice, at))) },
    { tool: 'code_search', text: pretty(rows(40, (at) => hitRow(dice, at))) },
    { tool: 'get_metrics', text: pretty(rows(60, (at) => metricRow(dice, at))) },
  ],
  facts: FACTS,
});

/** Always the same: the peer's shapes and sizes, with a fault planted where its own data have none. */
export function makeWorkloads(): readonly Workload[] {
  const dice = new Dice(20_261_127);
  return [needle, codeSearch, incident, triage, exploration, multiTool].map((make) => make(dice));
}
