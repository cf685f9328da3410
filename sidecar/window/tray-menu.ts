import type { MenuItem, TrayMenu, TrayState } from './types.ts';

const icons = {
  running: '/resources/icons/tray-running.png',
  paused: '/resources/icons/tray-paused.png',
  attention: '/resources/icons/tray-attention.png',
  starting: '/resources/icons/tray-paused.png',
} as const;

const separator: MenuItem = { text: '-' };

/** The menu for a state: the sentence of Home first, then the one action that makes sense. */
export function makeTrayMenu(state: TrayState): TrayMenu {
  const isPaused = state.condition === 'paused';
  return {
    icon: icons[state.condition],
    useTemplateIcon: true,
    menuItems: [
      { text: describe(state), isDisabled: true },
      separator,
      { id: 'open', text: 'Open Headroom' },
      { id: 'connect', text: 'Connect agents…' },
      isPaused ? { id: 'resume', text: 'Resume' } : { id: 'pause', text: 'Pause – agents work without Headroom' },
      separator,
      { id: 'quit', text: 'Quit – agents work without Headroom' },
    ],
  };
}

/** One sentence, in words; a loss is said as one. */
export function describe({ condition, savedUsd, shadowUsd, problem }: TrayState): string {
  if (condition === 'starting') return 'Starting…';
  if (problem !== null) return problem;
  if (condition === 'paused') return 'Paused – your agents work without Headroom';
  if (savedUsd === null || shadowUsd === null || shadowUsd === 0) return 'Running – nothing was sent today';
  const share = Math.round((100 * Math.abs(savedUsd)) / shadowUsd);
  const dollars = formatUsd(Math.abs(savedUsd));
  if (savedUsd < 0) return `Cost ${dollars} more today (${share} %)`;
  return `Saved ${dollars} of today’s bill (${share} %)`;
}

function formatUsd(usd: number): string {
  return usd > 0 && usd < 0.01 ? 'less than 1 ¢' : `$${usd.toFixed(2)}`;
}
