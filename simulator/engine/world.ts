import { type OwnBuckets } from '../buckets/own';
import { type Settings } from '../settings';
import { type AccessPoint } from './access-point';
import { Agenda } from './agenda';
import { type AsyncOperation } from './async-operation';
import { type ClientTokenUse } from './client-tokens';
import { type Identifiers } from './identifiers';
import { type RoutesMoment } from './routes-timeline';

/** An access point that is gone. Its alias is never used again. */
export interface Retired {
  readonly name: string;
  readonly alias: string;
  readonly createdAt: number;
  readonly goneAt: number;
  readonly routes: readonly RoutesMoment[];
}

/** What one account owns. */
export interface Account {
  readonly accountId: string;
  readonly accessPoints: Map<string, AccessPoint>;
  readonly retired: Retired[];
  /** By token ARN. They outlive the access points. */
  readonly operations: Map<string, AsyncOperation>;
  readonly clientTokens: Map<string, ClientTokenUse>;
  /** How many operations of one kind were accepted for one name. */
  readonly attempts: Map<string, number>;
}

function emptyAccount(accountId: string): Account {
  return { accountId, accessPoints: new Map(), retired: [], operations: new Map(), clientTokens: new Map(), attempts: new Map() };
}

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
