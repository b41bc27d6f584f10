interface Appointment {
  readonly at: number;
  readonly run: (at: number) => void;
}

/** What will have happened by a certain time. Nothing runs by itself: whoever looks at the state advances the agenda first. */
export class Agenda {
  private readonly appointments: Appointment[] = [];

  public schedule(at: number, run: (at: number) => void): void {
    const later = this.appointments.findIndex((appointment) => appointment.at > at);
    this.appointments.splice(later < 0 ? this.appointments.length : later, 0, { at, run });
  }

  /** Runs everything due by `now`, each at its own time, also what comes due while doing so. */
  public advance(now: number): void {
    while (this.appointments.length > 0 && this.appointments[0].at <= now) {
      const [due] = this.appointments.splice(0, 1);
      due.run(due.at);
    }
  }
}
