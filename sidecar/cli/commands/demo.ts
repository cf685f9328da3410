import { defineCommand } from '../types.ts';

export const demo = defineCommand({
  id: 'demo',
  summary: 'Replay a bundled agent session against a built-in provider: both bills, no key, no network.',
  args: { fast: { type: 'boolean', description: 'No pauses between the turns.' } },
  async run(args, io) {
    const { runDemo } = await import('../../demo/index.ts');
    return (await runDemo({ out: io.stdout, fast: args.fast === true || io.stdout.isTTY !== true })) === 0 ? 0 : 1;
  },
});
