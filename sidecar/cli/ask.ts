/** Questions to a local port, as the commands ask them. */
export { type Answer, type AskOptions, askLocal, toConnectable, toOrigin } from '../machine/index.ts';
