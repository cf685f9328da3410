import { z } from 'zod';
import type { SettingChanges, SettingRow, SettingsInForce } from '../../contract/settings.ts';

const value = z.union([z.string(), z.number(), z.boolean(), z.array(z.string()).readonly()]);

const row = z
  .strictObject({
    id: z.string(),
    value,
    defaultValue: value,
    source: z.enum(['flag', 'environment', 'file', 'default']),
    fixedBy: z.string().nullable().describe('The flag or variable that fixes it; null when it can be changed.'),
    effect: z
      .enum(['now', 'new-conversations'])
      .describe('When a change takes effect. Conversations that run go on as they began.'),
  })
  .meta({ id: 'Setting' }) satisfies z.ZodType<SettingRow>;

export const settingsInForce = z
  .strictObject({
    host: z.string(),
    port: z.int(),
    mode: z.enum(['cache', 'token']),
    optimise: z.boolean(),
    passThrough: z.boolean().describe('Started with --no-optimize: nothing is even read.'),
    holdoutPercent: z.number(),
    breakpoints: z.boolean(),
    stateless: z.boolean(),
    upstreams: z.record(z.string(), z.string()),
    home: z.string(),
    hasProxyToken: z.boolean(),
    secondEngine: z.boolean(),
    accountUrl: z.string().nullable(),
    updatesUrl: z.string().nullable(),
    updates: z.enum(['off', 'stable', 'preview']),
    maxEditBytes: z.int(),
    originalsCapBytes: z.int(),
    originalsIdleDays: z.number(),
    notifications: z.boolean(),
    compressorsOff: z.array(z.string()).readonly(),
    problems: z.array(z.string()).readonly().describe('What was wrong with settings.json at the start.'),
    file: z.string().nullable().describe('Where changes are kept; null: nothing is.'),
    editable: z.array(row).readonly(),
    compressors: z.array(z.string()).readonly().describe('Compressors that can be switched off.'),
  })
  .meta({
    id: 'Settings',
    description: 'What is in force, and what of it can be changed; secrets are left out.',
  }) satisfies z.ZodType<SettingsInForce>;

export const settingChanges = z
  .record(z.string(), value.nullable())
  .refine((changes) => Object.keys(changes).length > 0, 'Name at least one setting.')
  .meta({
    id: 'SettingChanges',
    description: 'New values by the ids of `editable`; null: back to the default. All are taken, or none.',
  }) satisfies z.ZodType<SettingChanges>;
