import { AppError } from '../../contract/errors.ts';
import type { Json } from '../types.ts';

/** The line ending that a text uses first; a line feed when it has only one line. */
export function findEol(text: string): '\n' | '\r\n' {
  const at = text.indexOf('\n');
  return at > 0 && text[at - 1] === '\r' ? '\r\n' : '\n';
}

/** Line of a position, from 1. */
export function lineAt(text: string, at: number): number {
  return text.slice(0, at).split('\n').length;
}

/** Deep equality of JSON values; the order of members does not count. */
export function isEqual(a: unknown, b: unknown): boolean {
  if (Object.is(a, b)) return true;
  if (typeof a !== 'object' || typeof b !== 'object' || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  const keys = Object.keys(a);
  if (keys.length !== Object.keys(b).length) return false;
  return keys.every((key) => Object.hasOwn(b, key) && isEqual(Reflect.get(a, key), Reflect.get(b, key)));
}

/** The text with [start, end) replaced. */
export function cut(text: string, start: number, end: number, by = ''): string {
  return text.slice(0, start) + by + text.slice(end);
}

/**
 * Takes out the text that an edit put in, if it still stands around a position as a whole.
 * @returns null when it does not.
 */
export function cutScraps(text: string, scraps: string, at: number): string | null {
  if (scraps === '') return null;
  const start = text.lastIndexOf(scraps, at);
  return start >= 0 && start + scraps.length > at ? cut(text, start, start + scraps.length) : null;
}

export function malformed(message: string, cause?: unknown): AppError {
  const hint = 'Correct the file (or move it away), then try again. Nothing was written.';
  return new AppError('client.malformed', message, { hint, cause });
}

export function conflict(message: string): AppError {
  return new AppError('client.conflict', message, { hint: 'Change that place by hand, then try again.' });
}

/** A value as a person would name it in a message. */
export function formatPath(path: readonly string[]): string {
  return path.join('.');
}

/** Whether a value is a record of JSON values. */
export function isRecord(value: unknown): value is { readonly [key: string]: Json } {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
