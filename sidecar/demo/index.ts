// Job: show the main job without a key – one scripted agent session, billed direct and through the real proxy.
// Law: every figure is what the mock provider billed in this run; nothing is kept, nothing leaves the computer.
// Neighbours: lib and contract below; starts a sidecar through main.ts as the command line does.
export { type DemoOutput, replayDemo, runDemo } from './run-demo.ts';
