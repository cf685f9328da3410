/** Random numbers that one seed always gives again (mulberry32). */
export class Dice {
  private state: number;

  constructor(seed: number) {
    this.state = seed | 0;
  }

  /** A whole number from 0 up to, not including, `below`. */
  next(below: number): number {
    this.state = (this.state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(this.state ^ (this.state >>> 15), 1 | this.state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % Math.max(1, below);
  }

  /** True once in `times`. */
  once(times: number): boolean {
    return this.next(times) === 0;
  }

  pick<T>(from: readonly T[]): T {
    return from[this.next(from.length)]!;
  }

  list<T>(most: number, make: (index: number) => T): T[] {
    return Array.from({ length: this.next(most + 1) }, (_, index) => make(index));
  }
}
