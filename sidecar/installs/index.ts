/**
 * Job: programs of others, installed on request – one pinned record each, into Headroom's own directory.
 * Law: nothing but the pinned bytes is ever installed; whatever stops it, the version before still works.
 * Neighbours: stands on lib, contract, machine; services (for the API) and cli open it, removal knows its directory.
 */
export { createTools, type Tools, type ToolsOptions } from './create-tools.ts';
export { managedTools } from './records/index.ts';
export { findSecondEngine, type SecondProgram } from './second-program.ts';
export type { Artifact, Build, Bundle, BundleArchive, ManagedTool, Member, Pinned, SmokeTest } from './types.ts';
