interface ScheduledTask {
  readonly at: number;
  readonly run: (at: number) => void;
}

/** Runs tasks at their scheduled times. It has no timers: its users run the due tasks before they read the state. */
export class StateScheduler {
  private readonly tasks: ScheduledTask[] = [];

  public schedule(at: number, run: (at: number) => void): void {
    // Most tasks are the last ones, so the search begins at the end.
    let position = this.tasks.length;
    while (position > 0 && this.tasks[position - 1].at > at) position -= 1;
    this.tasks.splice(position, 0, { at, run });
  }

  /** Runs all tasks that are due by `now`, each at its own time, including tasks that these tasks schedule. */
  public runDueTasks(now: number): void {
    while (this.tasks.length > 0 && this.tasks[0].at <= now) {
      const [due] = this.tasks.splice(0, 1);
      due.run(due.at);
    }
  }
}
