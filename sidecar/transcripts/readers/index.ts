/**
 * Job: the list of clients whose transcripts are read.
 * Law: one file, one line; a reader never throws for what it does not know, and keeps only what later lines need.
 * Neighbours: types.ts says what a client is; read-events.ts finds and streams the files.
 */
import type { TranscriptClient } from '../types.ts';
import { claudeCode } from './claude-code.ts';
import { codex } from './codex.ts';
import { geminiCli } from './gemini-cli.ts';

export const transcriptClients: readonly TranscriptClient[] = [claudeCode, codex, geminiCli];
