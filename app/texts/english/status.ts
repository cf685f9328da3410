/** How Headroom is: a word, what that means for the agents in one sentence, and further facts. */
export const status = {
  offline: {
    word: 'Not running',
    sentence: 'Agents that point here cannot reach their provider until Headroom runs.',
    line: 'Start it with headroom start. This page connects again by itself; figures are the last ones known.',
  },
  unauthorised: {
    word: 'Not allowed',
    sentence: "This page may not read Headroom's figures.",
    line: 'Its token is missing or out of date. Open the page from the address that Headroom printed.',
  },
  starting: { word: 'Starting', sentence: 'Connecting …' },
  bypassed: {
    word: 'Passing through',
    byWish: 'Every request passes through untouched, as Headroom was told with --no-optimize.',
    sentence: 'Requests pass through untouched for now; your agents keep working.',
  },
  degraded: { word: 'Needs attention', sentence: 'Something is wrong, but your agents keep working.' },
  running: { word: 'Running', sentence: 'Requests are shortened on their way.' },
};
