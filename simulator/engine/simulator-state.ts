import { type SimulatedBuckets } from '../buckets/simulated-buckets';
import { type Settings } from '../settings';
import { type AccessPoint } from './access-point';
import { type Account, createAccount } from './account';
import { type IdentifierGenerator } from './identifiers';
import { Scheduler } from './scheduler';

/** The state of the simulator. */
export class SimulatorState {
  public readonly scheduler = new Scheduler();
  public readonly accounts = new Map<string, Account>();

  constructor(
    public settings: Settings,
    public readonly identifiers: IdentifierGenerator,
    public readonly buckets: SimulatedBuckets,
  ) {}

  /** Runs all tasks that are due and returns the current time. */
  public advanceToNow(): number {
    const now = this.settings.clock.now();
    this.scheduler.runDueTasks(now);
    return now;
  }

  public account(accountId: string): Account {
    const existing = this.accounts.get(accountId);
    if (existing !== undefined) return existing;
    const account = createAccount(accountId);
    this.accounts.set(accountId, account);
    return account;
  }

  /** Removes an access point, unless it was removed before. */
  public retire(accessPoint: AccessPoint, goneAt: number): void {
    const { name, alias, createdAt, routes } = accessPoint;
    const account = this.account(accessPoint.accountId);
    if (account.accessPoints.get(name) !== accessPoint) return;
    account.accessPoints.delete(name);
    account.retired.push({ name, alias, createdAt, goneAt, routes: routes.configurations });
  }
}
