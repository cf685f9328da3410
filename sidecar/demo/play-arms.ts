import { createAgent } from './agent.ts';
import type { MockProvider } from './provider.ts';
import type { DemoCall, DemoPair, DemoSession } from './types.ts';

/** One API key per arm, so that neither finds the other's prompt cache. */
const DIRECT_KEY = 'demo-direct';
const PROXIED_KEY = 'demo-through-headroom';

/**
 * Plays the session twice, turn by turn side by side: straight to the provider, and through the proxy.
 * Rejects with AppError when a request is refused on either arm.
 */
export async function* playArms(
  session: DemoSession,
  provider: MockProvider,
  proxyUrl: string,
): AsyncGenerator<DemoPair> {
  const direct = createAgent(session, provider.url, DIRECT_KEY);
  const proxied = createAgent(session, proxyUrl, PROXIED_KEY);
  try {
    let calls: readonly DemoCall[] = [];
    for (let number = 1; number <= session.replies.length; number++) {
      const left = await direct.turn();
      const right = await proxied.turn();
      const carried = calls.map((call) => ({ call, arrived: provider.arrived(PROXIED_KEY, call.id) ?? '' }));
      yield { number, carried, direct: left.turn, proxied: right.turn };
      calls = left.reply.calls;
    }
  } finally {
    direct.close();
    proxied.close();
  }
}
