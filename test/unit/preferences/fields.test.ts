import { describe, expect, it } from 'vitest';
import { defaults, type Settings } from '../../../sidecar/contract/settings.ts';
import { applyValue, findField, listFields } from '../../../sidecar/preferences/index.ts';

const settings: Settings = { ...defaults, home: '/h', upstreams: { anthropic: 'https://a' } };
const check = (id: string, value: unknown): string | null => findField(id)!.check(value, settings);

describe('fields', () => {
  it('accept their own default, and give back what they are given', () => {
    for (const field of listFields()) {
      expect([field.id, field.check(field.defaultValue, settings)]).toEqual([field.id, null]);
      const back = { ...settings, ...applyValue(settings, field, null) };
      expect(field.read(back)).toEqual(field.defaultValue);
    }
  });

  it.each([
    ['mode', 'fast'],
    ['mode', null],
    ['optimise', 'on'],
    ['holdoutPercent', 101],
    ['holdoutPercent', Number.NaN],
    ['holdoutPercent', '5'],
    ['originalsIdleDays', 0],
    ['originalsCapBytes', 1],
    ['originalsCapBytes', 16 * 1024 * 1024 + 0.5],
    ['compressorsOff', 'csv'],
    ['compressorsOff', ['../x']],
    ['upstreams.anthropic', 'api.example.com'],
    ['upstreams.anthropic', 'ftp://x'],
    ['upstreams.anthropic', 'https://x/?key=1'],
    ['upstreams.anthropic', 'https://user:secret@x'],
    ['upstreams.anthropic', 'https://:secret@x'],
    ['upstreams.openai', 'http://localhost:8787/v1'],
  ])('say what is wrong with %s %o', (id, value) => {
    expect(check(id, value)).toMatch(/^It .*\.$/);
  });

  it('keep one upstream beside the others, without the slash at its end', () => {
    const field = findField('upstreams.openai')!;
    expect(applyValue(settings, field, 'https://O.example/llm/')).toEqual({
      upstreams: { anthropic: 'https://a', openai: 'https://o.example/llm' },
    });
  });
});
