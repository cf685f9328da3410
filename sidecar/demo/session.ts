import { makeApiAnswer } from './material/api-answer.ts';
import { makeBuildLog } from './material/build-log.ts';
import { makeChangeDiff, makeFixDiff } from './material/change-diff.ts';
import { makeGuide } from './material/guide.ts';
import { makeListing } from './material/listing.ts';
import { makeModule } from './material/module.ts';
import { makeSearchHits } from './material/search-hits.ts';
import { makeServiceLog } from './material/service-log.ts';
import { makeSourceFile, makeTariffFile } from './material/source-file.ts';
import { makeTestRun } from './material/test-run.ts';
import { systemPrompt, tools } from './static-prompt.ts';
import type { DemoCall, DemoReply, DemoSession } from './types.ts';

/** A model that the price list knows, so that the ledger can put dollars on the session too. */
const MODEL = 'claude-sonnet-4-6';

const TASK =
  "Since yesterday's merge one test fails on main, and finance says that some split shipments are billed too little. " +
  'Find the cause, fix it, then run the tests and the build again. The staging API listens on localhost:4100.';

/** The bundled session: fifteen requests of a believable repair, about 290 kB of tool results, the same bytes every time. */
export function makeSession(): DemoSession {
  const script: readonly (readonly [string, ...Omit<DemoCall, 'id'>[]])[] = [
    ['I start with the failing test.', bash('npm test', makeTestRun(1), 'test run, one failure')],
    [
      'The surcharge of a split shipment is 500 instead of 1000. Let me see who uses it.',
      tool('Grep', { pattern: 'surcharge', path: '.' }, makeSearchHits('surcharge', 1), 'search hits'),
    ],
    ['What did the merge change?', bash('git show -m --first-parent HEAD', makeChangeDiff(), 'diff of the merge')],
    [
      'The merge replaced a sum by a maximum. I read the file and, beside it, the tariffs.',
      tool('Read', { file_path: 'src/pricing/surcharge.ts' }, makeSourceFile(false), 'source file'),
      tool('Read', { file_path: 'config/tariffs.json' }, makeTariffFile(), 'tariffs, JSON'),
    ],
    [
      'Three callers depend on it. I read them before I change anything.',
      tool('Read', { file_path: 'src/booking/split-shipment.ts' }, makeModule('splitShipment', 26), 'source file'),
      tool('Read', { file_path: 'src/invoices/invoice-lines.ts' }, makeModule('invoiceLines', 22), 'source file'),
      tool('Read', { file_path: 'src/carriers/carrier-select.ts' }, makeModule('carrierSelect', 18), 'source file'),
    ],
    [
      'Does staging show the same amounts as finance reports?',
      bash("curl -s 'localhost:4100/api/parcels?status=held&pageSize=96'", makeApiAnswer(), 'API answer, JSON'),
    ],
    [
      'One held parcel belongs to three and was charged once. I look for it in the log.',
      bash('tail -n 300 logs/staging.log', makeServiceLog(), 'service log'),
    ],
    [
      'Twice the invoice run says the same. Are there fixtures that I have to change too?',
      bash('ls -lR docs fixtures src test', makeListing(), 'directory listing'),
    ],
    [
      'No fixture holds a split shipment. Now the fix: add up again, but with the rules of the carrier.',
      tool(
        'Edit',
        {
          file_path: 'src/pricing/surcharge.ts',
          old_string: 'total = Math.max(total, surchargeOf(parcel, rules));',
          new_string: 'total += surchargeOf(parcel, rules);',
        },
        'The file src/pricing/surcharge.ts has been updated: 1 replacement.',
        'edit',
      ),
    ],
    ['Run the tests again.', bash('npm test', makeTestRun(2), 'the tests again')],
    ['All green. The build next.', bash('npm run build', makeBuildLog(), 'build output')],
    [
      'One more look: does anything else take the maximum over parcels?',
      tool(
        'Grep',
        { pattern: 'shipmentSurcharge', path: 'src' },
        makeSearchHits('shipmentSurcharge', 4),
        'search hits',
      ),
    ],
    [
      'Only here. I check the file as it stands.',
      tool('Read', { file_path: 'src/pricing/surcharge.ts' }, makeSourceFile(true), 'source file again'),
    ],
    ['And the change as it will be reviewed.', bash('git diff', makeFixDiff(), 'diff of the fix')],
    [
      'Fixed. `shipmentSurcharge` took the largest surcharge of a split shipment instead of adding one per parcel; the merge ' +
        '"one rule set per carrier" brought that in. It adds them up again, with the rules of the carrier. All tests pass and the build succeeds.',
    ],
  ];
  return {
    model: MODEL,
    system: `${systemPrompt}\n\n${makeGuide()}`,
    tools,
    task: TASK,
    replies: script.map(([text, ...calls], turn) => makeReply(text, calls, turn)),
  };
}

function makeReply(text: string, calls: readonly Omit<DemoCall, 'id'>[], turn: number): DemoReply {
  return { text, calls: calls.map((call, i) => ({ ...call, id: `toolu_demo_${turn + 1}_${i + 1}` })) };
}

function tool(
  name: string,
  input: Readonly<Record<string, string>>,
  result: string,
  label: string,
): Omit<DemoCall, 'id'> {
  return { name, input, result, label };
}

function bash(command: string, result: string, label: string): Omit<DemoCall, 'id'> {
  return tool('Bash', { command }, result, label);
}
