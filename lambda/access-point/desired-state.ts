import { type AccessPointSpec, type MemberBucket } from '../../control/access-points';
import { type AccessPointResourceProperties, readAccessPointResourceProperties } from '../../src/wire/access-point';
import { type RawProperties } from '../../src/wire/property-readers';
import { makeShortHash } from '../hash';
import { toHandlerRequestTimeout } from '../waiting';

/** The parsed properties. Order, defaults and the explicit account of the stack make no difference. */
export interface DesiredAccessPoint {
  readonly properties: AccessPointResourceProperties;
  /** The name in the template. Undefined if the handler generates a name. */
  readonly givenName?: string;
  readonly members: readonly MemberBucket[];
  readonly block: AccessPointResourceProperties['PublicAccessBlock'];
  /** The hash of everything immutable: name, members and public access block. */
  readonly specHash: string;
  readonly timeout: number;
}

export function parseDesiredAccessPoint(raw: RawProperties, accountId: string): DesiredAccessPoint {
  const properties = readAccessPointResourceProperties(raw);
  const members = normalizeMembers(properties, accountId);
  const block = properties.PublicAccessBlock;
  const memberParts = members.map((member) => [member.bucket, member.account ?? null]);
  const blockParts = [
    block.BlockPublicAcls,
    block.IgnorePublicAcls,
    block.BlockPublicPolicy,
    block.RestrictPublicBuckets,
  ];
  return {
    properties,
    givenName: properties.Name,
    members,
    block,
    specHash: makeShortHash([properties.Name ?? null, memberParts, blockParts]),
    timeout: toHandlerRequestTimeout(properties.TimeoutSeconds),
  };
}

function normalizeMembers({ Buckets: buckets }: AccessPointResourceProperties, accountId: string): MemberBucket[] {
  return buckets
    .map(({ Bucket: bucket, AccountId: account }) => ({
      bucket,
      ...(account === undefined || account === accountId ? {} : { account }),
    }))
    // By code unit, because a hash must not depend on the locale.
    .sort((a, b) => (makeMemberEqualityKey(a) < makeMemberEqualityKey(b) ? -1 : 1));
}

/** Two members are equal if their keys are equal. */
export function makeMemberEqualityKey(member: MemberBucket): string {
  return `${member.bucket} ${member.account ?? ''}`;
}

export function toAccessPointSpec(name: string, { members, block }: DesiredAccessPoint): AccessPointSpec {
  return { name, members, block };
}
