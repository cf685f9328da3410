/** Contracts of the service: facts in, texts and commands out (hosts/), carried out and undone by install.ts. */
import type { Launch } from '../machine/index.ts';

/**
 * persistent-service: runs from login (or boot) on, restarted when it ends badly. persistent-task: started at login and
 * looked after every five minutes. persistent-docker: a container. login: only started at login, by the desktop.
 */
export type Preset = 'persistent-service' | 'persistent-task' | 'persistent-docker' | 'login';

export const presets: readonly Preset[] = ['persistent-service', 'persistent-task', 'persistent-docker', 'login'];

export type Scope = 'user' | 'system';

/** Everything that a host's texts depend on. */
export interface ServiceFacts {
  /** What starts us, absolute: Node and our bin, or the packed executable alone. */
  readonly program: readonly string[];
  /** Folder of the package, for the container's build. */
  readonly packageDir: string;
  /** Headroom's home, absolute. */
  readonly home: string;
  readonly userHome: string;
  readonly userName: string;
  readonly uid: number;
  readonly gid: number;
  readonly host: string;
  readonly port: number;
  readonly version: string;
  readonly scope: Scope;
  /** Settings that it is to run with, by variable; no secrets. */
  readonly env: Readonly<Record<string, string>>;
  /** XDG_CONFIG_HOME, absolute; ~/.config when it is not set. */
  readonly configHome: string;
}

/** A file as it is to be. */
export interface PlannedFile {
  readonly path: string;
  readonly text: string;
  /** utf16: with a byte order mark, as the Windows task scheduler wants it. */
  readonly encoding: 'utf8' | 'utf16';
  readonly mode: number;
  /** For people: what it is. */
  readonly what: string;
}

/** A command of the system. */
export interface Step {
  readonly launch: Launch;
  /** True: that it fails says nothing (stopping what does not run). */
  readonly mayFail?: true;
  /** Tried again this long: launchd refuses a label for a while after it was removed. Milliseconds. */
  readonly retryMs?: number;
}

/** What a host needs to run Headroom: data only. */
export interface ServicePlan {
  readonly files: readonly PlannedFile[];
  /** Makes the system know and start it. */
  readonly enable: readonly Step[];
  /** Stops it and makes the system forget it; the files are removed between `disable` and `forget`. */
  readonly disable: readonly Step[];
  readonly forget: readonly Step[];
  /** Takes a later start back without ending what runs; absent: removing the files does. For `isLater` alone. */
  readonly unplan?: readonly Step[];
  readonly start: readonly Step[];
  readonly stop: readonly Step[];
  /** Tells by its exit code whether it is active; null when the system does not tell. */
  readonly isActive: Launch | null;
  /** True: it is started by the next login, not now. */
  readonly isLater?: true;
}

/** One way to run Headroom on one system: one file under hosts/, one line in hosts/index.ts. */
export interface ServiceHost {
  readonly id: string;
  readonly preset: Preset;
  /** Null: on any. */
  readonly platform: NodeJS.Platform | null;
  readonly scopes: readonly Scope[];
  /** Fails when this system cannot run it; null = cannot be asked. */
  readonly probe: Launch | null;
  /** What a person can do when the probe fails. */
  readonly hint: string;
  /** True: what it starts has no variables but those of the account. */
  readonly isBare?: true;
  plan(facts: ServiceFacts): ServicePlan;
}

/** What was changed for a service, written before each change. */
export interface Manifest {
  readonly version: 1;
  readonly host: string;
  readonly preset: Preset;
  /** applying: broken off if found so. */
  readonly state: 'applying' | 'applied';
  /** Milliseconds since the epoch. */
  readonly at: number;
  readonly facts: ServiceFacts;
  /** Paths that were written or are about to be, and directories that were made for them, outermost first. */
  readonly files: readonly string[];
  readonly directories: readonly string[];
  /** Clients that were connected by this installation. */
  readonly clients: readonly string[];
}
