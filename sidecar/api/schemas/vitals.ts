import { z } from 'zod';
import type { VitalsReport } from '../../contract/vitals.ts';

const count = z.number().nonnegative();
const path = z.string();
const named = z.strictObject({ manifest: path, name: z.string() });
const reasoned = named.extend({ reason: z.string() });

export const vitalsReport = z
  .strictObject({
    path,
    scannedAt: z.number(),
    tookMs: count,
    totals: z.strictObject({
      ...{ files: count, code: count, tests: count, generated: count },
      ...{ read: count, waiting: count, lines: count },
    }),
    confidence: z.strictObject({ level: z.enum(['none', 'low', 'good']), reason: z.string() }),
    history: z.strictObject({ commits: count, days: count, idleDays: count }).nullable().describe('Null without git.'),
    hotspots: z
      .array(
        z.strictObject({
          ...{ path, score: count, commits: count, lines: count, complexity: count },
          coupled: z.array(path).readonly(),
        }),
      )
      .readonly(),
    couplings: z
      .array(z.strictObject({ files: z.tuple([path, path]).readonly(), together: count, strength: count }))
      .readonly(),
    largeFiles: z.array(z.strictObject({ path, lines: count, sizeBytes: count })).readonly(),
    largeFunctions: z
      .array(z.strictObject({ path, name: z.string(), line: count, lines: count, branches: count }))
      .readonly(),
    duplicates: z
      .array(z.strictObject({ lines: count, places: z.array(z.strictObject({ path, line: count })).readonly() }))
      .readonly(),
    knowledge: z
      .strictObject({
        authors: count,
        truckFactor: count.nullable(),
        orphans: z
          .array(z.strictObject({ path, author: z.string(), share: z.number(), lastAt: z.number() }))
          .readonly(),
      })
      .nullable(),
    dependencies: z.strictObject({
      manifests: z.array(path).readonly(),
      unused: z.array(named).readonly(),
      deprecated: z.array(reasoned).readonly(),
      mismatched: z.array(reasoned).readonly(),
      stale: z
        .array(named.extend({ version: z.string(), newest: z.string() }))
        .readonly()
        .describe('A newer version is out of reach; only where registries were asked.'),
      online: z
        .strictObject({ asked: count, unasked: count, troubles: z.array(z.string()).readonly() })
        .nullable()
        .describe('What registries were asked; null when nothing was.'),
      notLookedAt: z.array(path).readonly(),
    }),
    drift: z.strictObject({
      sinceMs: z.number().nullable(),
      grown: z.array(z.strictObject({ path, before: count, after: count })).readonly(),
      newHotspots: z.array(path).readonly(),
      documents: z.array(z.strictObject({ document: path, line: count, names: z.string() })).readonly(),
    }),
  })
  .meta({ id: 'VitalsReport', description: 'What a scan of a project found.' }) satisfies z.ZodType<VitalsReport>;
