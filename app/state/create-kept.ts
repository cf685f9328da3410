/** One word that outlives the page; without storage it lasts as long as the page. */
export function createKept(key: string): { read(): string | null; write(value: string): void } {
  let held: string | null = null;
  return {
    read: () => {
      try {
        return localStorage.getItem(key) ?? held;
      } catch {
        return held; // storage is off
      }
    },
    write: (value) => {
      held = value;
      try {
        localStorage.setItem(key, value);
      } catch {
        // storage is off: held above
      }
    },
  };
}
