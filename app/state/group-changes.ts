import type { Change } from '../../sidecar/contract/changes.ts';
import { type Texts, texts } from '../texts/index.ts';
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
  { name: 'settings', kinds: ['client', 'mcp', 'hook'] },
  { name: 'service', kinds: ['service'] },
  { name: 'process', kinds: ['process'] },
  { name: 'account', kinds: ['account'] },
  { name: 'data', kinds: ['data'] },
] as const satisfies readonly { name: keyof Texts['changes']['groups']; kinds: readonly Change['kind'][] }[];

/** What is there, in the words of a person. Groups without anything are left out. */
export function groupChanges(changes: readonly Change[], formats: Formats): readonly ChangeGroup[] {
  const there = changes.filter(({ exists }) => exists);
  return groups.flatMap(({ name, kinds }) => {
    const lines = there
      .filter(({ kind }) => (kinds as readonly Change['kind'][]).includes(kind))
      .map(({ what, paths, bytes }) => ({ what, paths, size: bytes === null ? '' : formats.bytes(bytes) }));
    return lines.length === 0 ? [] : [{ ...texts().changes.groups[name], lines }];
  });
}
