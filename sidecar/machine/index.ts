/**
 * Job: this computer – files, ports, processes, the browser.
 * Law: the only room with child_process and OS names; every question to the system has a time and a size bound.
 * Neighbours: stands on contract; store, worker, cli and services stand on it.
 */
export {
  type Captured,
  openSpool,
  runCaptured,
  runThrough,
  type Spool,
  writeWhole,
} from './captured-run.ts';
export { type Descriptors, readDescriptors } from './descriptors.ts';
export {
  type DiskRoom,
  isWritable,
  listNames,
  readDiskRoom,
  readHead,
  readTail,
  readTextWithin,
  removeFile,
  writeFileAtomic,
} from './files.ts';
export { findBrowser, type Launch, openBrowser } from './open-browser.ts';
export { findPage, isPacked, PART, readAsset } from './packed.ts';
export { expandHome, findHome, shortenHome } from './paths.ts';
export { findListener, isPortFree, type Listener } from './ports.ts';
export { isAlive, readProcessName, runBounded } from './processes.ts';
export { hasTrayHost } from './tray-host.ts';
export { readVersion } from './version.ts';
