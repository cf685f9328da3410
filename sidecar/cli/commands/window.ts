import { resolveSettings } from '../../settings.ts';
import { defineCommand } from '../types.ts';
import { accompanyWindow } from '../window-command.ts';

export const window = defineCommand({
  id: 'window',
  summary: 'Live beside the native window; the app starts this itself.',
  args: {},
  run: async (_, io) => accompanyWindow(resolveSettings({}, io.env), io),
});
