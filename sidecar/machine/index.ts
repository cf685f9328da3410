/**
 * Job: this computer – files, ports, processes, the browser.
 * Law: the only room with child_process and OS names; every question to the system has a time and a size bound.
 * Neighbours: stands on contract; store, worker, cli and services stand on it.
 */
export { type Answer, type AskOptions, askLocal } from './ask.ts';
export { createCachedText } from './cached-text.ts';
export {
  type Captured,
  openSpool,
  runCaptured,
  runThrough,
  type Spool,
  writeWhole,
} from './captured-run.ts';
export {
  type Child,
  type ChildOptions,
  type Ending,
  type Env,
  sendSignal,
  startChild,
  toExitCode,
} from './children.ts';
export { type Claim, claimFile } from './claims.ts';
export { type Descriptors, readDescriptors } from './descriptors.ts';
export { hasDesktop, isInContainer } from './desktop.ts';
export { makeDirectory } from './directories.ts';
export { type Document, hasEntry, isDirectory, readDocument, replaceDocument } from './documents.ts';
export {
  type DiskRoom,
  isWritable,
  listNames,
  readDiskRoom,
  readHead,
  readTail,
  readTextWithin,
  removeTree,
  writeFileAtomic,
} from './files.ts';
export { isSameAlive, isStopped, type Owner, readOwner, readProcessIdentity } from './identities.ts';
export { gzipText, readLineFile, writeGzipText, writeStreamFile } from './line-files.ts';
export { isLocked, withLock } from './lock.ts';
export { notify } from './notify.ts';
export { findBrowser, type Launch, openBrowser } from './open-browser.ts';
export { findPage, isPacked, makeLastingLaunch, makeOwnLaunch, PART, readAsset } from './packed.ts';
export { expandHome, findHome, shortenHome } from './paths.ts';
export { findListener, isPortFree, type Listener } from './ports.ts';
export { type Printed, type ProgramOptions, runProgram } from './printed.ts';
export { isAlive, readProcessName, runBounded } from './processes.ts';
export { findProgram, readLoginPath, readProgramVersion } from './programs.ts';
export { renameOver } from './renames.ts';
export { appendNow, appendRolled, ROLLED } from './rolled-file.ts';
export { readTextNow } from './small-text.ts';
export { hasTrayHost } from './tray-host.ts';
export { type FoundFile, listFilesUnder, readSizes, readSource, streamFile } from './trees.ts';
export {
  deleteUserFile,
  findObstacle,
  isThere,
  listMissingDirectories,
  readUserFile,
  removeEmptyDirectory,
  removeFile,
  replaceUserFile,
  type UserFile,
  writeNewFile,
} from './user-files.ts';
export { readPackedUpdatesUrl, readVersion } from './version.ts';
export { makeWebAgent, type WebBounds } from './web-agent.ts';
export { readBodyWithin } from './web-body.ts';
