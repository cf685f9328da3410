import type { Formats } from '../../ui/format.ts';
import { counted, plural, series, times } from './grammar.ts';

function results(formats: Formats, count: number, one: string): string {
  return plural(count, { one, other: `${formats.count(count)} results` });
}

/** The page Optimise: habits, compressors, notes, projects, usage. */
export const optimise = {
  title: 'Optimise',
  whatToLookAt: 'What to look at',
  parts: { habits: 'Habits', compressors: 'Compressors', notes: 'Notes', vitals: 'Projects', usage: 'Usage' },
  spans: { 1: '1 day', 7: '7 days', 30: '30 days' },
  run: {
    starting: 'Starting',
    going: (step: string) => `${step} …`,
    cancelled: 'Cancelled.',
    failed: 'It failed.',
    never: 'Nothing has been looked at yet; only this computer reads it.',
    from: (ago: string) => `This is from ${ago}.`,
    outOfDate: 'It may be out of date.',
  },
  project: {
    label: 'Project',
    none: 'No project is known yet. Type the path of one, or [read the transcripts](#/optimise?part=usage).',
  },
  habits: {
    nothing: 'Nothing stands out',
    couldChange: (count: number, formats: Formats) =>
      plural(count, { one: 'One thing you could change', other: `${formats.count(count)} things you could change` }),
    couldChangeFor: (count: number, worth: string, formats: Formats) =>
      plural(count, {
        one: `One thing you could change, worth about ${worth}`,
        other: `${formats.count(count)} things you could change, the largest worth about ${worth}`,
      }),
    lookedAt: (seen: { exchanges: number; conversations: number; segments: number }, formats: Formats) =>
      `Looked at ${counted(formats, seen.exchanges, 'exchange')} in ${counted(formats, seen.conversations, 'conversation')} with ${counted(formats, seen.segments, 'tool result')}.`,
    newestOnly: 'The span holds more; the newest were looked at.',
    gainTokens: (tokens: string) => `about ${tokens} tokens`,
    gain: (amount: string, tokens: string) => `about ${amount}, ${tokens} tokens`,
    none: 'No habit was found that costs noticeably more than it needs to.',
    standsOn: 'What it stands on',
    note: 'Gains are estimates over the span, at list prices; they are not promises and do not add up.',
  },
  compressors: {
    title: 'What each compressor did',
    nothing: 'Nothing was shortened in this span',
    takenOut: (tokens: string, count: number, formats: Formats) =>
      `${tokens} tokens taken out of ${results(formats, count, 'one result')}`,
    countingBegins: 'Counting begins with the first result that is shortened.',
    costMore: (amount: string) => `It cost about ${amount} more (estimated).`,
    saved: (amount: string) => `About ${amount} saved (estimated).`,
    countedSince: (moment: string) => `Counted since ${moment}.`,
    done: 'What each of them did',
    used: 'Used',
    compressor: 'Compressor',
    tokens: 'Tokens',
    tokensTitle: 'Tokens that it took out, each result counted once',
    use: (compressor: string) => `Use ${compressor}`,
    note: 'A result is counted for the last compressor that worked on it. Dollars divide what each shortened request saved by the tokens that each took out; they are estimates. What it cost when a request went out whole after a fault is not in them: Home has the whole bill. Without its tick, a compressor is not used in conversations that begin from then on.',
    fixed: 'What is used was given when Headroom was started, and cannot be changed here.',
    noneSeen: 'Nothing of its kind was seen.',
    noneShorter: (seen: number, formats: Formats) =>
      `${results(formats, seen, 'One result')} seen; none was made shorter enough.`,
    work: (
      work: { shortened: number; seen: number; share: string; lossy: number; isInDollars: boolean },
      formats: Formats,
    ) => {
      const { shortened, seen, lossy } = work;
      const of =
        seen > shortened
          ? `${formats.count(shortened)} of ${formats.count(seen)} results`
          : results(formats, shortened, 'One result');
      const left = lossy === 0 ? 'nothing left out' : `${formats.count(lossy)} with parts left out`;
      return `${of} shortened by ${work.share}, ${left}.${work.isInDollars ? '' : ' In dollars it cannot be told.'}`;
    },
    /** How often that was not enough for the reader; one of both is not 0. */
    askedAgain: (recalls: number, reruns: number, formats: Formats) => {
      const asked = [
        ...(recalls > 0 ? [`the original was asked for ${times(formats, recalls)}`] : []),
        ...(reruns > 0 ? [`a command was run again ${times(formats, reruns)}`] : []),
      ].join(', and ');
      return `${asked.charAt(0).toUpperCase()}${asked.slice(1)}.`;
    },
    tooOften: 'Too often: it leaves nothing out in conversations that begin now.',
    noDollars: 'Nothing can be said in dollars.',
    part: 'Its part of what the exchanges saved, estimated.',
    partBetween: (low: string, high: string) =>
      `Its part of what the exchanges saved, estimated: between ${low} and ${high}.`,
    notInIt: (requests: number, formats: Formats) =>
      `${counted(formats, requests, 'request')} not in it: no price is known, or a cache breakpoint of ours saved as well.`,
  },
  notes: {
    title: 'What agents get wrong again and again',
    couldBeWritten: (count: number, formats: Formats) =>
      plural(count, { one: 'One note could be written', other: `${formats.count(count)} notes could be written` }),
    areWritten: 'The notes of this project are written',
    noneRepeated: 'No failure was repeated that a note would help with',
    about: 'A failure that agents repeat costs its tokens each time; a line in their file ends it.',
    from: (calls: number, sessions: number, formats: Formats) =>
      `From ${counted(formats, calls, 'tool call')} in ${plural(sessions, { one: 'one session', other: `${formats.count(sessions)} sessions` })}.`,
    draft: 'Draft notes from the transcripts',
    draftAgain: 'Draft again',
    written: (files: readonly string[]) => `Written: ${series(files)}`,
    takenBack: (files: readonly string[]) => `Taken back: ${series(files)}`,
    nothingToTakeBack: 'There was nothing to take back.',
    drafts: 'What would be written',
    write: 'Write the notes',
    canBeTakenBack: 'Can be taken back here, byte for byte.',
    applied: 'Notes that stand in this project',
    takeBack: 'Take the notes back',
    standOn: 'What they stand on',
    seen: (count: string, client: string, day: string) => `${count} times, ${client}, last on ${day}`,
  },
  vitals: {
    title: 'What makes a project dear to work on',
    about: 'Code that is large, tangled or copied is read and sent again and again by agents.',
    /** Kinds of which there are none are left out; all may be. */
    found: (found: { hotspots: number; functions: number; unused: number }, formats: Formats) => {
      const { hotspots, functions, unused } = found;
      const parts = [
        ...(hotspots > 0 ? [counted(formats, hotspots, 'hotspot')] : []),
        ...(functions > 0 ? [counted(formats, functions, 'large function')] : []),
        ...(unused > 0 ? [counted(formats, unused, 'unused dependency', 'unused dependencies')] : []),
      ];
      return parts.length === 0 ? 'Nothing stands out in this project' : parts.join(', ');
    },
    totals: (files: string, lines: string) => `${files} code files with ${lines} lines.`,
    waiting: (files: number, formats: Formats) =>
      `${counted(formats, files, 'file waits', 'files wait')} for the next look.`,
    look: 'Look this project over',
    lookAgain: 'Look again',
    none: 'None.',
    online: 'Also ask registries about newer versions',
    onlineNote:
      'npm, crates.io, PyPI or the proxy of Go then hear the names of this project’s dependencies; otherwise nothing leaves this computer.',
    notAsked: 'Not looked up',
    outdated: (newest: string, version: string) => `${newest} is out, ${version} is in use`,
    groups: {
      hotspots: { title: 'Hotspots', why: 'complex, and changed often' },
      functions: { title: 'Large functions', why: 'hard to change a part of' },
      files: { title: 'Large files', why: 'read whole to see a part' },
      copies: { title: 'Copies', why: 'one change has to be made twice' },
      dependencies: { title: 'Dependencies', why: 'unused, given up, outdated, or not as locked' },
      documents: { title: 'Documents that name what is not there', why: 'agents believe them' },
      drift: { title: 'Grown since the last look', why: 'new since then' },
      knowledge: { title: 'Known by nobody here', why: 'written by one who left' },
    },
    hotspot: (spot: { commits: number; lines: number; complexity: number }, formats: Formats) =>
      `${counted(formats, spot.commits, 'commit')}, ${counted(formats, spot.lines, 'line')}, complexity ${formats.count(spot.complexity)}`,
    largeFunction: (lines: number, branches: number, formats: Formats) =>
      `${counted(formats, lines, 'line')}, ${counted(formats, branches, 'branch', 'branches')}`,
    largeFile: (lines: number, size: string, formats: Formats) => `${counted(formats, lines, 'line')}, ${size}`,
    lines: (lines: number, formats: Formats) => counted(formats, lines, 'line'),
    unused: (manifest: string) => `unused, ${manifest}`,
    grown: (before: string, after: string) => `${before} to ${after} lines`,
    newHotspot: 'a hotspot now',
    writtenBy: (share: string, author: string) => `${share} by ${author}`,
  },
  usage: {
    title: 'What agents used on this computer',
    none: 'No transcript holds an answer',
    answers: (answers: number, formats: Formats) => counted(formats, answers, 'answer'),
    costInAnswers: (cost: string, answers: number, formats: Formats) =>
      `${cost} in ${counted(formats, answers, 'answer')}`,
    about: 'Claude Code, Codex and Gemini CLI write down what they used, with and without Headroom.',
    /** @param since null: there was no answer */
    from: (files: number, since: string | null, formats: Formats) =>
      `From ${plural(files, { one: 'one transcript', other: `${formats.count(files)} transcripts` })}${since === null ? '' : `, since ${since}`}.`,
    unpriced: (count: string) => `${count} have no known price.`,
    read: 'Read the transcripts',
    readAgain: 'Read again',
    notInFigures: 'What is not in these figures',
    note: 'Dollars are list prices of what the transcripts count; a subscription is not billed by them.',
    compare: 'Dollars per answer, before and after a client was connected',
    noDays: 'No client has days both before and after its first request through Headroom.',
    before: 'Before',
    after: 'After',
    since: (day: string) => `since ${day}`,
    compareNote: 'A look, not a measurement: the work of both times differs. What Headroom saved stands on Home.',
    used: 'What was used',
    sumUpBy: 'Sum up by',
    groupings: { day: 'Day', model: 'Model', project: 'Project', session: 'Session', block: '5 hours' },
    answersHead: 'Answers',
    input: 'Input',
    output: 'Output',
    cost: 'Cost',
  },
};
