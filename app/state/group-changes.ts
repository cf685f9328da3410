import type { Change } from '../../sidecar/contract/changes.ts';
import type { Formats } from '../ui/format.ts';

/** Changes of one kind, in the order in which they are taken back. */
export interface ChangeGroup {
  readonly title: string;
  /** What happens to them. */
  readonly note: string;
  readonly lines: readonly ChangeLine[];
}

export interface ChangeLine {
  readonly what: string;
  readonly paths: readonly string[];
  /** '' where there is none. */
  readonly size: string;
}

const groups = [
  {
    kinds: ['client', 'mcp', 'hook'],
    title: 'Settings of your agents',
    note: 'Only what is ours goes: each file is byte for byte what it was, or keeps what you changed meanwhile.',
  },
  { kinds: ['service'], title: 'Start by the system', note: 'The service is stopped and its files are removed.' },
  { kinds: ['process'], title: 'What runs', note: 'Ends when its answers under way have finished.' },
  {
    kinds: ['account'],
    title: 'Account',
    note: 'The token is taken off this computer, and the service is told that it is not used any more.',
  },
  {
    kinds: ['data'],
    title: 'Files of Headroom',
    note: 'Removed for good, with everything that was left out of requests. Prices and filters of your own stay.',
  },
] as const satisfies readonly { kinds: readonly Change['kind'][]; title: string; note: string }[];

/** What is there, in the words of a person. Groups without anything are left out. */
export function groupChanges(changes: readonly Change[], formats: Formats): readonly ChangeGroup[] {
  const there = changes.filter(({ exists }) => exists);
  return groups.flatMap(({ kinds, title, note }) => {
    const lines = there
      .filter(({ kind }) => (kinds as readonly Change['kind'][]).includes(kind))
      .map(({ what, paths, bytes }) => ({ what, paths, size: bytes === null ? '' : formats.bytes(bytes) }));
    return lines.length === 0 ? [] : [{ title, note, lines }];
  });
}
