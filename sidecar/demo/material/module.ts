import { makeDice } from '../random.ts';

const verbs = ['measure', 'check', 'price', 'split', 'merge', 'route', 'record', 'round'] as const;
const fields = ['weightGrams', 'longestSideMm', 'depotId', 'zone', 'carrier', 'bookedAt', 'insuredCents'] as const;

/**
 * A TypeScript module of the made-up project, as a file-reading tool shows it.
 * @param name what the module is about, in camel case
 * @param functions how many functions it has, about eleven lines each
 */
export function makeModule(name: string, functions: number): string {
  const dice = makeDice(name.length * 7919 + functions);
  const kind = `${name[0]?.toUpperCase()}${name.slice(1)}`;
  const lines = [
    `import type { Context, Parcel } from '../lib/types.ts';`,
    `import { auditEntry } from '../lib/audit.ts';`,
    '',
  ];
  for (let i = 0; i < functions; i++) {
    const verb = dice.pick(verbs);
    const field = dice.pick(fields);
    const limit = dice.between(3, 9000);
    lines.push(
      `/** ${verb[0]?.toUpperCase()}${verb.slice(1)}s the parcels of step ${i + 1} by ${field}; those beyond ${limit} are left out. */`,
      `export function ${verb}${kind}${i + 1}(parcels: readonly Parcel[], context: Context): readonly Parcel[] {`,
      `  const kept = parcels.filter((parcel) => Number(parcel.${field}) <= ${limit});`,
      `  if (kept.length === parcels.length) return parcels;`,
      `  const dropped = parcels.length - kept.length;`,
      `  context.log.info({ dropped, step: ${i + 1} }, '${verb} ${name}');`,
      dice.between(0, 2) === 0
        ? `  if (dropped > ${dice.between(2, 40)}) throw new RangeError('too many parcels beyond ${limit}');`
        : `  context.audit.push(auditEntry('${name}.${verb}', { dropped, limit: ${limit} }));`,
      `  return kept;`,
      `}`,
      '',
    );
  }
  return lines.map((line, i) => `${String(i + 1).padStart(6)}\t${line}`).join('\n');
}
