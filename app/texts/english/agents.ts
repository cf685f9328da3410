/** How a client stands, and how a change of it went. */
export const agents = {
  states: {
    connected: { word: 'Connected', sentence: (name: string) => `${name} goes through Headroom.` },
    paused: {
      word: 'Paused',
      sentence: (name: string) => `${name} talks to its provider directly until it is resumed.`,
    },
    disconnected: { word: 'Not connected', sentence: (name: string) => `${name} talks to its provider directly.` },
    conflict: {
      word: 'Conflict',
      sentence: (name: string) => `${name} should go through Headroom, but its settings were changed by somebody else.`,
    },
    'not-installed': { word: 'Not found', sentence: (name: string) => `${name} was not found on this computer.` },
  },
  /** Without a full stop: a reason may follow. */
  outcomes: {
    connected: (name: string) => `${name} is connected`,
    disconnected: (name: string) => `${name} is no longer connected`,
    paused: (name: string) => `${name} is paused`,
    resumed: (name: string) => `${name} is connected again`,
    unchanged: (name: string) => `${name} was so already`,
    steps: (name: string) => `${name} has to be set up by hand`,
    failed: (name: string) => `${name} could not be changed; its files are as they were`,
  },
  /** What is written into files of an agent. */
  plan: {
    kinds: {
      create: (file: string) => `\`${file}\` is made:`,
      change: (file: string) => `\`${file}\` is changed:`,
      delete: (file: string) => `\`${file}\` is taken away:`,
    },
    changesTo: (file: string) => `Changes to ${file}`,
    upstreams: 'It was pointed elsewhere before, and its requests go on to there:',
    byHand: 'By hand:',
    step: (number: number) => `Step ${number}`,
  },
};
