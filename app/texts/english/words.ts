import type { Formats } from '../../ui/format.ts';
import { counted } from './grammar.ts';

/** Words that stand on several pages: buttons, heads of columns, how something went. */
export const words = {
  tryAgain: 'Try again',
  lookAgain: 'Look again',
  reload: 'Reload',
  cancel: 'Cancel',
  close: 'Close',
  save: 'Save',
  back: 'Back',
  copy: 'Copy',
  copied: 'Copied',
  selected: 'Selected: press the copy keys',
  on: 'On',
  off: 'Off',
  span: 'Span',
  client: 'Client',
  model: 'Model',
  requests: 'Requests',
  spent: 'Spent',
  saved: 'Saved',
  sent: 'Sent',
  notSent: 'Not sent',
  direct: 'Direct',
  allTime: 'All time',
  fromCache: 'From cache',
  withoutHeadroom: 'Without Headroom',
  unnamedModel: 'an unnamed model',
  unnamedClient: 'an unnamed client',
  /** How sure a saving is. */
  basis: { measured: 'measured', estimated: 'estimated' },
  basisShort: { measured: 'meas.', estimated: 'est.' },
  asTable: 'As a table',
  /** Beside one line that is copied. */
  copyLine: (label: string) => `Copy the line for ${label}`,
  /** "1 request", "1,234 requests" */
  requestCount: (count: number, formats: Formats) => counted(formats, count, 'request'),
  showAll: (count: string) => `Show all ${count}`,
  otherLines: (count: number) => `Show the other ${count} lines`,
  lookAtHealth: 'Look at Health',
  lookAtClients: 'Look at Clients',
};
