import { describe, expect, it } from 'vitest';
import { makeSession } from '../../../sidecar/demo/session.ts';

describe('the bundled session', () => {
  const session = makeSession();
  const calls = session.replies.flatMap((reply) => reply.calls);

  it('has the same bytes every time', () => {
    expect(JSON.stringify(makeSession())).toBe(JSON.stringify(session));
  });

  it('is as long as a real piece of work', () => {
    const size = calls.reduce((sum, call) => sum + call.result.length, 0);
    expect(session.replies.length).toBeGreaterThanOrEqual(12);
    expect(size).toBeGreaterThan(150_000);
    expect(size).toBeLessThan(400_000);
  });

  it('calls only tools that it offers, under ids of their own, and ends without a call', () => {
    const offered = new Set(session.tools.map((tool) => tool.name));
    expect(calls.filter((call) => !offered.has(call.name))).toEqual([]);
    expect(new Set(calls.map((call) => call.id)).size).toBe(calls.length);
    expect(session.replies.map((reply) => reply.calls.length === 0)).toEqual([
      ...session.replies.slice(1).map(() => false),
      true,
    ]);
  });

  it('holds the kinds of output that agents meet', () => {
    const results = new Map(calls.map((call) => [call.label, call.result]));
    expect(results.get('test run, one failure')).toMatch(/1 failed \| \d+ passed/);
    expect(results.get('the tests again')).not.toMatch(/failed/);
    expect(JSON.parse(results.get('API answer, JSON') ?? '')).toMatchObject({ total: 412 });
    expect(results.get('build output')).toMatch(/\r.*\u001b\[/);
    expect(results.get('diff of the merge')).toMatch(/^@@ /m);
    expect(results.get('search hits')).toMatch(/^src\/\S+:\d+:/m);
  });
});
