import { basename, isAbsolute } from 'node:path';
import { readTail } from '../machine/index.ts';
import { findLastQuestion } from './last-question.ts';
import { answerPostToolUse, readPostToolUse } from './post-tool-use.ts';
import { asToolOutput, type Compress, shortenOutput, type ToolOutput } from './shortener.ts';
import type { ShellOutput, Shortened } from './types.ts';

/** What a running sidecar does for commands and hooks. */
export interface ShellDoor {
  /** Null when the engine cannot say in time: the command's own output is printed. Never rejects. */
  shorten(output: ShellOutput): Promise<Shortened | null>;
  /** Answers an event of Claude Code's hooks; {} means no opinion. Never rejects. */
  answerHook(event: unknown): Promise<object>;
}

/** Where the newest question stands in a transcript. */
const TAIL_BYTES = 256 * 1024;

/** @param compress asks the engine; see worker/types.ts. */
export function createShellDoor(compress: Compress): ShellDoor {
  const attempt = async (output: ToolOutput): Promise<Shortened | null> => {
    try {
      return await shortenOutput(output, compress);
    } catch {
      return null; // fail open: whatever befell the engine, the output goes as it came
    }
  };
  return {
    shorten: (output) => attempt(asToolOutput(output)),
    async answerHook(event) {
      const found = readPostToolUse(event);
      if (found === null) return {};
      const question = await readQuestion(found.transcriptPath);
      return answerPostToolUse(found, await attempt({ ...found.output, question }));
    },
  };
}

/** Only a transcript is opened, whatever path a caller names; of what it says nothing but search terms is used. */
async function readQuestion(path: string): Promise<string> {
  if (!isAbsolute(path) || !basename(path).endsWith('.jsonl')) return '';
  try {
    return findLastQuestion((await readTail(path, TAIL_BYTES)) ?? '');
  } catch {
    return ''; // not readable: then nothing is known of what was asked for
  }
}
