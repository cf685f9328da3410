import { AppError } from '../contract/errors.ts';
import type { ConnectInfo } from './types.ts';

/**
 * Reads what the shell writes to its extension's stdin.
 * @throws AppError window.not-started-by-shell when it is anything else: a person started the command.
 */
export function parseConnectInfo(text: string): ConnectInfo {
  const { nlPort, nlToken, nlConnectToken, nlExtensionId } = parseObject(text);
  const port = Number(nlPort);
  const isWhole = [nlToken, nlConnectToken, nlExtensionId].every((part) => typeof part === 'string' && part !== '');
  if (!isWhole || !Number.isInteger(port) || port < 1 || port > 65535) {
    throw new AppError('window.not-started-by-shell', 'This command is started by the window of Headroom.', {
      hint: 'Open the app, or use `headroom start` and the page that it names.',
    });
  }
  return {
    port,
    token: nlToken as string,
    connectToken: nlConnectToken as string,
    extensionId: nlExtensionId as string,
  };
}

function parseObject(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? (value as Record<string, unknown>) : {};
  } catch {
    return {}; // the caller says what is missing
  }
}
