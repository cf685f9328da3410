import { makeDice } from '../random.ts';
import { areas, conditions, subjects } from './names.ts';

const owners = ['Ilse', 'Marek', 'Joana', 'Teemu', 'Priya', 'Aurel'] as const;
const layers = ['a pure function', 'a route handler', 'a nightly job', 'a table of data', 'a state machine'] as const;

/** The repository's own guide for agents, as teams keep it beside the code: one paragraph per module. */
export function makeGuide(): string {
  const dice = makeDice(2026);
  const lines = ['# parcel-desk: guide for agents', ''];
  for (const area of areas) {
    lines.push(`## ${area}`, '');
    for (const subject of subjects[area]) {
      const [first, second] = [dice.pick(conditions), dice.pick(conditions)];
      lines.push(
        `**${subject}** is ${dice.pick(layers)} in src/${area}/${subject}.ts, kept by ${dice.pick(owners)}. It ${first} and it ` +
          `${second === first ? 'never throws on odd input' : second}. Before a change, run \`npm test -- test/${area}/${subject}.test.ts\`; ` +
          `its fixtures are fixtures/${area}/${subject}-1.json to ${subject}-3.json. Limits: at most ${dice.between(20, 400)} parcels in one ` +
          `call, ${dice.between(2, 30)} ms at the 95th percentile on the depot's machines.`,
        '',
      );
    }
  }
  return lines.join('\n');
}
