/**
 * Job: settings.json – what a person has chosen to be kept, and changing it while a sidecar runs.
 * Law: a file that cannot be read never stops a start, nothing in it is lost, and a flag or variable is never overruled.
 * Neighbours: stands on contract, lib, machine, providers; settings.ts lays it under flags and environment.
 */
export { createPreferences, listRows, type PreferencesDoor, writeChanges } from './door.ts';
export { applyValue, findField, listFields, pointsAt, toPlainUpstream } from './fields.ts';
export { findPreferencesPath, type Kept, readPreferences, setAside } from './file.ts';
