import { toOrigin } from '../../lib/origin.ts';
import { findDifferentUpstreams, formatListener, type RunningHeadroom } from '../neighbour.ts';
import type { Check, Finding, Situation } from './types.ts';

export const port = {
  id: 'port',
  async find(situation) {
    const { host, port: number } = situation.settings;
    const neighbour = await situation.neighbour();
    switch (neighbour.kind) {
      case 'nobody':
        return [
          {
            check: 'port',
            level: 'warning',
            message: `Headroom is not running: port ${number} is free.`,
            hint: 'Start it with `headroom start`.',
          },
        ];
      case 'headroom':
        return [describeRunning(neighbour.health, situation)];
      case 'stranger':
        return [
          {
            check: 'port',
            level: 'broken',
            message: `Port ${number} on ${host} is used by ${formatListener(neighbour.listener)}, which is not Headroom.`,
            hint: `Stop that program, or run Headroom elsewhere: headroom proxy --port ${number + 1}.`,
          },
        ];
    }
  },
} satisfies Check;

function describeRunning(health: RunningHeadroom, { settings }: Situation): Finding {
  const origin = toOrigin(settings.host, settings.port);
  const different = findDifferentUpstreams(health, settings.upstreams);
  if (different.length > 0) {
    return {
      check: 'port',
      level: 'warning',
      message: `Headroom runs at ${origin}, but sends ${different.join(', ')} elsewhere than your settings say.`,
      hint: 'Stop it and start it again with the settings of this shell.',
    };
  }
  if (health.status !== 'ok') {
    return {
      check: 'port',
      level: 'warning',
      message: `Headroom ${health.version} runs at ${origin} and says that it is ${health.status}.`,
      hint: `Its own words: ${origin}/health`,
    };
  }
  return { check: 'port', level: 'ok', message: `Headroom ${health.version} runs at ${origin}.` };
}
