/** How often each target was reached, and which text took longest. Workers tell theirs as rows, which add up. */
export class Tally {
  private readonly counts = new Map<string, number>();
  texts = 0;
  chars = 0;
  /** Number and processor time in ms of the text that took longest. */
  slowest = { number: -1, ms: 0 };

  /** @param target what was reached, and in which way: "json sure" */
  add(target: string): void {
    this.counts.set(target, (this.counts.get(target) ?? 0) + 1);
  }

  /** Works on one text, whose length is counted when it ends well. */
  text(number: number, work: () => number): void {
    const before = process.cpuUsage();
    this.chars += work();
    this.texts++;
    const { user, system } = process.cpuUsage(before);
    const ms = (user + system) / 1000;
    if (ms > this.slowest.ms) this.slowest = { number, ms };
  }

  /** One line, then one for each target with its ways side by side. */
  format(): string {
    const { number, ms } = this.slowest;
    const rows = new Map<string, string[]>();
    for (const [target, count] of [...this.counts].sort()) {
      const [name = '', way = ''] = target.split(/ (.*)/);
      rows.set(name, [...(rows.get(name) ?? []), `${count} ${way}`.trim()]);
    }
    const told = [...rows].map(([name, ways]) => `  ${name.padEnd(18)}${ways.join(', ')}`);
    const sum = `${this.texts} texts, ${(this.chars / 1e6).toFixed(1)} million characters`;
    return [`${sum}; slowest: text ${number} with ${ms.toFixed(0)} ms of processor`, ...told].join('\n');
  }
}
