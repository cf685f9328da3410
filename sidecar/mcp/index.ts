/**
 * Job: the door for agents – a Model Context Protocol server with the tools that give back, search and shorten texts.
 * Law: only the protocol on the wire; every answer is bounded; nothing is sent anywhere but back to the caller.
 * Neighbours: contract and lib below; cli hands in what the tools stand on.
 */
export { type McpConnection, serveMcp } from './server.ts';
export { tools } from './tools/index.ts';
export type { McpDeps, Shortened, ShortenRequest } from './types.ts';
