/** Whether every newline has a carriage return in front of it, as programs of Windows print them. */
export function isCrlf(text: string): boolean {
  let at = text.indexOf('\n');
  if (at < 0) return false;
  for (; at >= 0; at = text.indexOf('\n', at + 1)) if (text[at - 1] !== '\r') return false;
  return !text.includes('\r\r');
}
