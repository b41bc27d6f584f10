import { type AsyncOperationName, type RequestParameters } from '../model/control';
import { type AsyncFailure } from '../settings';
import { type AccessPoint } from './access-point';
import { type RoutesMoment } from './routes-timeline';

/** An operation that was accepted. */
export interface AsyncOperation {
  readonly tokenArn: string;
  readonly operation: AsyncOperationName;
  readonly parameters: RequestParameters;
  readonly regions: readonly string[];
  readonly resource: string;
  readonly requestId: string;
  readonly createdAt: number;
  readonly durationMs: number;
  /** Set when the operation is accepted: it will fail. */
  readonly failure?: AsyncFailure;
  done: boolean;
}

/** What a ClientToken was used for. */
export interface ClientTokenUse {
  readonly parameters: RequestParameters;
  readonly tokenArn: string;
  readonly at: number;
}

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

export function emptyAccount(accountId: string): Account {
  return { accountId, accessPoints: new Map(), retired: [], operations: new Map(), clientTokens: new Map(), attempts: new Map() };
}
