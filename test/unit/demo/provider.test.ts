import { afterEach, describe, expect, it } from 'vitest';
import { createAgent, type DemoAgent } from '../../../sidecar/demo/agent.ts';
import { cacheHitRate, costUsd, promptTokens, sumUsage } from '../../../sidecar/demo/bill.ts';
import { type MockProvider, startProvider } from '../../../sidecar/demo/provider.ts';
import type { DemoSession } from '../../../sidecar/demo/types.ts';

const call = { id: 'toolu_1', name: 'Bash', input: { command: 'ls' }, result: 'a\nb', label: 'listing' };
const session: DemoSession = {
  model: 'claude-sonnet-4-6',
  system: 'word '.repeat(1500),
  tools: [{ name: 'Bash', description: 'runs', input_schema: {} }],
  task: 'look',
  replies: [
    { text: 'I look.', calls: [call] },
    { text: 'Done.', calls: [] },
  ],
};

let provider: MockProvider | undefined;
const agents: DemoAgent[] = [];
afterEach(async () => {
  for (const agent of agents.splice(0)) agent.close();
  await provider?.close();
});

async function start(now?: () => number): Promise<MockProvider> {
  provider = await startProvider(session, now);
  return provider;
}

function makeAgent(url: string, key: string): DemoAgent {
  const agent = createAgent(session, url, key);
  agents.push(agent);
  return agent;
}

describe('agent and provider', () => {
  it('play the script to its end over the wire', async () => {
    const { url, arrived } = await start();
    const agent = makeAgent(url, 'k');
    const first = await agent.turn();
    expect(first.reply).toEqual(session.replies[0]);
    expect(first.turn.usage).toMatchObject({ read: 0, fresh: 0 });
    expect(arrived('k', 'toolu_1')).toBeNull();
    const second = await agent.turn();
    expect(second.reply).toEqual(session.replies[1]);
    expect(arrived('k', 'toolu_1')).toBe('a\nb');
    expect(second.turn.usage.read).toBe(promptTokens(first.turn.usage));
    expect(second.turn.usage.output).toBeGreaterThan(0);
  });

  it('keep one cache per key, and let it go cold', async () => {
    let nowMs = 0;
    const { url } = await start(() => nowMs);
    const one = (await makeAgent(url, 'one').turn()).turn;
    const other = (await makeAgent(url, 'two').turn()).turn;
    expect(other.usage).toEqual(one.usage);
    expect(other.answer).toBe(one.answer);
    expect(cacheHitRate((await makeAgent(url, 'one').turn()).turn.usage)).toBe(1);
    nowMs = 300_001;
    expect(cacheHitRate((await makeAgent(url, 'one').turn()).turn.usage)).toBe(0);
  });

  it('refuse what the real provider would refuse, in its shape', async () => {
    const { url } = await start();
    const post = async (body: string, headers: Record<string, string> = { 'x-api-key': 'k' }) => {
      const response = await fetch(`${url}/v1/messages?beta=true`, { method: 'POST', headers, body });
      return { status: response.status, body: await response.json() };
    };
    expect(await post('{')).toMatchObject({
      status: 400,
      body: { type: 'error', error: { type: 'invalid_request_error' } },
    });
    expect(await post('{}')).toMatchObject({ status: 400 });
    expect(await post('{}', {})).toMatchObject({ status: 401 });
    expect((await fetch(`${url}/v1/models`)).status).toBe(404);
  });

  it('stop with an error when the answer is no 200', async () => {
    const { url } = await start();
    await expect(createAgent({ ...session, tools: [] }, url, '').turn()).rejects.toThrow(/status 401/);
  });
});

describe('bill', () => {
  it('prices each class, and sums', () => {
    const usage = { fresh: 1e6, write5m: 1e6, write1h: 1e6, read: 1e6, output: 1e6 };
    expect(costUsd(usage)).toBeCloseTo(3 + 3.75 + 6 + 0.3 + 15, 9);
    expect(sumUsage([usage, usage]).read).toBe(2e6);
    expect(costUsd(sumUsage([]))).toBe(0);
    expect(cacheHitRate(sumUsage([]))).toBe(0);
  });
});
