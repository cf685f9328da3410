import type { Formats } from '../../ui/format.ts';
import { counted, list } from './grammar.ts';

/** The page Settings. Prices have a file of their own. */
export const settings = {
  title: 'Settings',
  keptHere: 'Everything is kept on this computer.',
  keptIn: (file: string) => `Kept in ${file}. Conversations that run go on as they began.`,
  problems: 'settings.json is not as it should be',
  saved: 'Saved.',
  savedForNew: 'Saved for conversations that begin from now on.',
  fixedBy: (what: string) => `fixed by ${what}`,
  look: {
    title: 'Appearance',
    theme: 'Theme',
    themes: { system: 'As the system', light: 'Light', dark: 'Dark' },
    language: 'Language',
    asSystem: 'As the system',
    formats: 'Numbers and dates',
    /** @param sample a number and a date as they are written now */
    formatsNote: (sample: string) => `${sample}. Dollars stay dollars: providers bill in them.`,
  },
  login: {
    title: 'Launch at login',
    looking: 'Looking …',
    written: 'Written. It holds from the next login on.',
    takenBack: 'Taken back.',
    again: 'Set it up again …',
    write: 'Write it',
    leave: 'Leave it',
    whatWasWritten: 'What was written',
    off: 'Headroom runs when you start it.',
    on: 'Headroom starts quietly when you log in. No window opens.',
    broken: 'It is switched on, and yet Headroom would not start.',
    unavailable: 'It is not possible here.',
    /** Above the files and commands that are there. */
    wasWritten: (files: number) => `Written was ${files === 1 ? 'this file' : `these ${files} files`}:`,
    wasTold: (commands: number) => `The system was told by ${commands === 1 ? 'this command' : 'these commands'}:`,
    /** Above the files and commands that would come. */
    would: (files: number, commands: number) => {
      const parts = [
        ...(files > 0 ? [`writes ${files === 1 ? 'this file' : `these ${files} files`}`] : []),
        ...(commands > 0 ? [`runs ${commands === 1 ? 'this command' : 'these commands'}`] : []),
      ];
      return `Switching it on ${list(parts)}, and keeps a record of it in Headroom’s own folder. Switching it off, or uninstalling, takes all of it back.`;
    },
  },
  work: {
    title: 'What Headroom does',
    fields: {
      optimise: {
        name: 'Shortening',
        note: 'Off: conversations that begin from then on pass through untouched.',
      },
      mode: {
        name: 'Mode',
        note: 'Cache keeps what the provider has cached as it is; smallest sends the least in each request and may break it.',
      },
      holdoutPercent: {
        name: 'Hold-out',
        note: 'Conversations left untouched, so that the saving is measured and not only estimated.',
      },
      breakpoints: {
        name: 'Cache breakpoints',
        note: 'Set in agent loops that set none themselves, so that their history is cached.',
      },
      originalsIdleDays: {
        name: 'Originals expire after',
        note: 'Days without use after which a text that was left out can no longer be recalled.',
      },
      originalsCapBytes: { name: 'Originals take at most', note: 'The oldest go first.' },
      notifications: {
        name: 'Notifications',
        note: 'The desktop tells when agents are led past a Headroom that failed, and when they are back.',
      },
    },
    modes: { cache: 'Cache', token: 'Smallest' },
    days: 'days',
  },
  compressors: {
    title: 'What is shortened',
    note: 'One box per kind of text. Without its tick, such texts are sent as they came, in conversations that begin from then on.',
    label: 'Compressors',
  },
  upstreams: {
    title: 'Upstreams',
    note: 'Where requests go on to, with your keys. From the next request on.',
    chatgpt: 'ChatGPT login of Codex',
    empty: (defaultValue: string) => `Empty: ${defaultValue}`,
  },
  force: {
    title: 'In force',
    note: 'Read when Headroom starts.',
    largest: 'Largest request that is shortened',
    largestNote: 'Larger ones pass through untouched.',
    folder: 'Folder',
    folderNote: 'The ledger, the originals and the token of this page.',
    access: 'Access',
    withToken: 'With a proxy token',
    thisComputer: 'This computer only',
    listensAt: (address: string) => `Listens at ${address}.`,
    shortening: 'Shortening',
    offWith: 'Off with --no-optimize.',
    startedOff: 'Started with --no-optimize: everything passes through.',
    mode: 'Mode',
    modeNote: 'cache keeps what the provider has cached untouched; token shortens more and may break it. --mode',
    holdout: 'Hold-out',
    none: 'None',
    holdoutNote: 'Conversations left untouched, so that the saving is measured and not only estimated. --holdout',
    originals: 'Originals',
    nothingStored: 'Nothing is stored',
    originalsKept: (size: string, days: number, formats: Formats) => `${size}, ${counted(formats, days, 'day')} unused`,
    originalsNote: 'How much of what was left out is kept, and for how long.',
  },
  updates: {
    title: 'Updates',
    channel: {
      name: 'Newer versions',
      note: 'Stable and preview ask the list of releases once a day. Nothing is ever installed by itself.',
    },
    channels: { off: 'Off', stable: 'Stable', preview: 'Preview' },
    off: (current: string) => `Headroom ${current} runs. Nobody is asked for a newer one.`,
    notAsked: 'Not asked yet.',
    lastAsked: (ago: string) => `Last asked ${ago}.`,
    newer: (newer: string, channel: string, current: string) =>
      `Headroom ${newer} (${channel}) is there; ${current} runs.`,
    runs: (current: string) => `Headroom ${current} runs.`,
    noneNewer: (current: string) => `Headroom ${current} runs, and nothing newer is known.`,
    whatIsNew: 'What is new, and how to get it',
    checksums: 'Checksums (SHA-256)',
    asking: 'Asking …',
    ask: 'Ask now',
    whoIsAsked: (url: string) =>
      `Asked is ${url}. It sees your address on the network and the name headroom, nothing else.`,
  },
  data: {
    title: 'Your data',
    ledger: 'Ledger',
    ledgerNote: 'What was asked, and what it cost.',
    ledgerHolds: (exchanges: number, conversations: number, formats: Formats) =>
      `${counted(formats, exchanges, 'exchange')} in ${counted(formats, conversations, 'conversation')}.`,
    originals: 'Originals',
    originalsNote: 'Texts that were left out of requests.',
    originalsHold: (originals: number, formats: Formats) =>
      `${counted(formats, originals, 'text that was', 'texts that were')} left out of requests.`,
    words: 'Their words, decisions',
    wordsNote: 'For searching, and so that a conversation stays the same from turn to turn.',
    studies: 'Studies',
    studiesNote: 'Reports about usage, projects and what agents repeat; on the page Optimise.',
    log: 'Log',
    logNote: 'What Headroom did and what went wrong; on the page Health.',
    export: 'Export',
    exportOriginals: 'Export with originals',
    import: 'Import …',
    exported: (size: string) => `Exported ${size}. It tells what agents did: keep it to yourself.`,
    imported: (counts: { exchanges: number; originals: number; known: number }, formats: Formats) =>
      `Imported ${counted(formats, counts.exchanges, 'exchange')} and ${counted(formats, counts.originals, 'original')}; ${counted(formats, counts.known, 'exchange was', 'exchanges were')} here already.`,
    spans: { older: 'Older than 90 days', all: 'Everything' },
    delete: 'Delete',
    deleteAsk: 'Delete …',
    confirm: 'Yes, delete it',
    keep: 'Keep it',
    wouldDelete: (counts: DeletedCounts, formats: Formats) => `This would delete ${listDeleted(counts, formats)}.`,
    deleted: (counts: DeletedCounts, formats: Formats) => `Deleted ${listDeleted(counts, formats)}.`,
  },
  agents: {
    title: 'Agents',
    clients: '[Clients](#/clients) shows what Headroom changed in the settings of each agent, and takes it back.',
    again: '[Run the first minute again](#/welcome)',
  },
  remove: {
    title: 'Remove Headroom',
    uninstall: '[Uninstall](#/uninstall) lists everything that Headroom has put on this computer, and takes it back.',
  },
};

/** What is deleted, or would be. */
export interface DeletedCounts {
  readonly exchanges: number;
  readonly conversations: number;
  readonly originals: number;
  readonly studies: number;
  /** Size of the originals, as it is written. */
  readonly size: string;
}

function listDeleted(counts: DeletedCounts, formats: Formats): string {
  const { exchanges, conversations, originals, studies, size } = counts;
  return `${counted(formats, exchanges, 'exchange')} of ${counted(formats, conversations, 'conversation')}, ${counted(formats, originals, 'original')} (${size}) and ${counted(formats, studies, 'report')}`;
}
