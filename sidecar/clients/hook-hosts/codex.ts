import { codex as routed } from '../adapters/codex.ts';
import { type HookHost, noHook } from './types.ts';

export const codex = {
  id: 'codex',
  name: 'Codex',
  obstacle:
    'Codex (0.169) lets a hook fail a tool call or add a message to it, but not replace what the tool printed; connect it instead.',
  detect: routed.detect,
  ...noHook,
} satisfies HookHost;
