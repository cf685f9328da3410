/** What the page needs of the place it runs in. */
export interface ApiAddress {
  /** Where the control API lies, ending in a slash. */
  readonly base: string;
  /** Bearer token; null when the page was opened without one. */
  readonly token: string | null;
}

export interface Host {
  api(): ApiAddress;
  /** Origin that clients are pointed at. */
  proxyOrigin(): string;
  /** Resolves to false when the place does not let the page write to the clipboard. */
  copyText(text: string): Promise<boolean>;
  /** Hands a file to the person, who decides where it goes. */
  saveFile(name: string, content: Blob): void;
}
