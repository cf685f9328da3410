import { resolveSettings } from '../../settings.ts';
import { defineCommand } from '../types.ts';

export const window = defineCommand({
  id: 'window',
  summary: 'Live beside the native window; the app starts this itself.',
  args: {},
  async run(_, io) {
    const { accompanyWindow } = await import('../window-command.ts');
    return accompanyWindow(resolveSettings({}, io.env), io);
  },
});
