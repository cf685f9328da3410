import { cursor as routed } from '../adapters/cursor.ts';
import { type HookHost, noHook } from './types.ts';

export const cursor = {
  id: 'cursor',
  name: 'Cursor',
  obstacle:
    'No hook of Cursor is known to us that replaces what a tool printed; its MCP server is offered by headroom mcp install.',
  detect: routed.detect,
  ...noHook,
} satisfies HookHost;
