/** A map that forgets what was used longest ago once the weights of its values add up to more than `capacity`. */
export class Lru<K, V> {
  private readonly entries = new Map<K, V>();
  private readonly capacity: number;
  private readonly weigh: (value: V, key: K) => number;
  private weight = 0;

  constructor(capacity: number, weigh: (value: V, key: K) => number = () => 1) {
    this.capacity = capacity;
    this.weigh = weigh;
  }

  get size(): number {
    return this.entries.size;
  }

  get(key: K): V | undefined {
    const value = this.entries.get(key);
    if (value === undefined) return undefined;
    this.entries.delete(key);
    this.entries.set(key, value);
    return value;
  }

  set(key: K, value: V): void {
    this.delete(key);
    const added = this.weigh(value, key);
    if (added > this.capacity) return;
    this.entries.set(key, value);
    this.weight += added;
    for (const [oldest, old] of this.entries) {
      if (this.weight <= this.capacity) break;
      this.entries.delete(oldest);
      this.weight -= this.weigh(old, oldest);
    }
  }

  delete(key: K): void {
    const value = this.entries.get(key);
    if (value === undefined) return;
    this.entries.delete(key);
    this.weight -= this.weigh(value, key);
  }
}
