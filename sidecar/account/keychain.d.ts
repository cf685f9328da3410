/** What is used of npm's `keychain`, which brings no types: error first, also as error objects of its own kinds. */
declare module 'keychain' {
  interface Item {
    readonly account: string;
    readonly service: string;
  }
  type Told<T extends unknown[] = []> = (
    error: { readonly type?: string; readonly message?: string } | null,
    ...value: T
  ) => void;
  const keychain: {
    /** The program that it starts. */
    executablePath: string;
    getPassword(item: Item, told: Told<[password: string | null]>): void;
    deletePassword(item: Item, told: Told): void;
  };
  export = keychain;
}
