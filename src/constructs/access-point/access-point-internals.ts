import { type IConstruct } from 'constructs';
import { type MemberKmsKey } from '../buckets/key-statements';
import { type UnderlyingBucket } from '../buckets/underlying-bucket';
import { type FailoverConfiguration } from './failover-configuration';

/** The declaration of an access point, as far as other constructs need it. */
export interface AccessPointDeclaration {
  readonly buckets: readonly UnderlyingBucket[];
  readonly failover?: FailoverConfiguration;
  /** The creation time, as an attribute of the resource. */
  readonly createdAt: string;
  /** Changes if the alias can change: with the name, the buckets or the public access block. */
  readonly identity: string;
}

/** Facts about an access point that are not public. */
export interface AccessPointInternals {
  /** The KMS keys of the members. */
  readonly keys: readonly MemberKmsKey[];
  /** The members that do not delegate to the access point. */
  readonly undelegatedBuckets: readonly UnderlyingBucket[];
  /** The names of the members of an access point that was looked up. */
  readonly bucketNames?: readonly string[];
  /** Undefined for an imported access point. */
  readonly declaration?: AccessPointDeclaration;
}

const INTERNALS = new WeakMap<IConstruct, AccessPointInternals>();

/** Registers the facts about an access point. */
export function setAccessPointInternals(accessPoint: IConstruct, internals: AccessPointInternals): void {
  INTERNALS.set(accessPoint, internals);
}

/** Returns the facts about an access point, or undefined if another library implements it. */
export function getAccessPointInternals(accessPoint: IConstruct): AccessPointInternals | undefined {
  return INTERNALS.get(accessPoint);
}

/** Lists the ARNs of the members. Undefined if the members are not known. */
export function listMemberArns(accessPoint: IConstruct): string[] | undefined {
  const { declaration, bucketNames } = getAccessPointInternals(accessPoint) ?? {};
  return declaration?.buckets.map(({ bucketArn }) => bucketArn)
    ?? bucketNames?.map((name) => `arn:aws:s3:::${name}`);
}

/** Returns the declaration of an access point, or undefined if this application does not declare it. */
export function findAccessPointDeclaration(accessPoint: IConstruct): AccessPointDeclaration | undefined {
  return getAccessPointInternals(accessPoint)?.declaration;
}
