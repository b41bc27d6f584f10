import { type AccessPointRequest, type Member } from '../../control/access-points';
import { SECOND } from '../../control/clock';
import { SUCCESSOR_SUFFIX_LENGTH } from '../../src/checks/provisioning';
import { type AccessPointProperties, readAccessPointProperties } from '../../src/contract/access-point';
import { type RawProperties } from '../../src/contract/reading';
import { type ResourceEvent } from '../cloudformation/event';
import { base32, shortHash } from '../hash';

/** What a template asks for, in a form in which equal wishes are equal: order, defaults and the spelling of the own account do not matter. */
export interface Wish {
  readonly properties: AccessPointProperties;
  /** The name that the user gave. */
  readonly givenName?: string;
  readonly members: readonly Member[];
  readonly block: AccessPointProperties['PublicAccessBlock'];
  /** The hash of name, members and block: of everything that cannot be changed. */
  readonly madeFor: string;
  readonly timeout: number;
}

export function readWish(raw: RawProperties, accountId: string): Wish {
  const properties = readAccessPointProperties(raw);
  const members = normalizeMembers(properties, accountId);
  const block = properties.PublicAccessBlock;
  const blockBits = [block.BlockPublicAcls, block.IgnorePublicAcls, block.BlockPublicPolicy, block.RestrictPublicBuckets];
  return {
    properties,
    givenName: properties.Name,
    members,
    block,
    madeFor: shortHash([properties.Name ?? null, members.map((member) => [member.bucket, member.account ?? null]), blockBits]),
    timeout: properties.TimeoutSeconds * SECOND,
  };
}

function normalizeMembers(properties: AccessPointProperties, accountId: string): Member[] {
  return properties.Buckets
    .map((bucket) => ({
      bucket: bucket.Bucket,
      ...(bucket.AccountId === undefined || bucket.AccountId === accountId ? {} : { account: bucket.AccountId }),
    }))
    // By code unit: a hash must not depend on a locale.
    .sort((a, b) => (memberKey(a) < memberKey(b) ? -1 : 1));
}

/** Two members are the same when their keys are. */
export function memberKey(member: Member): string {
  return `${member.bucket} ${member.account ?? ''}`;
}

/** The name of a first access point: the given one, or one that follows the stack, the logical id and the wish. */
export function firstName(event: ResourceEvent, wish: Wish): string {
  return wish.givenName ?? generatedName(event, wish);
}

/** The name of an access point that replaces one of `oldName`, which holds its name until it is deleted. */
export function successorName(event: ResourceEvent, wish: Wish, oldName: string, oldGivenName: string | undefined): string {
  if (wish.givenName === undefined) return generatedName(event, wish);
  const renamed = wish.givenName !== oldGivenName && wish.givenName !== oldName;
  // As with a generated name, two stacks never choose the same one.
  return renamed ? wish.givenName : `${wish.givenName}-${shortHash(identityOf(event, wish)).slice(0, SUCCESSOR_SUFFIX_LENGTH - 1)}`;
}

function generatedName(event: ResourceEvent, wish: Wish): string {
  return `mrap-${base32(identityOf(event, wish), 26)}`;
}

function identityOf({ stackId, logicalId }: ResourceEvent, { madeFor }: Wish): string[] {
  return [stackId, logicalId, madeFor];
}

export function requestOf(name: string, wish: Wish): AccessPointRequest {
  return { name, members: wish.members, block: wish.block };
}
