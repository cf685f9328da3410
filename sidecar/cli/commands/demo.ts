import { toExitCode } from '../../machine/index.ts';
import { watchStopSignals } from '../stop-signals.ts';
import { defineCommand } from '../types.ts';

export const demo = defineCommand({
  id: 'demo',
  summary: 'Replay a bundled agent session against a built-in provider: both bills, no key, no network.',
  args: { fast: { type: 'boolean', description: 'No pauses between the turns.' } },
  async run(args, io) {
    // Its home is taken away however it ends.
    const signals = watchStopSignals();
    const stop = new AbortController();
    let code: number | null = null;
    void signals.first.then((signal) => {
      code = toExitCode({ code: null, signal });
      stop.abort();
    });
    void signals.second.then((signal) => process.exit(toExitCode({ code: null, signal })));
    try {
      const { runDemo } = await import('../../demo/index.ts');
      const fast = args.fast === true || io.stdout.isTTY !== true;
      const result = await runDemo({ out: io.stdout, fast, stop: stop.signal });
      return code ?? (result === 0 ? 0 : 1);
    } finally {
      signals.release();
    }
  },
});
