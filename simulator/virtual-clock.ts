import { type Clock } from './clock';

interface Sleeper {
  readonly until: number;
  readonly wake: () => void;
}

/** Turns of the event loop after which work without input or output of its own counts as waiting for time to pass. */
const IDLE_TURNS = 3;

async function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}

/** A clock that stands still until it is told to move. */
export class VirtualClock implements Clock {
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

  /** Moves to `at` and wakes everyone whose time has come, earliest first. Never moves backwards. */
  public advanceTo(at: number): void {
    this.current = Math.max(this.current, at);
    const due = this.sleepers.filter((sleeper) => sleeper.until <= this.current);
    this.sleepers = this.sleepers.filter((sleeper) => sleeper.until > this.current);
    due.sort((a, b) => a.until - b.until).forEach((sleeper) => sleeper.wake());
  }

  /** Not `async`: a promise more in between would let sleepers wake in the order they lay down. */
  public sleep(ms: number): Promise<void> {
    return ms <= 0 ? Promise.resolve() : new Promise((wake) => this.sleepers.push({ until: this.current + ms, wake }));
  }

  /** Keeps `runUntilSettled` from moving until `release`: for work that waits for a file or a socket, which looks like idleness. */
  public hold(): void {
    this.holds += 1;
  }

  public release(): void {
    this.holds -= 1;
  }

  /** Plays time for `work`: whenever it only waits, the clock jumps to the next moment somebody sleeps until. */
  public async runUntilSettled<T>(work: Promise<T>): Promise<T> {
    let settled = false;
    const done = () => { settled = true; };
    work.then(done, done);
    while (!settled) {
      for (let turn = 0; turn < IDLE_TURNS && !settled; turn += 1) await nextTurn();
      if (!settled && this.holds === 0 && this.sleepers.length > 0) this.advanceTo(Math.min(...this.sleepers.map((sleeper) => sleeper.until)));
    }
    return work;
  }
}
