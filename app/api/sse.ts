/** One message of an event stream. */
export interface ServerEvent {
  readonly type: string;
  readonly data: string;
}

/**
 * Reads an event stream piece by piece (WHATWG server-sent events; ids and retry times are not used here).
 * @returns a function that takes the next piece of text and gives the messages that it completes
 */
export function createEventReader(): (text: string) => readonly ServerEvent[] {
  let rest = '';
  let type = '';
  let data: string[] = [];
  return (text) => {
    const found: ServerEvent[] = [];
    const lines = (rest + text).split(/\r\n|\n|\r(?!$)/);
    rest = lines.pop() ?? '';
    for (const line of lines) {
      if (line === '') {
        if (data.length > 0) found.push({ type: type || 'message', data: data.join('\n') });
        type = '';
        data = [];
        continue;
      }
      const colon = line.indexOf(':');
      const field = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
      if (field === 'event') type = value;
      else if (field === 'data') data.push(value);
    }
    return found;
  };
}
