import { ACCESS_POINT_TYPE } from '../../contract/resource-types';
import { type Application, type Resource, view } from '../application';
import { at, type Fields, fieldsOf, isUnknown, knownText, listOf, textOf } from '../values/read';
import { isKnown } from '../values/symbols';
import { type Bucket, bucketNamed } from './buckets';

export const NATIVE_TYPE = 'AWS::S3::MultiRegionAccessPoint';

/** An underlying bucket as an access point names it. */
export interface Member {
  readonly bucket: string;
  readonly location: string;
  /** The bucket itself, where the application makes it. */
  readonly made?: Bucket;
  readonly region?: string;
  /** The owner that the access point names. */
  readonly account?: string;
}

/** A Multi-Region Access Point that the application makes. */
export interface AccessPoint {
  readonly resource: Resource;
  /** Made by a construct of this library, which has reported its warnings already. */
  readonly ours: boolean;
  /** The name given; undefined where none is. */
  readonly name?: string;
  /** What policies and others name it by: the name, or a symbol. */
  readonly reference: string;
  readonly alias: string;
  readonly arn: string;
  readonly account: string;
  readonly members: readonly Member[];
  /** Whether these are all members. */
  readonly complete: boolean;
  readonly block: Fields;
}

export const accessPoints = view((application): AccessPoint[] => [
  ...application.ofType(NATIVE_TYPE).map((resource) => nativeAccessPoint(application, resource)),
  ...application.ofType(ACCESS_POINT_TYPE).map((resource) => ourAccessPoint(application, resource)),
]);

function nativeAccessPoint(application: Application, resource: Resource): AccessPoint {
  const { properties } = resource;
  const alias = resource.reference('Alias');
  return {
    resource,
    ours: false,
    name: textOf(properties.Name),
    reference: resource.reference(),
    alias,
    arn: `arn:aws:s3::${resource.account}:accesspoint/${alias}`,
    account: resource.account,
    ...membersOf(application, properties.Regions, 'Regions', 'BucketAccountId'),
    block: fieldsOf(properties.PublicAccessBlockConfiguration) ?? {},
  };
}

function ourAccessPoint(application: Application, resource: Resource): AccessPoint {
  const { properties } = resource;
  return {
    resource,
    ours: true,
    name: textOf(properties.Name),
    reference: resource.reference('Name'),
    alias: resource.reference('Alias'),
    arn: resource.reference('Arn'),
    account: resource.account,
    ...membersOf(application, properties.Buckets, 'Buckets', 'AccountId'),
    block: fieldsOf(properties.PublicAccessBlock) ?? {},
  };
}

function membersOf(application: Application, value: unknown, property: string, accountKey: string): { members: Member[]; complete: boolean } {
  const entries = listOf(value);
  const members = entries.flatMap((entry, index): Member[] => {
    const bucket = textOf(at(entry, 'Bucket'));
    if (bucket === undefined || isUnknown(entry)) return [];
    const made = bucketNamed(application, bucket);
    return [{ bucket, location: `Properties/${property}/${index}`, made, region: knownText(at(entry, 'Region')) ?? made?.region, account: textOf(at(entry, accountKey)) }];
  });
  return { members, complete: members.length === entries.length };
}

/** Who owns a member, where that is known. */
export function ownerOf(accessPoint: AccessPoint, member: Member): string {
  return member.account ?? member.made?.account ?? accessPoint.account;
}

export function isForeign(accessPoint: AccessPoint, member: Member): boolean {
  const owner = ownerOf(accessPoint, member);
  return owner !== accessPoint.account && isKnown(owner) && isKnown(accessPoint.account);
}

/** The access points that a bucket is a member of. */
export function accessPointsOver(application: Application, bucket: Bucket): AccessPoint[] {
  return accessPoints(application).filter(({ members }) => members.some((member) => member.bucket === bucket.name));
}

/** The access point that an ARN, of itself or of objects behind it, is about. */
export function accessPointByArn(application: Application, arn: string): AccessPoint | undefined {
  const alias = /^arn:[^:]*:s3::[^:]*:accesspoint\/([^/]+)/.exec(arn)?.[1];
  return accessPoints(application).find((accessPoint) => accessPoint.alias === alias);
}

/** The access point that something names by its name. */
export function accessPointNamed(application: Application, name: string | undefined, account: string): AccessPoint | undefined {
  return accessPoints(application).find((accessPoint) => accessPoint.reference === name && (accessPoint.account === account || !isKnown(name ?? '')));
}
