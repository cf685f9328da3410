import { words } from './words.ts';

/** The page of one exchange. */
export const exchange = {
  back: 'Activity',
  absent: 'This exchange is not in the ledger',
  unreadable: 'This exchange cannot be shown',
  title: {
    notBilled: 'Nothing was billed, or the provider did not say',
    noPrice: (model: string) => `No price is known for ${model}`,
    loss: (amount: string) => `Cost ${amount} more than direct`,
    same: 'Cost the same as direct',
    saved: (saved: string, whole: string, share: string) => `Saved ${saved} of ${whole} (${share})`,
  },
  facts: {
    label: 'Facts',
    when: 'When',
    request: 'Request',
    answer: 'Answer',
    streamed: (status: number) => `${status}, streamed`,
    provider: 'Provider',
    project: 'Project',
    conversation: 'Conversation',
    size: 'Request size',
    tokens: 'Tokens in tool results',
    wait: 'Added wait',
    firstByte: 'First byte after',
    whole: 'Whole time',
    range: 'Saving lies between',
    between: (low: string, high: string, basis: 'measured' | 'estimated') =>
      `${low} and ${high} (${words.basis[basis]})`,
    fault: 'Fault code',
  },
  copyJson: 'Copy as JSON',
  showConversation: 'Show its conversation',
  noResults: 'The request carried no tool results.',
  costs: {
    title: 'Cost by kind of token',
    through: 'Through Headroom',
    together: 'Together',
    classes: {
      fresh: 'Prompt at list price',
      write5m: 'Written to cache, 5 minutes',
      write1h: 'Written to cache, 1 hour',
      read: 'Read from cache',
      output: 'Answer',
    },
    note: (basis: 'measured' | 'estimated') =>
      `Through Headroom: the provider's own count. Direct: ${words.basis[basis]}, what the same request would have cost.`,
  },
  results: {
    title: 'Tool results',
    hideOld: (count: number) => `Hide ${count} sent in earlier requests`,
    showOld: (count: number) => `Show ${count} sent in earlier requests`,
    noneNew: 'No tool result is new in this request.',
    tool: 'Tool',
    tokens: (count: string) => `${count} tokens`,
    tokensChanged: (before: string, after: string) => `${before} → ${after} tokens`,
    fetching: 'Fetching the text…',
    before: 'Before',
    after: 'After',
    /** What is said about the texts of a tool result; '' when both are shown. */
    notes: {
      complete: '',
      untouched: 'It was sent as it came. Headroom keeps no copy of such texts.',
      'original-only': 'What was sent in its place is no longer in memory; the original is kept on disk.',
      gone: 'The texts are no longer in memory. On disk Headroom keeps an original only when part of it was left out, and not for ever.',
    },
  },
};
