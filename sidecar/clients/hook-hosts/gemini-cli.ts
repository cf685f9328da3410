import { geminiCli as routed } from '../adapters/gemini-cli.ts';
import { type HookHost, noHook } from './types.ts';

export const geminiCli = {
  id: 'gemini-cli',
  name: 'Gemini CLI',
  obstacle:
    'Gemini CLI (0.61) shows what a hook puts in the place of an output as an error of the tool; connect it instead.',
  detect: routed.detect,
  ...noHook,
} satisfies HookHost;
