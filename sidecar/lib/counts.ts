/** "3 requests", "1 request": a count with its noun. @param many when it is not the noun with an s */
export function formatCount(count: number, noun: string, many = `${noun}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? noun : many}`;
}
