/** Limits the number of uses at the same time. Waiting uses begin in the order of their requests. */
export class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  public async take(): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return;
    }
    await new Promise<void>((resolve) => this.waiting.push(resolve));
  }

  public release(): void {
    const next = this.waiting.shift();
    if (next === undefined) this.free += 1;
    else next();
  }
}
