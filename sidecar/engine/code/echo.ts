import type { Hint } from '../types.ts';

const CHANGES = new Set('edit multiedit write create insert append replace patch update undo cursors'.split(' '));
/** Words in front of what a tool does: MultiEdit, str_replace, apply_patch, file_write, set_cursors. */
const IN_FRONT = new Set('multi notebook file search apply str set'.split(' '));

/**
 * Whether a text is what a tool prints after an edit, so that it only confirms what the agent has just written. A file
 * that is read again is asked for on purpose and is no echo.
 */
export function isEcho({ tool, command }: Pick<Hint, 'tool' | 'command'>): boolean {
  // Tools that do everything name what they did in the command ("str_replace", "edit 12:14").
  const name = command === '' ? (tool.split('__').at(-1) ?? '') : (/^[\w-]+(?=\s|$)/.exec(command)?.[0] ?? '');
  if (command === '' && /_editor$|_edit_tool$/.test(name)) return false;
  const [first = '', second = ''] = name
    .replace(/([a-z])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[_-]/);
  return CHANGES.has(first) || (IN_FRONT.has(first) && CHANGES.has(second));
}
