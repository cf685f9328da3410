/** What Headroom has put on this computer, and the page that takes it back. */
export const changes = {
  groups: {
    settings: {
      title: 'Settings of your agents',
      note: 'Only what is ours goes: each file is byte for byte what it was, or keeps what you changed meanwhile.',
    },
    service: { title: 'Start by the system', note: 'The service is stopped and its files are removed.' },
    process: { title: 'What runs', note: 'Ends when its answers under way have finished.' },
    account: {
      title: 'Account',
      note: 'The token is taken off this computer, and the service is told that it is not used any more.',
    },
    data: {
      title: 'Files of Headroom',
      note: 'Removed for good, with everything that was left out of requests. Prices and filters of your own stay.',
    },
  },
  looking: 'Looking for what is there …',
  uninstall: {
    title: 'Uninstall',
    before: 'Nothing is removed before you say so.',
    during: 'Headroom is being removed.',
    all: 'Remove all of this',
    agents: 'Your agents go on working: they talk to their provider directly again.',
    remove: 'Remove Headroom …',
    removing: 'Removing …',
    confirm: 'Yes, remove it',
    keep: 'Keep it',
    result: 'Result',
    done: 'Your agents are on their own again',
    notAll: 'Not everything could be undone',
    ends: 'Headroom ends now and removes its service and its files.',
    recordsStay: 'The records by which the rest can be undone stay.',
    left: 'What is left to do',
    program:
      'This page can be closed. The program itself goes as it came: the package manager, `npm uninstall`, or the folder that was cloned.',
  },
};
