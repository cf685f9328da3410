import type { LogLine } from '../contract/logs.ts';

const words: Readonly<Record<LogLine['level'], string>> = { info: 'info   ', warning: 'warning', error: 'ERROR  ' };

/** Lines for people, in the order in which they are given; times in the computer's own zone. */
export function formatLogLines(lines: readonly LogLine[]): string {
  return lines.map((line) => `${formatLogLine(line)}\n`).join('');
}

function formatLogLine({ at, level, source, text, detail, about }: LogLine): string {
  const more = about === null ? '' : `  ${about}`;
  const places = detail === null ? [] : detail.split('\n').map((place) => `    ${place}`);
  return [`${formatTime(at)}  ${words[level]}  ${source.padEnd(10)}  ${text}${more}`, ...places].join('\n');
}

/** 2026-11-27 17:14:03 */
function formatTime(at: number): string {
  const date = new Date(at);
  const two = (value: number): string => String(value).padStart(2, '0');
  const day = `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
  return `${day} ${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
}
