import { type SimulatedBuckets } from '../buckets/simulated-buckets';
import { RegionConditions } from '../objects/region-conditions';
import { ReplicationQueue } from '../objects/replication/replication-queue';
import { RoleSessions } from '../services/role-sessions';
import { type SimulatorSettings } from '../settings';
import { type SimulatedAccessPoint } from './access-point';
import { type AccountState, createSimulatedAccount } from './account';
import { type IdentifierGenerator } from './identifiers';
import { StateScheduler } from './scheduler';

/** The state of the simulator. */
export class SimulatorState {
  public readonly scheduler = new StateScheduler();
  public readonly accounts = new Map<string, AccountState>();
  public readonly regions = new RegionConditions(() => this.replication.retryBlocked(this.advanceToNow()));
  public readonly replication: ReplicationQueue;
  public readonly sessions = new RoleSessions();
  private writes = 0;

  constructor(
    public settings: SimulatorSettings,
    public readonly identifiers: IdentifierGenerator,
    public readonly buckets: SimulatedBuckets,
  ) {
    const { scheduler, regions } = this;
    this.replication = new ReplicationQueue({ buckets, scheduler, regions, settings: () => this.settings });
  }

  /** Returns the position of a write in the order of all writes. */
  public nextWriteOrder(): number {
    this.writes += 1;
    return this.writes;
  }

  /** Continues the order of all writes behind the writes of an earlier run. */
  public skipWriteOrders(count: number): void {
    this.writes += count;
  }

  /** Runs all tasks that are due and returns the current time. */
  public advanceToNow(): number {
    const now = this.settings.clock.now();
    this.scheduler.runDueTasks(now);
    return now;
  }

  public account(accountId: string): AccountState {
    const existing = this.accounts.get(accountId);
    if (existing !== undefined) return existing;
    const account = createSimulatedAccount(accountId);
    this.accounts.set(accountId, account);
    return account;
  }

  /** Removes an access point, unless it was removed before. */
  public retire(accessPoint: SimulatedAccessPoint, goneAt: number): void {
    const { name, alias, createdAt, routes } = accessPoint;
    const account = this.account(accessPoint.accountId);
    if (account.accessPoints.get(name) !== accessPoint) return;
    account.accessPoints.delete(name);
    account.retired.push({ name, alias, createdAt, goneAt, routes: routes.configurations });
  }
}
