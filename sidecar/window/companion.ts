import { makeTrayMenu } from './tray-menu.ts';
import type { Shell, ShellEvent, SidecarLink, TrayAction, TrayState } from './types.ts';

/** What the companion does on this computer; wired by the command that starts it. */
export interface Surroundings {
  /** False: nothing shows a tray icon here, so a hidden window could never be found again. */
  hasTrayHost(): Promise<boolean>;
  /** Opens a web page outside of the window. Only http and https get through. */
  openLink(url: string): Promise<void>;
  /** A failure that nobody waits for. */
  tell(message: string): void;
}

/** How often the tray is looked after. The shell must not be asked more often than once a second. */
const REFRESH_MS = 15_000;

/**
 * Lives beside the window: owns the tray, hides the window instead of closing it, hands the page the way to the sidecar,
 * opens links outside. Resolves when the window is gone, however it went.
 * @param origin of the window's own page, which asks the API from there.
 */
export async function accompany(
  shell: Shell,
  link: SidecarLink,
  around: Surroundings,
  { origin, refreshMs = REFRESH_MS }: { readonly origin: string; readonly refreshMs?: number },
): Promise<void> {
  const companion = new Companion(shell, link, around, origin);
  shell.onEvent((event) => companion.take(event));
  await link.admit(origin);
  await companion.refresh();
  const timer = setInterval(() => void companion.refresh(), refreshMs);
  await shell.whenGone;
  clearInterval(timer);
}

class Companion {
  private readonly shell: Shell;
  private readonly link: SidecarLink;
  private readonly around: Surroundings;
  private readonly origin: string;
  private shown = '';

  constructor(shell: Shell, link: SidecarLink, around: Surroundings, origin: string) {
    this.shell = shell;
    this.link = link;
    this.around = around;
    this.origin = origin;
  }

  take({ name, data }: ShellEvent): void {
    if (name === 'appClientConnect') this.attempt(() => this.greet());
    else if (name === 'windowClose') this.attempt(() => this.putAway());
    else if (name === 'newWindowRequest') this.attempt(() => this.follow(data));
    else if (name === 'trayMenuItemClicked') this.attempt(() => this.act(readId(data)));
  }

  /** Shows the sidecar's state in the tray; what has not changed is not drawn again. */
  async refresh(): Promise<void> {
    const state = await this.read();
    const menu = makeTrayMenu(state);
    const drawn = JSON.stringify(menu);
    if (drawn === this.shown) return;
    try {
      await this.shell.setTray(menu);
      this.shown = drawn;
    } catch (error) {
      // No tray library, or the window is going: the window itself still tells everything.
      this.around.tell((error as Error).message);
    }
  }

  private async read(): Promise<TrayState> {
    try {
      return await this.link.readState();
    } catch {
      const problem = 'Headroom does not answer – open it to see why';
      return { condition: 'attention', savedUsd: null, shadowUsd: null, problem };
    }
  }

  /** A page has loaded, for the first time or again. */
  private async greet(): Promise<void> {
    await this.link.admit(this.origin);
    await this.shell.broadcast('sidecarReady', { url: this.link.url, token: this.link.token });
  }

  private async putAway(): Promise<void> {
    if (await this.around.hasTrayHost()) await this.shell.hide();
    else await this.shell.exit();
  }

  /** @param data address of the link, or an object that holds it. */
  private async follow(data: unknown): Promise<void> {
    const url = typeof data === 'object' && data !== null && 'url' in data ? data.url : data;
    if (typeof url === 'string') await this.around.openLink(url);
  }

  private async act(action: TrayAction | null): Promise<void> {
    if (action === null) return;
    if (action === 'quit') return this.shell.exit();
    if (action === 'open' || action === 'connect') {
      await this.shell.show();
      if (action === 'connect') await this.shell.broadcast('showPage', { page: 'clients' });
      return;
    }
    await this.link[action]();
    await this.refresh();
  }

  private attempt(work: () => Promise<void>): void {
    work().catch((error: unknown) => this.around.tell((error as Error).message));
  }
}

const actions: readonly TrayAction[] = ['open', 'connect', 'pause', 'resume', 'quit'];

function readId(data: unknown): TrayAction | null {
  const id = typeof data === 'object' && data !== null && 'id' in data ? data.id : null;
  return actions.find((action) => action === id) ?? null;
}
