/**
 * Job: the native window and its tray, seen from the sidecar's side.
 * Law: the window may go at any moment and take nothing with it; nothing that comes from a page starts a program.
 * Neighbours: stands on contract; cli/ starts it and wires it to the sidecar.
 */
export { accompany, type Surroundings } from './companion.ts';
export { parseConnectInfo } from './connect-info.ts';
export { claimWindow, type Instance } from './instance.ts';
export { connectShell } from './shell-client.ts';
export { createSidecarLink } from './sidecar-link.ts';
