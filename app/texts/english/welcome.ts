import { plural, series } from './grammar.ts';

function sameAnswers(same: number, all: number): string {
  return same === all ? `all ${all} answers were the same` : `${same} of ${all} answers were the same`;
}

/** The first minute. */
export const welcome = {
  steps: { what: 'What it does', pick: 'Pick agents', try: 'Send one message', done: 'Done' },
  stepsLabel: 'Steps',
  titles: {
    what: 'Headroom lowers the bill of your agents',
    pick: 'Which agents shall go through Headroom?',
    try: 'Send one message',
    done: 'It works',
  },
  nothingYet: 'Nothing has come through yet',
  skip: 'Skip for now',
  offline: 'Headroom does not run.',
  what: {
    label: 'What Headroom does',
    promises: [
      'It stands between your agents and their provider, on this computer only, and shortens long tool results before they are sent: logs, listings, search hits, documents.',
      'It never changes what you or the model said, nor what the provider has cached. What is left out stays on this computer and can be asked for again.',
      'When anything of it fails, the original goes out as it came. When it costs money instead of saving it, it says so.',
      'Nothing is sent anywhere else: no account, no telemetry.',
    ],
    before:
      'Nothing of yours is changed before you have seen it. What there is and what would come stands below; the same list is what [Uninstall](#/uninstall) takes back.',
  },
  demo: {
    title: 'Try it without a key',
    run: 'Try the demo',
    running: 'Replaying …',
    about: 'Replays one agent session against a provider that runs on this computer, direct and through Headroom.',
    failedHint: 'Try it again, or run headroom demo.',
    table: 'Both bills, request by request',
    carried: 'New in this request',
    costMore: (amount: string, same: number, all: number) =>
      `It cost ${amount} more than direct; ${sameAnswers(same, all)}.`,
    saved: (bills: { direct: string; ours: string; share: string }, same: number, all: number) =>
      `${bills.direct} direct, ${bills.ours} through Headroom: ${bills.share} saved, and ${sameAnswers(same, all)}.`,
  },
  changes: {
    title: 'What it changes on this computer',
    about: 'What would come, what is there already, and what becomes of it when Headroom is uninstalled.',
    unreadable: 'It cannot be read now.',
    address: (name: string) => `${name}: the address to which it sends.`,
    plans: {
      title: 'If you pick them: settings of your agents',
      note: 'Every line is shown before it is written, and each file can be put back byte for byte.',
    },
    onRequest: 'Only on request',
    requests: [
      'A service that starts with the computer: `headroom install apply --dry-run` lists its files.',
      'Entries in settings of agents for the hook and for the MCP server: `headroom hooks install`, `headroom mcp install`, each with `--dry-run`.',
      "Programs of others, in Headroom's own folder: `headroom tools`.",
      'Notes for agents in the instruction files of a project: `headroom learn`, which only shows them until it is told `--apply`.',
    ],
  },
  pick: {
    failedHint: 'What was connected stays connected. Try it again.',
    canTryAgain: 'Those that are still picked can be tried again, or left out.',
    none: 'No agent that Headroom knows was found. [Home](#/) has the lines for setting one up by hand; install an agent and [look again](#/welcome).',
    noFile: 'No file will be changed.',
    files: (files: readonly string[]) => `These files will be changed: ${series(files)}.`,
    connect: (count: number) => plural(count, { one: 'Connect one agent', other: `Connect ${count} agents` }),
    goOn: 'Go on with those that are connected',
  },
  try: {
    label: 'The first request',
    about:
      'Start one of your agents anew, so that it reads its settings, and ask it anything. Its request appears here.',
    noneConnected: 'No agent is connected yet. Go back and pick one, or start one with a line from Home.',
    seen: (name: string) => `${name}: seen, it goes through Headroom`,
    waiting: (name: string) => `${name}: waiting for its first request`,
    cameBefore: 'It came while this page was away.',
    nothingYet: 'Nothing has come through yet.',
    /** @param model '' when it is not known @param outcome what happened, without a full stop */
    asked: (client: string, model: string, outcome: string) => `${client} asked ${model || 'its provider'}: ${outcome}`,
    tokens: (before: string, after: string) => `(${before} → ${after} tokens of tool results)`,
    nothingComes: 'Nothing comes?',
    causes: [
      'An agent that was running keeps its old settings: end it and start it again.',
      'An address in the environment of its terminal, such as `ANTHROPIC_BASE_URL`, may win over its settings: unset it.',
      '[Clients](#/clients) says what stands in the way of each agent, [Health](#/health) whether the provider can be reached.',
    ],
    done: 'Done',
    goOn: 'Go on without',
  },
  done: {
    label: 'What comes now',
    background: 'Headroom works in the background. Home says what it saves, and what it costs when it does not.',
    clients:
      '[Clients](#/clients) shows every file that was changed, pauses and takes back. This guide can be run again from there.',
    home: 'Go to Home',
    wait: 'Wait for a message',
  },
};
