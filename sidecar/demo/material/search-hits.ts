import { makeDice } from '../random.ts';
import { areas, subjects } from './names.ts';

/**
 * Hits of a recursive search, `path:line:text`.
 * @param word the identifier that was searched for
 * @param rarity 1 = a hit in nearly every file; larger = fewer
 */
export function makeSearchHits(word: string, rarity: number): string {
  const dice = makeDice(word.length * 31 + rarity);
  const lines: string[] = [];
  for (const root of ['src', 'test']) {
    for (const area of areas) {
      for (const subject of subjects[area]) {
        if (dice.between(1, rarity) !== 1 && subject !== 'surcharge') continue;
        const path = `${root}/${area}/${subject}${root === 'test' ? '.test' : ''}.ts`;
        let line = dice.between(2, 9);
        const count = subject === 'surcharge' ? 14 : dice.between(2, 6);
        for (let i = 0; i < count; i++) {
          lines.push(`${path}:${line}:${hit(word, subject, dice.between(0, 8))}`);
          line += dice.between(3, 26);
        }
      }
    }
  }
  return lines.join('\n');
}

function hit(word: string, subject: string, kind: number): string {
  const capital = word[0]?.toUpperCase() + word.slice(1);
  const forms = [
    `import { ${word}Of } from '../pricing/surcharge.ts';`,
    `  const ${word}Cents = ${word}Of(parcel, tariff);`,
    `  if (${word}Cents === 0) return base;`,
    `    total += ${word}Cents * shipment.parcels.length;`,
    `  // ${capital} is charged once per parcel, see docs/${subject}.md`,
    `export type ${capital}Rule = { readonly limitMm: number; readonly cents: number };`,
    `  it('adds the ${word} of ${subject}', () => {`,
    `    expect(quote.${word}Cents).toBe(${subject.length * 50});`,
    `  readonly ${word}Cents: number;`,
  ];
  return forms[kind] ?? '';
}
