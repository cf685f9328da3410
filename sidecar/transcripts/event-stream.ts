import { readLines } from '../lib/lines.ts';
import { type FoundFile, listFilesUnder, readTextWithin, streamFile } from '../machine/index.ts';
import { transcriptClients } from './readers/index.ts';
import type { LineReader, Surroundings, TranscriptClient, TranscriptEvent, Wanted } from './types.ts';

/** A file that is one JSON document is parsed as a whole, so it must not be endless. */
const MAX_DOCUMENT_BYTES = 128 * 1024 * 1024;

/** What was read, beside the events; grows while they come. */
export interface ReadReport {
  readonly files: Map<string, number>;
  /** Lines that are not JSON: a session that was cut, or a file that another program damaged. */
  unreadableLines: number;
  /** Files that could not be read, with the reason. */
  readonly troubles: string[];
}

export interface ReadOptions extends Surroundings {
  /** Files that were last written before are not opened. Ms since the epoch. */
  readonly sinceMs: number;
  readonly wanted: Wanted;
  /** Default: every client. */
  readonly clients?: readonly TranscriptClient[];
}

export function makeReport(): ReadReport {
  return { files: new Map(), unreadableLines: 0, troubles: [] };
}

/**
 * Every event of every transcript on this computer, file after file; a file that cannot be read is told in the report.
 * @param onFile told before each file how many there are with it
 */
export async function* readEvents(
  options: ReadOptions,
  report: ReadReport,
  onFile: (files: number) => void = () => undefined,
): AsyncGenerator<TranscriptEvent> {
  let files = 0;
  for (const client of options.clients ?? transcriptClients) {
    for (const root of client.roots(options)) {
      for (const file of await listFilesUnder(root, (path) => client.isTranscript(path))) {
        if (file.changedAt < options.sinceMs) continue;
        files += 1;
        onFile(files);
        report.files.set(client.id, (report.files.get(client.id) ?? 0) + 1);
        yield* readFile(client, file, options.wanted, report);
      }
    }
  }
}

async function* readFile(
  client: TranscriptClient,
  { path }: FoundFile,
  wanted: Wanted,
  report: ReadReport,
): AsyncGenerator<TranscriptEvent> {
  try {
    const project = client.projectFile === undefined ? null : await readTextWithin(client.projectFile(path), 16 * 1024);
    const reader = client.open({ path, project: project?.trim() ?? '', wanted });
    if (client.isDocument?.(path) === true) {
      const text = await readTextWithin(path, MAX_DOCUMENT_BYTES);
      yield* readLine(reader, Buffer.from(text ?? ''), report);
      return;
    }
    for await (const line of readLines(streamFile(path))) {
      if (line.length > 0) yield* readLine(reader, Buffer.from(line.buffer, line.byteOffset, line.length), report);
    }
  } catch (error) {
    // Another user's file, or one that went away meanwhile: the others still count.
    report.troubles.push(`${path}: ${(error as Error).message}`);
  }
}

function readLine(reader: LineReader, line: Buffer, report: ReadReport): readonly TranscriptEvent[] {
  try {
    return reader.read(line);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    report.unreadableLines += 1;
    return [];
  }
}
