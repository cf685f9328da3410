import { describe, expect, it } from 'vitest';
import { formatMcpConfig, makeMcpEntry } from '../../../sidecar/cli/mcp-config.ts';

describe('the MCP entry', () => {
  it('names this Node and this bin by their full paths', () => {
    const { command, args } = makeMcpEntry({ home: '/home/me/.headroom', port: undefined, env: { HOME: '/home/me' } });
    expect(command).toBe(process.execPath);
    expect(args).toEqual([expect.stringMatching(/headroom\.mjs$/), 'mcp']);
  });

  it('names a home that its client would not find, and a port that was asked for', () => {
    const { args } = makeMcpEntry({ home: '/data/h', port: '4321', env: { HOME: '/home/me' } });
    expect(args.slice(1)).toEqual(['mcp', '--home', '/data/h', '--port', '4321']);
  });

  it('is spelt for every client, also with odd characters in a path', () => {
    const text = formatMcpConfig({ command: '/a b/"node"', args: ['x'] });
    expect(text).toContain(`claude mcp add --scope user headroom -- '/a b/"node"' x`);
    expect(text).toContain('command = "/a b/\\"node\\""');
  });
});
