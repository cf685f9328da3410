import { opencode as routed } from '../adapters/opencode.ts';
import { type HookHost, noHook } from './types.ts';

export const opencode = {
  id: 'opencode',
  name: 'OpenCode',
  obstacle:
    'OpenCode (1.18) replaces outputs through a plugin only, and with one it looks for packages on the network at every start; connect it instead.',
  detect: routed.detect,
  ...noHook,
} satisfies HookHost;
