import { describe, expect, it } from 'vitest';
import { readArgs, readInteger } from '../../../sidecar/cli/args.ts';
import { settingFlags } from '../../../sidecar/cli/setting-flags.ts';

const definition = {
  id: { type: 'positional', required: false },
  port: { type: 'string' },
  optimize: { type: 'boolean', negativeDescription: 'off' },
  json: { type: 'boolean' },
  'openai-api-url': { type: 'string' },
} as const;

describe('readArgs', () => {
  it('reads flags, their negation, values with = and without, and positionals', () => {
    const args = readArgs(['--port', '9000', '--no-optimize', 'abc', '--openai-api-url=http://x/y'], definition);
    expect(args.port).toBe('9000');
    expect(args.optimize).toBe(false);
    expect(args.id).toBe('abc');
    expect(args['openai-api-url']).toBe('http://x/y');
    expect(args.json).toBeUndefined();
  });

  it('leaves out what was not given, so that the environment can decide', () => {
    expect(readArgs([], settingFlags).optimize).toBeUndefined();
    expect(readArgs(['--optimize'], settingFlags).optimize).toBe(true);
  });

  it.each([
    ['--no-optimise', 'no-optimise'],
    ['--prot', 'prot'],
    ['-p', '-p'],
    ['--port', '--port'],
    ['--port=', '--port'],
    ['--json=yes', '--json'],
    ['--no-port', 'no-port'],
  ])('refuses %s as a usage error that names it', (flag, name) => {
    expect(() => readArgs([flag], definition)).toThrow(
      expect.objectContaining({ code: 'cli.usage', message: expect.stringContaining(name) }),
    );
  });

  it('refuses more positionals than there are, and fewer than are required', () => {
    expect(() => readArgs(['a', 'b'], definition)).toThrow(/unexpected argument "b"/);
    expect(() => readArgs(['a'], { json: definition.json })).toThrow(expect.objectContaining({ code: 'cli.usage' }));
    expect(() => readArgs([], { id: { type: 'positional' } })).toThrow(expect.objectContaining({ code: 'cli.usage' }));
  });

  it('does not take a flag for the value of another', () => {
    expect(() => readArgs(['--port', '--json'], definition)).toThrow(expect.objectContaining({ code: 'cli.usage' }));
  });
});

describe('readInteger', () => {
  const range = { min: 1, max: 400 };
  it('reads whole numbers in range', () => {
    expect(readInteger('days', '7', range)).toBe(7);
    expect(readInteger('days', undefined, range)).toBeUndefined();
  });
  it.each(['0', '401', '-1', '1.5', '1e2', 'x', '', ' 7'])('refuses %j', (value) => {
    expect(() => readInteger('days', value, range)).toThrow(expect.objectContaining({ code: 'cli.usage' }));
  });
});
