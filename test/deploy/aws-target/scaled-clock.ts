import { type Clock } from '../../../control/clock';

/** A clock that runs faster than the real time, and shows the same time in several processes. */
export class ScaledClock implements Clock {
  /** @param epoch the real time at which both times were equal */
  constructor(public readonly epoch: number, private readonly speed: number) {}

  public now(): number {
    return this.epoch + (Date.now() - this.epoch) * this.speed;
  }

  public async sleep(ms: number): Promise<void> {
    await new Promise((resolve) => { setTimeout(resolve, ms / this.speed); });
  }
}
