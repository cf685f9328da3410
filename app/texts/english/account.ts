/** The page Account. */
export const account = {
  title: 'Account',
  absent: { title: 'There is no account', detail: 'No account service is configured, and nothing here needs one.' },
  signedOut: {
    title: 'You are not signed in',
    detail: (host: string) => `Everything works without it. The account is one at ${host}.`,
  },
  waiting: {
    title: 'Confirm the code',
    detail: (host: string) => `On the page of ${host}; this page then goes on by itself.`,
  },
  signedIn: {
    title: 'You are signed in',
    titleAs: (who: string) => `Signed in as ${who}`,
    detail: (host: string) => `At ${host}.`,
  },
  nothingMissing: 'Nothing is missing',
  howToStart:
    'Whoever runs an account service tells its address. Start Headroom with it: `headroom start --account-url https://…`',
  kept: {
    title: 'On this computer',
    since: (since: string) => `Signed in since ${since}.`,
    /** @param path null: it lies in no file */
    token: (place: string, path: string | null) =>
      `The token lies in ${place}${path === null ? '' : `: \`${path}\``}. Signing out takes it away, and tells the service that it is not used any more.`,
    keychain: 'a keychain',
    signOut: 'Sign out',
    signingOut: 'Signing out …',
  },
  plan: {
    askAgain: 'Ask again',
    name: (plan: string) => `Plan ${plan}`,
    change: 'Change the plan',
    renewed: (day: string) => `Renewed on ${day}.`,
    countsNothing: 'The service counts nothing of it.',
    used: 'What is used of it',
    /** @param unit '' for none */
    amount: (used: string, unit: string) => `${used}${unit === '' ? '' : ` ${unit}`}`,
    amountOf: (used: string, limit: string, unit: string) => `${used} of ${limit}${unit === '' ? '' : ` ${unit}`}`,
    anew: (day: string) => `Anew on ${day}`,
  },
  signIn: {
    title: 'Sign in with a code',
    about: (host: string) =>
      `Headroom asks ${host} for a code, and you confirm it there in your browser. Before you start, nothing is sent there; afterwards only what the account is about: nothing of your conversations, your agents or your figures.`,
    keptIn: (place: string) => `The token is kept in ${place}. Your password never comes here.`,
    inFile:
      'Keep the token in a file of Headroom’s folder. Only you can read it, but it is not encrypted: programs that run as you, and backups, can have it.',
    signIn: 'Sign in',
    asking: 'Asking for a code …',
    keychain: 'Your keychain may ask you to unlock it.',
  },
  code: {
    title: 'Your code',
    open: 'Open the page',
    copy: 'Copy the code',
    address: (url: string) => `The page is ${url}. Go on there only if you started this sign-in yourself.`,
    waiting: 'Waiting for you to confirm it.',
    over: 'The code is over.',
    rest: (span: string) => `The code can be used for ${span} more.`,
  },
};
