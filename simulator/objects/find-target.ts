import { type SimulatedBucket } from '../buckets/simulated-buckets';
import { type SimulatedAccessPoint } from '../engine/access-point';
import { parseAccessPointArn } from '../engine/find-access-point';
import { findLast } from '../engine/find-last';
import { accessDeniedError, noSuchAccessPointError, noSuchBucketError, ServiceError } from '../engine/service-error';
import { type SimulatorState } from '../engine/simulator-state';
import { type SimulatedCallContext } from '../model/operations';

/** The parts of a call that select the bucket that answers. */
export interface TargetedCall extends SimulatedCallContext {
  readonly input: { readonly Bucket?: string; readonly ExpectedBucketOwner?: string };
  readonly at: number;
}

/** Finds the access point of a call, or undefined if the call names a bucket. */
export function findTargetAccessPoint(state: SimulatorState, call: TargetedCall): SimulatedAccessPoint | undefined {
  const arn = parseAccessPointArn(call.input.Bucket ?? '');
  if (arn === undefined) return undefined;
  const accessPoints = [...state.account(arn.accountId).accessPoints.values()];
  const found = accessPoints.find(({ alias, status }) => alias === arn.alias && status !== 'CREATING');
  if (found === undefined) throw noSuchAccessPointError();
  return found;
}

/**
 * Returns the Region that S3 routes a request to: the nearest member if its route is active, else the first active
 * member. S3 does not check whether that member is available, or whether it has the object.
 */
export function routeRequest(
  { routes, members }: SimulatedAccessPoint, nearest: string | undefined, at: number,
): string {
  const inForce = findLast(routes.configurations, ({ effectiveAt }) => effectiveAt <= at) ?? routes.configurations[0];
  const active = members.filter(({ region }) => inForce.activeRegions.includes(region)).map(({ region }) => region);
  return nearest !== undefined && active.includes(nearest) ? nearest : active[0];
}

/** Finds the bucket that answers a call. Returns undefined if the target of the call does not exist. */
export function findServer(state: SimulatorState, call: TargetedCall): SimulatedBucket | undefined {
  try {
    return findTarget(state, call);
  } catch (error) {
    if (error instanceof ServiceError) return undefined;
    throw error;
  }
}

/**
 * Finds the bucket that answers a call: the named bucket, or a member of the named access point. Policies decide about
 * the requests of other accounts.
 */
export function findTarget(state: SimulatorState, call: TargetedCall): SimulatedBucket {
  const accessPoint = findTargetAccessPoint(state, call);
  const name = accessPoint === undefined ? call.input.Bucket : findActiveMember(state, accessPoint, call);
  const bucket = state.buckets.get(name ?? '');
  if (bucket === undefined) throw noSuchBucketError();
  const { ExpectedBucketOwner: expectedOwner = bucket.accountId } = call.input;
  if (expectedOwner !== bucket.accountId) throw accessDeniedError();
  return bucket;
}

/** Returns the bucket of the member that S3 routes a call to. */
function findActiveMember(
  state: SimulatorState, accessPoint: SimulatedAccessPoint, call: TargetedCall,
): string | undefined {
  const nearest = call.nearestRegion ?? state.settings.nearestRegion(call.caller);
  const region = routeRequest(accessPoint, nearest, call.at);
  return accessPoint.members.find((candidate) => candidate.region === region)?.bucket;
}

/** Returns the bucket or access point of the resource of a permission. */
export function parseTargetOfResource(resource: string): string {
  return resource.replace(/^(arn:aws:s3::\d+:accesspoint\/[^/]+)\/.*$/s, '$1')
    .replace(/^arn:aws:s3:::([^/]+)(?:\/.*)?$/s, '$1');
}

/** Returns the resource of a permission: the named bucket or access point, or an object in it. */
export function targetResource(target: string | undefined, key?: string): string {
  const arn = parseAccessPointArn(target ?? '');
  if (arn === undefined) return `arn:aws:s3:::${target ?? '*'}${key === undefined ? '' : `/${key}`}`;
  return key === undefined ? target! : `${target}/object/${key}`;
}
