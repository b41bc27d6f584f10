import { type OwnBuckets } from '../buckets/own';
import { type Settings } from '../settings';
import { type AccessPoint } from './access-point';
import { type Account, emptyAccount } from './account';
import { Agenda } from './agenda';
import { type Identifiers } from './identifiers';

/** All state there is. */
export class World {
  public readonly agenda = new Agenda();
  public readonly accounts = new Map<string, Account>();

  constructor(public settings: Settings, public readonly identifiers: Identifiers, public readonly buckets: OwnBuckets) {}

  /** Catches up with the clock. */
  public now(): number {
    const now = this.settings.clock.now();
    this.agenda.advance(now);
    return now;
  }

  public account(accountId: string): Account {
    const known = this.accounts.get(accountId);
    if (known !== undefined) return known;
    const account = emptyAccount(accountId);
    this.accounts.set(accountId, account);
    return account;
  }

  /** Takes an access point away; one that is gone already stays gone. */
  public retire(accessPoint: AccessPoint, goneAt: number): void {
    const { name, alias, createdAt, routes } = accessPoint;
    const account = this.account(accessPoint.accountId);
    if (account.accessPoints.get(name) !== accessPoint) return;
    account.accessPoints.delete(name);
    account.retired.push({ name, alias, createdAt, goneAt, routes: routes.moments });
  }
}
