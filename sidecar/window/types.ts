/**
 * Contracts of the window room: the native shell (Neutralino 6.9) as its extension sees it. The shell starts the extension
 * before the window, hands it one JSON document on stdin and closes that; from then on both talk over a WebSocket.
 */

/** What the shell writes to the extension's stdin. */
export interface ConnectInfo {
  readonly port: number;
  readonly token: string;
  readonly connectToken: string;
  readonly extensionId: string;
}

/** An event of the shell: `trayMenuItemClicked`, `windowClose`, `appClientConnect`, `newWindowRequest` … */
export interface ShellEvent {
  readonly name: string;
  readonly data: unknown;
}

/** The shell, as far as it is used. Calls reject when the shell refuses them or is gone. */
export interface Shell {
  setTray(menu: TrayMenu): Promise<void>;
  show(): Promise<void>;
  hide(): Promise<void>;
  setTitle(title: string): Promise<void>;
  /** To every page that is connected. */
  broadcast(event: string, data: unknown): Promise<void>;
  exit(): Promise<void>;
  /** The first listener also gets what came before it. */
  onEvent(listener: (event: ShellEvent) => void): void;
  /** Resolves when the connection is gone: the window was quit, killed, or has crashed. */
  readonly whenGone: Promise<void>;
}

/** One line of the tray menu. The shell knows neither submenus nor tooltips. */
export interface MenuItem {
  /** Absent: a separator, or a line that only tells something. */
  readonly id?: TrayAction;
  readonly text: string;
  readonly isDisabled?: boolean;
}

export interface TrayMenu {
  /** A file inside the resources of the window. */
  readonly icon: string;
  readonly menuItems: readonly MenuItem[];
  /** macOS draws it in the colour of the menu bar. */
  readonly useTemplateIcon: true;
}

export type TrayAction = 'open' | 'connect' | 'pause' | 'resume' | 'quit';

/** What the tray shows. */
export interface TrayState {
  readonly condition: 'running' | 'paused' | 'attention' | 'starting';
  /** Today; null while unknown. Negative when it cost money. */
  readonly savedUsd: number | null;
  readonly shadowUsd: number | null;
  /** What is wrong, in one sentence; null when nothing is. */
  readonly problem: string | null;
}

/** What the companion needs of the sidecar, wherever it runs. */
export interface SidecarLink {
  /** Origin of proxy and API. */
  readonly url: string;
  readonly token: string;
  readState(): Promise<TrayState>;
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** Lets the page of the window, whose origin is another one, use the API. */
  admit(origin: string): Promise<void>;
}
