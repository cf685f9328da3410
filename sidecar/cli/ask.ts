/** Questions to a local port, as the commands ask them. */
export { type Answer, type AskOptions, askLocal } from '../machine/index.ts';
