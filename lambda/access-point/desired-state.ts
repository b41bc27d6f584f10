import { type AccessPointRequest, type MemberBucket } from '../../control/access-points';
import { SECOND } from '../../control/clock';
import { SUCCESSOR_SUFFIX_LENGTH } from '../../src/diagnostics/checks/provisioning';
import { type AccessPointProperties, readAccessPointProperties } from '../../src/wire/access-point';
import { type RawProperties } from '../../src/wire/property-readers';
import { type ResourceEvent } from '../cloudformation/event';
import { base32, shortHash } from '../hash';

/** What a template asks for, in a form in which equal wishes are equal: order, defaults and the spelling of the own account do not matter. */
export interface DesiredState {
  readonly properties: AccessPointProperties;
  /** The name that the user gave. */
  readonly givenName?: string;
  readonly members: readonly MemberBucket[];
  readonly block: AccessPointProperties['PublicAccessBlock'];
  /** The hash of name, members and block: of everything that cannot be changed. */
  readonly specHash: string;
  readonly timeout: number;
}

export function parseDesiredState(raw: RawProperties, accountId: string): DesiredState {
  const properties = readAccessPointProperties(raw);
  const members = normalizeMembers(properties, accountId);
  const block = properties.PublicAccessBlock;
  const blockBits = [block.BlockPublicAcls, block.IgnorePublicAcls, block.BlockPublicPolicy, block.RestrictPublicBuckets];
  return {
    properties,
    givenName: properties.Name,
    members,
    block,
    specHash: shortHash([properties.Name ?? null, members.map((member) => [member.bucket, member.account ?? null]), blockBits]),
    timeout: properties.TimeoutSeconds * SECOND,
  };
}

function normalizeMembers(properties: AccessPointProperties, accountId: string): MemberBucket[] {
  return properties.Buckets
    .map((bucket) => ({
      bucket: bucket.Bucket,
      ...(bucket.AccountId === undefined || bucket.AccountId === accountId ? {} : { account: bucket.AccountId }),
    }))
    // By code unit: a hash must not depend on a locale.
    .sort((a, b) => (memberKey(a) < memberKey(b) ? -1 : 1));
}

/** Two members are the same when their keys are. */
export function memberKey(member: MemberBucket): string {
  return `${member.bucket} ${member.account ?? ''}`;
}

/** The name of a first access point: the given one, or one that follows the stack, the logical id and the wish. */
export function firstName(event: ResourceEvent, desired: DesiredState): string {
  return desired.givenName ?? generatedName(event, desired);
}

/** The name of an access point that replaces one of `oldName`, which holds its name until it is deleted. */
export function successorName(event: ResourceEvent, desired: DesiredState, oldName: string, oldGivenName: string | undefined): string {
  if (desired.givenName === undefined) return generatedName(event, desired);
  const renamed = desired.givenName !== oldGivenName && desired.givenName !== oldName;
  // As with a generated name, two stacks never choose the same one.
  return renamed ? desired.givenName : `${desired.givenName}-${shortHash(identityOf(event, desired)).slice(0, SUCCESSOR_SUFFIX_LENGTH - 1)}`;
}

function generatedName(event: ResourceEvent, desired: DesiredState): string {
  return `mrap-${base32(identityOf(event, desired), 26)}`;
}

function identityOf({ stackId, logicalId }: ResourceEvent, { specHash }: DesiredState): string[] {
  return [stackId, logicalId, specHash];
}

export function requestOf(name: string, desired: DesiredState): AccessPointRequest {
  return { name, members: desired.members, block: desired.block };
}
