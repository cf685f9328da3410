import type { Check } from './types.ts';

/** From here on node:sqlite and type stripping are settled; see cli/headroom.mjs. */
const FIT = { major: 24, minor: 15 };

export const node = {
  id: 'node',
  async find({ nodeVersion }) {
    const [major = 0, minor = 0] = nodeVersion.split('.').map(Number);
    if (major > FIT.major || (major === FIT.major && minor >= FIT.minor)) {
      return [{ check: 'node', level: 'ok', message: `Node ${nodeVersion} runs Headroom.` }];
    }
    return [
      {
        check: 'node',
        level: 'warning',
        message: `Node ${nodeVersion} runs Headroom, which is tested with ${FIT.major}.${FIT.minor} and newer.`,
        hint: 'Run `npm ci` in the project: it brings a fitting Node along. Or install Node 24 from https://nodejs.org.',
      },
    ];
  },
} satisfies Check;
