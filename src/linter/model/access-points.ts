import { ACCESS_POINT_TYPE } from '../../wire/resource-types';
import { getPath, type Fields, asFields, isUnknown, literalText, asList, asText } from '../evaluation/read';
import { isKnown } from '../evaluation/symbols';
import { type Bucket, bucketNamed } from './buckets';
import { type Application, type TemplateResource, view } from './template-model';

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
  readonly resource: TemplateResource;
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

function nativeAccessPoint(application: Application, resource: TemplateResource): AccessPoint {
  const { properties } = resource;
  const alias = resource.reference('Alias');
  return {
    resource,
    ours: false,
    name: asText(properties.Name),
    reference: resource.reference(),
    alias,
    arn: `arn:aws:s3::${resource.account}:accesspoint/${alias}`,
    account: resource.account,
    ...membersOf(application, properties.Regions, 'Regions', 'BucketAccountId'),
    block: asFields(properties.PublicAccessBlockConfiguration) ?? {},
  };
}

function ourAccessPoint(application: Application, resource: TemplateResource): AccessPoint {
  const { properties } = resource;
  return {
    resource,
    ours: true,
    name: asText(properties.Name),
    reference: resource.reference('Name'),
    alias: resource.reference('Alias'),
    arn: resource.reference('Arn'),
    account: resource.account,
    ...membersOf(application, properties.Buckets, 'Buckets', 'AccountId'),
    block: asFields(properties.PublicAccessBlock) ?? {},
  };
}

function membersOf(application: Application, value: unknown, property: string, accountKey: string): { members: Member[]; complete: boolean } {
  const entries = asList(value);
  const members = entries.flatMap((entry, index): Member[] => {
    const bucket = asText(getPath(entry, 'Bucket'));
    if (bucket === undefined || isUnknown(entry)) return [];
    const made = bucketNamed(application, bucket);
    return [{ bucket, location: `Properties/${property}/${index}`, made, region: literalText(getPath(entry, 'Region')) ?? made?.region, account: asText(getPath(entry, accountKey)) }];
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

const index = view((application) => {
  const found = {
    byAlias: new Map<string, AccessPoint>(),
    byReference: new Map<string, AccessPoint[]>(),
    byMember: new Map<string, AccessPoint[]>(),
  };
  const add = (map: Map<string, AccessPoint[]>, key: string, entry: AccessPoint) => { map.set(key, [...map.get(key) ?? [], entry]); };
  for (const entry of accessPoints(application)) {
    found.byAlias.set(entry.alias, entry);
    add(found.byReference, entry.reference, entry);
    for (const member of new Set(entry.members.map(({ bucket }) => bucket))) add(found.byMember, member, entry);
  }
  return found;
});

/** The access points that a bucket is a member of. */
export function accessPointsOver(application: Application, bucket: Bucket): readonly AccessPoint[] {
  return index(application).byMember.get(bucket.name) ?? [];
}

export function accessPointByAlias(application: Application, alias: string | undefined): AccessPoint | undefined {
  return alias === undefined ? undefined : index(application).byAlias.get(alias);
}

/** Whether some access point of the application is called so. */
export function isReference(application: Application, name: string): boolean {
  return index(application).byReference.has(name);
}

/** The access point that an ARN, of itself or of objects behind it, is about. */
export function accessPointByArn(application: Application, arn: string): AccessPoint | undefined {
  return accessPointByAlias(application, /^arn:[^:]*:s3::[^:]*:accesspoint\/([^/]+)/.exec(arn)?.[1]);
}

/** The access point that something names by its name. */
export function accessPointNamed(application: Application, name: string | undefined, account: string): AccessPoint | undefined {
  const called = name === undefined ? [] : index(application).byReference.get(name) ?? [];
  // A name that is a symbol is one access point's alone.
  return called.find((accessPoint) => accessPoint.account === account || !isKnown(accessPoint.reference));
}
