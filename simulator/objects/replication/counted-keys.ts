/** A set of keys that counts how often each key was added. */
export class CountedKeys {
  private readonly counts = new Map<string, number>();

  public has(key: string): boolean {
    return this.counts.has(key);
  }

  public add(key: string): void {
    this.counts.set(key, (this.counts.get(key) ?? 0) + 1);
  }

  public remove(key: string): void {
    const count = (this.counts.get(key) ?? 0) - 1;
    if (count > 0) this.counts.set(key, count);
    else this.counts.delete(key);
  }
}
