import type { Formats } from '../../ui/format.ts';
import { counted, times } from './grammar.ts';

/** The page Health: whether everything works, tools, log. */
export const health = {
  title: {
    health: 'Health',
    broken: (count: number) => (count === 1 ? 'One thing is broken' : `${count} things are broken`),
    degraded: 'Something needs attention',
    warnings: (count: number) => (count === 1 ? 'One thing to look at' : `${count} things to look at`),
    well: 'All is well',
  },
  allTheSame: 'Requests are shortened on their way all the same.',
  checks: {
    title: 'Checks',
    again: 'Check again',
    levels: { ok: 'In order', warning: 'Look at this', broken: 'Broken' },
  },
  facts: {
    title: 'This Headroom',
    version: 'Version',
    process: 'Process',
    runningFor: 'Running for',
    memory: 'Memory',
    underWay: 'Requests under way',
    address: 'Address',
    sendsTo: (provider: string) => `Sends ${provider} to`,
  },
  pipeline: {
    title: 'The last 24 hours',
    none: 'No request in the last 24 hours.',
    latency: (half: string, most: string) =>
      `Half of the requests were held up for less than ${half}, 99 of 100 for less than ${most}.`,
    requests: 'Requests',
    shortened: 'Shortened',
    failedOpen: 'Sent untouched after a fault',
    errors: 'Refused or failed at the provider',
  },
  engine: {
    title: 'Engine',
    givenUp: 'The engine keeps dying and rests for a minute; requests go through untouched.',
    noProcess: 'No process is running.',
    running: (count: number, restarts: number, formats: Formats) => {
      const processes = count === 1 ? 'One process is' : `${formats.count(count)} processes are`;
      const died = restarts === 0 ? 'none had to be started again' : `started again ${times(formats, restarts)}`;
      return `${processes} running, ${died}.`;
    },
    table: 'Engine processes',
    worksOn: 'Works on',
    process: 'Process',
    runningFor: 'Running for',
    now: 'Now',
    busy: 'Busy',
    idle: 'Idle',
    lanes: { normal: 'Ordinary requests', heavy: 'Large requests' },
    noneSuspended: 'No kind of edit is suspended: no provider refused one in the last fortnight.',
    suspended: 'A provider refused these kinds of edits; they rest in the conversations where that happened:',
    suspendedIn: (compressor: string, conversations: number, last: string, formats: Formats) =>
      `\`${compressor}\`, in ${counted(formats, conversations, 'conversation')}, last ${last}`,
  },
  tools: {
    title: 'Tools',
    about: "Programs of others, only on request and only in Headroom's own folder. None is needed.",
    states: {
      absent: 'Not installed',
      current: 'Installed',
      outdated: 'Another version is installed',
      damaged: 'Damaged',
      unsupported: 'Not for this computer',
    },
    installed: (version: string) => `Installed ${version}`,
    install: 'Install',
    installAgain: 'Install again',
    remove: 'Remove',
    backTo: (version: string) => `Back to ${version}`,
    updateTo: (version: string) => `Update to ${version}`,
    cancelInstall: (name: string) => `installing ${name}`,
    writes: (paths: readonly string[]) => `Writes: ${paths.join(' ')}`,
    installing: (name: string) => `Installing ${name}`,
    edition: (version: string, edition: string) => `Version ${version}, ${edition}`,
    toDownload: (size: string) => `${size} to download`,
    checking: 'Checking what came …',
    done: (done: string, all: string) => `${done} of ${all}`,
    rate: (size: string) => `${size} per second`,
    left: (time: string) => `${time} left`,
  },
  log: {
    title: 'Log',
    about: 'What Headroom did, and what went wrong. No requests, no answers, no keys.',
    show: 'Show',
    levels: { info: 'Everything', warning: 'Warnings', error: 'Errors' },
    kinds: { info: 'Note', warning: 'Warning', error: 'Error' },
    noneLikeThat: 'No line is like that.',
    nothingYet: 'Nothing was written down yet.',
    rest: (shown: number, total: number, formats: Formats) =>
      `The newest ${formats.count(shown)} of ${counted(formats, total, 'line')}; headroom logs shows the others.`,
    path: (path: string) => `It stands in \`${path}\`.`,
    fewer: 'Show fewer',
    exchange: 'The exchange',
    whereInCode: 'Where in the code',
    search: 'Search in the log',
    placeholder: 'Search the log …',
    saved: 'Saved as a file',
    copyWhat: 'the lines that are shown',
  },
};
