import { type SimulatorClock } from './clock';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** The longest delay of a timer, in milliseconds. A longer one fires immediately. */
const MAX_DELAY_MS = 2 ** 31 - 1;

/**
 * Real time that can be advanced. Sleepers that are due wake when the clock is advanced. The clock never runs
 * backwards, also if the computer sets its time back.
 */
export class AdjustableClock implements SimulatorClock {
  private offset = 0;
  private latest = -Infinity;
  private sleepers: Sleeper[] = [];

  constructor(private readonly realTime: () => number = Date.now) {}

  public now(): number {
    const real = this.realTime();
    this.offset += Math.max(0, this.latest - real);
    this.latest = real;
    return real + this.offset;
  }

  public advance(ms: number): void {
    this.offset += ms;
    this.wakeDueSleepers();
  }

  public sleep(ms: number): Promise<void> {
    return new Promise((wake) => {
      const sleeper = { until: this.now() + ms, wake };
      this.sleepers.push(sleeper);
      this.wakeInTime(sleeper);
    });
  }

  /** A timer can fire before the clock shows its time: the two do not read the same clock of the computer. */
  private wakeInTime(sleeper: Sleeper): void {
    setTimeout(() => {
      this.wakeDueSleepers();
      if (this.sleepers.includes(sleeper)) this.wakeInTime(sleeper);
    }, Math.min(sleeper.until - this.now(), MAX_DELAY_MS)).unref();
  }

  private wakeDueSleepers(): void {
    const now = this.now();
    const due = this.sleepers.filter(({ until }) => until <= now);
    this.sleepers = this.sleepers.filter((sleeper) => !due.includes(sleeper));
    due.forEach(({ wake }) => wake());
  }
}
