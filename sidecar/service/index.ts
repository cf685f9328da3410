/**
 * Job: Headroom as a service of the system – what is written and run for it on each system, and how all of it is undone.
 * Law: texts are data; one writer, a manifest with every change, rolled back when it does not come up.
 * Neighbours: stands on lib, contract, machine; cli brings it together with the clients.
 */
export { findHost, hosts } from './hosts/index.ts';
export { installService, removeService, runSteps, type Surroundings } from './install.ts';
export { type LoginWorld, readLogin, switchLoginOff, switchLoginOn } from './login.ts';
export { findHostById, readManifests } from './manifests.ts';
export {
  type Manifest,
  type PlannedFile,
  type Preset,
  presets,
  type Scope,
  type ServiceFacts,
  type ServiceHost,
  type ServicePlan,
  type Step,
} from './types.ts';
