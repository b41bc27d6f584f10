import { type OwnBucket } from './buckets/own';
import { type AccessPoint, accessPointArn } from './engine/access-point';
import { type Account, type AsyncOperation } from './engine/account';
import { findLast } from './engine/find-last';
import { type RoutesMoment } from './engine/routes-timeline';
import { type World } from './engine/world';
import { type AccessPointStatus, type AsyncOperationName, type PublicAccessBlock, type RegionReport } from './model/control';
import { type Versioning } from './model/operations';
import { type ReplicationConfiguration } from './model/replication';

/** One routing configuration: accepted at one moment, shown by every control Region from another one on. */
export interface RoutesSnapshot {
  readonly submittedAt: number;
  readonly effectiveAt: number;
  /** The control Region that took it; absent for what holds since creation. */
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
  /** In the order they were accepted. */
  readonly routes: readonly RoutesSnapshot[];
}

export interface RetiredSnapshot {
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
  /** Only once it has failed. */
  readonly code?: string;
}

export interface BucketSnapshot {
  readonly name: string;
  readonly region: string;
  readonly accountId: string;
  readonly versioning?: Versioning;
  /** In force, whatever a read still shows. */
  readonly replication?: ReplicationConfiguration;
}

export interface Snapshot {
  readonly at: number;
  readonly accessPoints: readonly AccessPointSnapshot[];
  /** Access points that are gone, in the order they went. */
  readonly retired: readonly RetiredSnapshot[];
  readonly operations: readonly OperationSnapshot[];
  readonly buckets: readonly BucketSnapshot[];
}

/** The Regions that were active everywhere at a moment; before creation, those that were active first. */
export function activeRegionsAt(routes: readonly RoutesSnapshot[], at: number): readonly string[] {
  return (findLast(routes, ({ effectiveAt }) => effectiveAt <= at) ?? routes[0]).activeRegions;
}

function routesSnapshot({ submittedAt, effectiveAt, submittedFrom, dials, activeRegions }: RoutesMoment): RoutesSnapshot {
  return {
    submittedAt,
    effectiveAt,
    ...(submittedFrom !== undefined && { submittedFrom }),
    dials: Object.fromEntries(dials),
    activeRegions: [...activeRegions],
  };
}

function accessPointSnapshot(accessPoint: AccessPoint, at: number): AccessPointSnapshot {
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
    regions: members.map((member) => ({ Bucket: member.bucket, Region: member.region, BucketAccountId: member.accountId })),
    policy: {
      ...(established !== undefined && { established: established.text }),
      ...(proposed !== undefined && { proposed }),
      isPublic: established?.isPublic ?? false,
    },
    routes: routes.moments.map(routesSnapshot),
  };
}

function operationSnapshot(accountId: string, { tokenArn, operation, createdAt, durationMs, done, failure }: AsyncOperation): OperationSnapshot {
  const base = { accountId, tokenArn, operation, createdAt, endsAt: createdAt + durationMs };
  if (!done) return { ...base, state: 'pending' };
  return failure === undefined ? { ...base, state: 'succeeded' } : { ...base, state: 'failed', code: failure.code };
}

function bucketSnapshot({ name, region, accountId, versioning, replication }: OwnBucket): BucketSnapshot {
  const configuration = replication.at(-1)?.configuration;
  return {
    name,
    region,
    accountId,
    ...(versioning !== undefined && { versioning }),
    ...(configuration !== undefined && { replication: configuration }),
  };
}

function retiredSnapshots({ accountId, retired }: Account): RetiredSnapshot[] {
  return retired.map((gone) => ({ ...gone, accountId, routes: gone.routes.map(routesSnapshot) }));
}

export function takeSnapshot(world: World): Snapshot {
  const at = world.now();
  const accounts = [...world.accounts.values()];
  return {
    at,
    accessPoints: accounts.flatMap(({ accessPoints }) => [...accessPoints.values()].map((one) => accessPointSnapshot(one, at))),
    retired: accounts.flatMap(retiredSnapshots),
    operations: accounts.flatMap(({ accountId, operations }) => [...operations.values()].map((one) => operationSnapshot(accountId, one))),
    buckets: world.buckets.list().map(bucketSnapshot),
  };
}
