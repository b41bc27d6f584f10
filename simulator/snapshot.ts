import { type SimulatedBucket } from './buckets/simulated-buckets';
import { type SimulatedAccessPoint, accessPointArn } from './engine/access-point';
import { type AccountState, type AsyncOperation } from './engine/account';
import { findLast } from './engine/find-last';
import { type RoutingConfiguration } from './engine/routes-timeline';
import { type SimulatorState } from './engine/simulator-state';
import {
  type AccessPointStatus, type AsyncOperationName, type PublicAccessBlock, type RegionReport,
} from './model/control';
import { type BucketVersioningStatus } from './model/operations';
import { type ReplicationConfiguration } from './model/replication';

/** A routing configuration, with the times at which it was accepted and took effect in every control Region. */
export interface RoutesSnapshot {
  readonly submittedAt: number;
  readonly effectiveAt: number;
  /** The control Region that accepted it. Absent for the routes of the creation. */
  readonly submittedFrom?: string;
  readonly dials: Readonly<Record<string, number>>;
  readonly activeRegions: readonly string[];
}

export interface AccessPointSnapshot {
  readonly accountId: string;
  readonly name: string;
  readonly alias: string;
  readonly arn: string;
  readonly status: AccessPointStatus;
  readonly createdAt: number;
  readonly publicAccessBlock: PublicAccessBlock;
  readonly regions: readonly Required<RegionReport>[];
  readonly policy: { readonly established?: string; readonly proposed?: string; readonly isPublic: boolean };
  /** In the order in which they were accepted. */
  readonly routes: readonly RoutesSnapshot[];
}

export interface RetiredAccessPointSnapshot {
  readonly accountId: string;
  readonly name: string;
  readonly alias: string;
  readonly createdAt: number;
  readonly goneAt: number;
  readonly routes: readonly RoutesSnapshot[];
}

export interface OperationSnapshot {
  readonly accountId: string;
  readonly tokenArn: string;
  readonly operation: AsyncOperationName;
  readonly state: 'pending' | 'succeeded' | 'failed';
  readonly createdAt: number;
  readonly endsAt: number;
  /** The error code of a failed operation. */
  readonly code?: string;
}

export interface BucketSnapshot {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly versioning?: BucketVersioningStatus;
  /** The configuration in effect. Reads can still return the previous one. */
  readonly replication?: ReplicationConfiguration;
}

export interface SimulatorSnapshot {
  readonly at: number;
  readonly accessPoints: readonly AccessPointSnapshot[];
  /** Deleted access points, in the order of their deletion. */
  readonly retired: readonly RetiredAccessPointSnapshot[];
  readonly operations: readonly OperationSnapshot[];
  readonly buckets: readonly BucketSnapshot[];
}

/** Returns the Regions that were active in every control Region at a time, or the first active Regions before that. */
export function activeRegionsAt(routes: readonly RoutesSnapshot[], at: number): readonly string[] {
  return (findLast(routes, ({ effectiveAt }) => effectiveAt <= at) ?? routes[0]).activeRegions;
}

function routesSnapshot({
  submittedAt,
  effectiveAt,
  submittedFrom,
  dials,
  activeRegions,
}: RoutingConfiguration): RoutesSnapshot {
  return {
    submittedAt,
    effectiveAt,
    ...(submittedFrom !== undefined && { submittedFrom }),
    dials: Object.fromEntries(dials),
    activeRegions: [...activeRegions],
  };
}

function accessPointSnapshot(accessPoint: SimulatedAccessPoint, at: number): AccessPointSnapshot {
  const { accountId, name, alias, status, createdAt, publicAccessBlock, members, policy, routes } = accessPoint;
  const [established, proposed] = [policy.established(at), policy.proposed];
  return {
    accountId,
    name,
    alias,
    arn: accessPointArn(accountId, alias),
    status,
    createdAt,
    publicAccessBlock: { ...publicAccessBlock },
    regions: members.map((member) => ({
      Bucket: member.bucket,
      Region: member.region,
      BucketAccountId: member.accountId,
    })),
    policy: {
      ...(established !== undefined && { established: established.text }),
      ...(proposed !== undefined && { proposed }),
      isPublic: established?.isPublic ?? false,
    },
    routes: routes.configurations.map(routesSnapshot),
  };
}

function operationSnapshot(
  accountId: string, { tokenArn, operation, createdAt, durationMs, done, failure }: AsyncOperation,
): OperationSnapshot {
  const base = { accountId, tokenArn, operation, createdAt, endsAt: createdAt + durationMs };
  if (!done) return { ...base, state: 'pending' };
  return failure === undefined ? { ...base, state: 'succeeded' } : { ...base, state: 'failed', code: failure.code };
}

function bucketSnapshot({ name, region, accountId, versioning, replication }: SimulatedBucket): BucketSnapshot {
  const configuration = replication.at(-1)?.configuration;
  return {
    name,
    region,
    accountId,
    ...(versioning !== undefined && { versioning }),
    ...(configuration !== undefined && { replication: configuration }),
  };
}

function retiredSnapshots({ accountId, retired }: AccountState): RetiredAccessPointSnapshot[] {
  return retired.map((gone) => ({ ...gone, accountId, routes: gone.routes.map(routesSnapshot) }));
}

export function takeSnapshot(state: SimulatorState): SimulatorSnapshot {
  const at = state.advanceToNow();
  const accounts = [...state.accounts.values()];
  const accessPoints = accounts.flatMap((account) => [...account.accessPoints.values()]);
  return {
    at,
    accessPoints: accessPoints.map((accessPoint) => accessPointSnapshot(accessPoint, at)),
    retired: accounts.flatMap(retiredSnapshots),
    operations: accounts.flatMap(({ accountId, operations }) =>
      [...operations.values()].map((operation) => operationSnapshot(accountId, operation))),
    buckets: state.buckets.list().map(bucketSnapshot),
  };
}
