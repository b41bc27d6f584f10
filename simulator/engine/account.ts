import { type BatchJob } from '../jobs/batch-job';
import { type AsyncOperationName, type AsyncRequestParameters } from '../model/control';
import { type AsyncOperationFailure } from '../settings';
import { type SimulatedAccessPoint } from './access-point';
import { type RoutingConfiguration } from './routes-timeline';

/** An accepted asynchronous operation. */
export interface AsyncOperation {
  readonly tokenArn: string;
  readonly operation: AsyncOperationName;
  readonly parameters: AsyncRequestParameters;
  readonly regions: readonly string[];
  readonly resource: string;
  readonly requestId: string;
  readonly createdAt: number;
  readonly durationMs: number;
  /** The failure of the operation, decided when it is accepted. */
  readonly failure?: AsyncOperationFailure;
  done: boolean;
}

/** The request of a ClientToken. */
export interface ClientTokenUse {
  readonly parameters: AsyncRequestParameters;
  readonly tokenArn: string;
  readonly at: number;
}

/** A deleted access point. Its alias is never used again. */
export interface RetiredAccessPoint {
  readonly name: string;
  readonly alias: string;
  readonly createdAt: number;
  readonly goneAt: number;
  readonly routes: readonly RoutingConfiguration[];
}

/** The resources of one account. */
export interface AccountState {
  readonly accountId: string;
  readonly accessPoints: Map<string, SimulatedAccessPoint>;
  readonly retired: RetiredAccessPoint[];
  /** By token ARN. Operations remain after the deletion of their access point. */
  readonly operations: Map<string, AsyncOperation>;
  readonly clientTokens: Map<string, ClientTokenUse>;
  /** In the order of their creation. */
  readonly jobs: BatchJob[];
  /** The number of accepted operations for each kind and name. */
  readonly attempts: Map<string, number>;
}

export function createSimulatedAccount(accountId: string): AccountState {
  return {
    accountId,
    accessPoints: new Map(),
    retired: [],
    operations: new Map(),
    clientTokens: new Map(),
    jobs: [],
    attempts: new Map(),
  };
}
