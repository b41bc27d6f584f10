import { type SimulatorClock } from './clock';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** The number of event loop turns after which work without I/O counts as waiting for time to pass. */
const IDLE_TURNS = 3;

async function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A clock that moves only when it is advanced. */
export class VirtualClock implements SimulatorClock {
  private current: number;
  private sleepers: Sleeper[] = [];
  private holds = 0;

  constructor(start: number | Date = Date.UTC(2026, 0, 1)) {
    this.current = Number(start);
  }

  public now(): number {
    return this.current;
  }

  public advance(ms: number): void {
    this.advanceTo(this.current + ms);
  }

  /** Moves to `at` and wakes the sleepers that are due, earliest first. Never moves backwards. */
  public advanceTo(at: number): void {
    this.current = Math.max(this.current, at);
    const due = this.sleepers.filter((sleeper) => sleeper.until <= this.current);
    this.sleepers = this.sleepers.filter((sleeper) => sleeper.until > this.current);
    due.sort((a, b) => a.until - b.until).forEach((sleeper) => sleeper.wake());
  }

  /** Not `async`, because an additional promise would change the order in which sleepers wake. */
  public sleep(ms: number): Promise<void> {
    return ms <= 0 ? Promise.resolve() : new Promise((wake) => this.sleepers.push({ until: this.current + ms, wake }));
  }

  /** Keeps `runUntilSettled` from moving until `release`, for work that waits for a file or a socket. */
  public hold(): void {
    this.holds += 1;
  }

  public release(): void {
    this.holds -= 1;
  }

  /** Runs `work` to its end. Whenever it only waits for time, the clock moves to the next wake-up time. */
  public async runUntilSettled<T>(work: Promise<T>): Promise<T> {
    let settled = false;
    const done = () => { settled = true; };
    work.then(done, done);
    while (!settled) {
      for (let turn = 0; turn < IDLE_TURNS && !settled; turn += 1) await nextTurn();
      const isIdle = !settled && this.holds === 0 && this.sleepers.length > 0;
      if (isIdle) this.advanceTo(Math.min(...this.sleepers.map((sleeper) => sleeper.until)));
    }
    return work;
  }
}
