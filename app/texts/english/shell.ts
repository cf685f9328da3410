/** Around the pages: the rail, and what is said before or instead of a page. */
export const shell = {
  skip: 'Skip to the page',
  firstPage: 'Headroom, first page',
  pages: 'Pages',
  rail: {
    home: 'Home',
    activity: 'Activity',
    conversations: 'Conversations',
    clients: 'Clients',
    optimise: 'Optimise',
    health: 'Health',
    account: 'Account',
    settings: 'Settings',
  },
  window: {
    starting: 'Starting Headroom…',
    stopped: 'Headroom has stopped; your agents may need `headroom pause`.',
    stoppedHint: 'Close this window and open it again.',
  },
};
