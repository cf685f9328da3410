import type { Formats } from '../../ui/format.ts';
import { counted } from './grammar.ts';

/** The page Clients: which agents go through Headroom. */
export const clients = {
  title: {
    none: 'No agent was found',
    conflicts: (count: number) => (count === 1 ? 'One agent needs a decision' : `${count} agents need a decision`),
    paused: (count: number) => (count === 1 ? 'One agent is paused' : `${count} agents are paused`),
    noneThrough: 'No agent goes through Headroom',
    allThrough: (count: number) =>
      count === 1 ? 'The one agent here goes through Headroom' : `All ${count} agents go through Headroom`,
    someThrough: (count: number, all: number) => `${count} of ${all} agents go through Headroom`,
  },
  about: 'Every change is shown before it is made, and can be taken back byte for byte.',
  list: 'Agents on this computer',
  noneKnown: 'No agent that Headroom knows was found on this computer.',
  notFound: (count: number) => `Not found on this computer (${count})`,
  leftAsItIs: (value: string) => `Left as it is, somebody changed it: ${value}`,
  pauseAll: 'Pause all',
  resumeAll: 'Resume all',
  setUp: 'Set up step by step',
  version: (version: string) => `Version ${version}`,
  notSeen: 'not seen yet',
  lastSeen: (ago: string) => `last seen ${ago}`,
  noPrice: (requests: number, formats: Formats) => `${counted(formats, requests, 'request')}, no price is known`,
  costMore: (amount: string, requests: number, formats: Formats) =>
    `cost ${amount} more than direct over ${counted(formats, requests, 'request')}`,
  saved: (amount: string, requests: number, formats: Formats) =>
    `saved ${amount} over ${counted(formats, requests, 'request')}`,
  actions: {
    disconnect: 'Disconnect …',
    connectAgain: 'Connect again …',
    leaveAlone: 'Leave it alone …',
    resume: 'Resume …',
    howToConnect: 'How to connect …',
    connect: 'Connect …',
  },
  reading: 'Reading its settings …',
  connectNow: (name: string) => `Connect ${name}`,
  disconnectNow: (name: string) => `Disconnect ${name}`,
  nothingOfOurs: 'Nothing of ours stands in its files, so nothing has to be taken out.',
};
