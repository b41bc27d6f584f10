import { type SimulatorClock } from './clock';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Real time that can be advanced. Sleepers that are due wake when the clock is advanced. */
export class AdjustableClock implements SimulatorClock {
  private offset = 0;
  private sleepers: Sleeper[] = [];

  constructor(private readonly realTime: () => number = Date.now) {}

  public now(): number {
    return this.realTime() + this.offset;
  }

  public advance(ms: number): void {
    this.offset += ms;
    this.wakeDueSleepers();
  }

  public sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      const until = this.now() + ms;
      this.sleepers.push({ until, wake });
      setTimeout(() => this.wakeDueSleepers(), ms).unref();
    });
  }

  private wakeDueSleepers(): void {
    const due = this.sleepers.filter(({ until }) => until <= this.now());
    this.sleepers = this.sleepers.filter((sleeper) => !due.includes(sleeper));
    due.forEach(({ wake }) => wake());
  }
}
