import { runProgram } from './printed.ts';

/** A desktop shows a message at once; without one the program waits for a bus that never answers. */
const TIMEOUT_MS = 5000;

/** The call that shows a message; the words are arguments or variables, never part of a script. */
export interface NotifyCall {
  readonly file: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
}

/** AppleScript; its arguments are the words. */
const APPLE = ['on run argv', 'display notification (item 2 of argv) with title (item 1 of argv)', 'end run'].flatMap(
  (line) => ['-e', line],
);

/** A toast under PowerShell's own name, which every Windows has; the words come as text nodes. */
const TOAST = `$null = [Windows.UI.Notifications.ToastNotificationManager, Windows.UI.Notifications, ContentType = WindowsRuntime]
$toast = [Windows.UI.Notifications.ToastNotificationManager]::GetTemplateContent(1)
$words = $toast.GetElementsByTagName('text')
$null = $words.Item(0).AppendChild($toast.CreateTextNode($env:HEADROOM_TITLE))
$null = $words.Item(1).AppendChild($toast.CreateTextNode($env:HEADROOM_TEXT))
$app = '{1AC14E77-02E7-4E5D-B744-2EB1AE5198B7}\\WindowsPowerShell\\v1.0\\powershell.exe'
[Windows.UI.Notifications.ToastNotificationManager]::CreateToastNotifier($app).Show($toast)`;

/** How a system shows a message to the person in front of it; null where there is no desktop, or none that is known. */
export function makeNotifyCall(
  { title, text }: { title: string; text: string },
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform = process.platform,
): NotifyCall | null {
  switch (platform) {
    case 'darwin':
      return { file: '/usr/bin/osascript', args: [...APPLE, title, text], env: {} };
    case 'win32':
      return {
        file: 'powershell.exe',
        args: ['-NoProfile', '-NonInteractive', '-Command', TOAST],
        env: { HEADROOM_TITLE: title, HEADROOM_TEXT: text },
      };
    case 'linux':
    case 'freebsd':
      if (!env.DISPLAY && !env.WAYLAND_DISPLAY) return null;
      return { file: 'notify-send', args: ['--app-name=Headroom', '--icon=headroom', '--', title, text], env: {} };
    default:
      return null;
  }
}

/** Shows a message on the desktop. @returns false where that cannot be done: a message is never the only way something is told. */
export async function notify(
  message: { title: string; text: string },
  env: Readonly<Record<string, string | undefined>>,
): Promise<boolean> {
  const call = makeNotifyCall(message, env);
  if (call === null) return false;
  const { code } = await runProgram(call.file, call.args, {
    env: { ...env, ...call.env },
    timeoutMs: TIMEOUT_MS,
    maxBytes: 64 * 1024,
  });
  return code === 0;
}
