// How our own process is set up, from the sources (headroom.mjs) and in the packed executable (packed.ts). Plain
// JavaScript, because the former must be understood by whatever `node` the machine has.

/** Who started us and holds a channel to us, by its process id. */
export const LAUNCHER = 'HEADROOM_LAUNCHER';

/**
 * glibc keeps what it has ever held, in up to eight arenas per core; a proxy moves large buffers all day. Two arenas (one
 * makes threads wait), and every buffer beyond 32 kB given back at once: 230 → 170 MB after 3,000 exchanges. Only read
 * when a process starts.
 */
export const FRUGAL = {
  MALLOC_ARENA_MAX: '2',
  MALLOC_MMAP_THRESHOLD_: '32768',
  MALLOC_TRIM_THRESHOLD_: '65536',
  MALLOC_TOP_PAD_: '0',
};

/** Commands that live all day. */
export const RESIDENT = ['start', 'proxy', 'window'];

/**
 * A proxy's garbage is young and short-lived: with V8's own limit its nursery grows to 32 MB and stays there. The
 * allocator only listens to the environment of a new process image, so on Linux this process is replaced by itself once.
 * @param {readonly string[]} script what stands between the executable and the command: the script, or nothing
 */
export async function boundMemory(script) {
  if (!RESIDENT.includes(process.argv[2] ?? '')) return;
  const { setFlagsFromString } = await import('node:v8');
  setFlagsFromString('--max-semi-space-size=1');
  // The heap is collected sooner and code is not kept for speed it does not need: 170 → 136 MB, no slower.
  setFlagsFromString('--optimize-for-size');
  const isSet = Object.keys(FRUGAL).some((name) => process.env[name] !== undefined);
  // The file system of an AppImage goes when its first process is replaced; there AppRun has set the environment.
  const isImage = process.env.APPDIR !== undefined && process.execPath.startsWith(`${process.env.APPDIR}/`);
  if (process.platform !== 'linux' || isSet || isImage || process.execve === undefined) return;
  const flags = script.length === 0 ? [] : [...process.execArgv, '--disable-warning=ExperimentalWarning'];
  try {
    process.removeAllListeners('warning'); // execve is experimental and says so on every start
    process.execve(process.execPath, [process.execPath, ...flags, ...script, ...process.argv.slice(2)], {
      ...FRUGAL,
      ...process.env,
    });
  } catch {
    // not possible here (a sandbox): it works all the same, with more memory
  }
}

export function isLaunched() {
  return process.env[LAUNCHER] !== undefined && process.channel !== undefined;
}

/** In the child: a launcher that is gone (also by kill -9) closes the channel, and nobody is left to stop us. */
export function endWithLauncher() {
  delete process.env[LAUNCHER];
  process.once('disconnect', () => {
    if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(143);
  });
  process.channel?.unref();
}
