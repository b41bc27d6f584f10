import { ACCESS_POINT_TYPE } from '../../wire/resource-types';
import {
  getValueAtPath, type UncheckedFields, asFields, isUnknownValue, literalText, asList, asText,
} from '../evaluation/read';
import { isKnownText } from '../evaluation/symbols';
import { type TemplateBucket, findBucketByName } from './buckets';
import { type TemplateModel, type TemplateResource, memoizePerApplication } from './template-model';

export const NATIVE_ACCESS_POINT_TYPE = 'AWS::S3::MultiRegionAccessPoint';

/** An underlying bucket, as an access point declares it. */
export interface TemplateMember {
  readonly bucket: string;
  readonly location: string;
  /** The resource of the bucket; undefined if another application creates it. */
  readonly declared?: TemplateBucket;
  readonly region?: string;
  /** The account that the access point declares as owner. */
  readonly account?: string;
}

/** A Multi-Region Access Point of the application. */
export interface TemplateAccessPoint {
  readonly resource: TemplateResource;
  /** Whether a construct of this library created the resource. The construct itself reports its warnings. */
  readonly fromLibrary: boolean;
  /** The declared name; undefined if none is declared. */
  readonly name?: string;
  /** The text with which policies refer to the access point: the name, or a symbol. */
  readonly reference: string;
  readonly alias: string;
  readonly arn: string;
  readonly account: string;
  readonly members: readonly TemplateMember[];
  /** Whether the list contains all members. */
  readonly complete: boolean;
  readonly publicAccessBlock: UncheckedFields;
}

export const findAccessPoints = memoizePerApplication((application): TemplateAccessPoint[] => [
  ...application.resourcesOfType(NATIVE_ACCESS_POINT_TYPE).map((resource) =>
    readNativeAccessPoint(application, resource)),
  ...application.resourcesOfType(ACCESS_POINT_TYPE).map((resource) => readLibraryAccessPoint(application, resource)),
]);

function readNativeAccessPoint(application: TemplateModel, resource: TemplateResource): TemplateAccessPoint {
  const { properties } = resource;
  const alias = resource.reference('Alias');
  return {
    resource,
    fromLibrary: false,
    name: asText(properties.Name),
    reference: resource.reference(),
    alias,
    arn: `arn:aws:s3::${resource.account}:accesspoint/${alias}`,
    account: resource.account,
    ...readMembers(application, properties.Regions, 'Regions', 'BucketAccountId'),
    publicAccessBlock: asFields(properties.PublicAccessBlockConfiguration) ?? {},
  };
}

function readLibraryAccessPoint(application: TemplateModel, resource: TemplateResource): TemplateAccessPoint {
  const { properties } = resource;
  return {
    resource,
    fromLibrary: true,
    name: asText(properties.Name),
    reference: resource.reference('Name'),
    alias: resource.reference('Alias'),
    arn: resource.reference('Arn'),
    account: resource.account,
    ...readMembers(application, properties.Buckets, 'Buckets', 'AccountId'),
    publicAccessBlock: asFields(properties.PublicAccessBlock) ?? {},
  };
}

function readMembers(
  application: TemplateModel,
  value: unknown,
  property: string,
  accountKey: string,
): { members: TemplateMember[]; complete: boolean } {
  const entries = asList(value);
  const members = entries.flatMap((entry, index): TemplateMember[] => {
    const bucket = asText(getValueAtPath(entry, 'Bucket'));
    if (bucket === undefined || isUnknownValue(entry)) return [];
    application.symbols.markBucketName(bucket);
    const declared = findBucketByName(application, bucket);
    return [
      {
        bucket,
        location: `Properties/${property}/${index}`,
        declared,
        region: literalText(getValueAtPath(entry, 'Region')) ?? declared?.region,
        account: asText(getValueAtPath(entry, accountKey)),
      },
    ];
  });
  return { members, complete: members.length === entries.length };
}

/** The account that owns a member: digits, or a symbol. */
export function findOwnerOfMember(accessPoint: TemplateAccessPoint, member: TemplateMember): string {
  return member.account ?? member.declared?.account ?? accessPoint.account;
}

/**
 * Returns whether the owner of a member has an account that another stack names, while the stack of the access point
 * names none. Stacks that name no account are probably in another one.
 */
export function isProbablyMemberOfAnotherAccount(accessPoint: TemplateAccessPoint, member: TemplateMember): boolean {
  const { account, resource: { application } } = accessPoint;
  const owner = findOwnerOfMember(accessPoint, member);
  return !isKnownText(account) && application.allStacks.some((stack) => stack.account === owner);
}

export function isMemberOfAnotherAccount(accessPoint: TemplateAccessPoint, member: TemplateMember): boolean {
  const owner = findOwnerOfMember(accessPoint, member);
  return owner !== accessPoint.account && isKnownText(owner) && isKnownText(accessPoint.account);
}

const accessPointIndex = memoizePerApplication((application) => {
  const found = {
    byAlias: new Map<string, TemplateAccessPoint>(),
    byReference: new Map<string, TemplateAccessPoint[]>(),
    byMember: new Map<string, TemplateAccessPoint[]>(),
  };
  const add = (map: Map<string, TemplateAccessPoint[]>, key: string, entry: TemplateAccessPoint) => {
    map.set(key, [...(map.get(key) ?? []), entry]);
  };
  for (const entry of findAccessPoints(application)) {
    found.byAlias.set(entry.alias, entry);
    add(found.byReference, entry.reference, entry);
    for (const member of new Set(entry.members.map(({ bucket }) => bucket))) add(found.byMember, member, entry);
  }
  return found;
});

/** The access points that have the bucket as a member. */
export function findAccessPointsWithMember(
  application: TemplateModel,
  bucket: TemplateBucket,
): readonly TemplateAccessPoint[] {
  return findAccessPointsWithMemberName(application, bucket.name);
}

/** The access points that have a bucket as a member, also if another application creates the bucket. */
export function findAccessPointsWithMemberName(
  application: TemplateModel, bucket: string,
): readonly TemplateAccessPoint[] {
  return accessPointIndex(application).byMember.get(bucket) ?? [];
}

export function findAccessPointByAlias(
  application: TemplateModel,
  alias: string | undefined,
): TemplateAccessPoint | undefined {
  return alias === undefined ? undefined : accessPointIndex(application).byAlias.get(alias);
}

/** Returns whether an access point of the application has the name or symbol. */
export function isAccessPointReference(application: TemplateModel, name: string): boolean {
  return accessPointIndex(application).byReference.has(name);
}

/** The access point of an ARN; the ARN may be that of an object. */
export function findAccessPointByArn(application: TemplateModel, arn: string): TemplateAccessPoint | undefined {
  return findAccessPointByAlias(application, /^arn:[^:]*:s3::[^:]*:accesspoint\/([^/]+)/.exec(arn)?.[1]);
}

/** The access point with a name or symbol in an account. */
export function findAccessPointByName(
  application: TemplateModel,
  name: string | undefined,
  account: string,
): TemplateAccessPoint | undefined {
  const called = name === undefined ? [] : (accessPointIndex(application).byReference.get(name) ?? []);
  // A symbol belongs to exactly one access point.
  return called.find((accessPoint) => accessPoint.account === account || !isKnownText(accessPoint.reference));
}
