import { expect, it } from 'vitest';
import { isEcho } from '../../../../sidecar/engine/code/echo.ts';

const call = (tool: string, command = '') => ({ tool, command });

it.each([
  call('Edit'),
  call('MultiEdit'),
  call('Write'),
  call('NotebookEdit'),
  call('apply_patch'),
  call('mcp__files__edit_file'),
  call('edit_file'),
  call('str_replace_editor', 'str_replace'),
  call('str_replace_based_edit_tool', 'insert'),
  call('bash', 'edit 12:14\nx = 1\nend_of_edit'),
  call('bash', 'create reproduce.py'),
])('knows what edits: $tool $command', (one) => {
  expect(isEcho(one)).toBe(true);
});

it.each([
  call('Read'),
  call('Bash', 'cat src/edit.ts'),
  call('Bash', 'npm test'),
  call('str_replace_editor'),
  call('str_replace_based_edit_tool', 'view'),
  call('bash', 'open src/a.py 12'),
  call('editor_state'),
  call('TodoRead'),
])('knows what reads: $tool $command', (one) => {
  expect(isEcho(one)).toBe(false);
});
