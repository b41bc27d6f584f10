import { isDeepStrictEqual } from 'node:util';
import { type AccessPointStatus } from '../../src/facts/operation-status';
import { type AccessPointVersion } from './access-point-version';
import { type PlannedEffect } from './planned-effect';

/** The live access point with the name of a declared one. */
export interface LiveAccessPointSummary {
  readonly status: AccessPointStatus;
  readonly alias: string;
  readonly members: readonly string[];
  readonly block: Readonly<Record<string, boolean>>;
}

/** Everything that decides how a deployment treats one access point. */
export interface AccessPointVersions {
  /** Undefined if the new template does not declare the access point. */
  readonly next?: AccessPointVersion;
  /** Undefined if the deployed template does not declare it. */
  readonly deployed?: AccessPointVersion;
  /** The name in S3; undefined if CloudFormation or the handler will generate it. */
  readonly name?: string;
  /** Absent if S3 has no such access point, and `unread` if S3 did not return it. */
  readonly live?: LiveAccessPointSummary | 'unread';
  /** Whether another resource of the new templates adopts the access point. */
  readonly isAdoptedByOther?: boolean;
}

const ALIAS_LOST = 'Requests with the ARN or alias of the old access point fail. S3 never assigns an alias again.';
const DATA_STAYS = 'The buckets and their objects stay.';

type Outcome = Pick<PlannedEffect, 'action' | 'reason' | 'clients' | 'data'>;

/** Decides how a deployment treats an access point. Undefined if it does not concern the access point. */
export function planAccessPoint(versions: AccessPointVersions): PlannedEffect | undefined {
  const { next, deployed, name } = versions;
  const version = next ?? deployed;
  if (version === undefined) return undefined;
  const outcome = chooseOutcome(versions);
  return outcome && { kind: 'access point', name: name ?? '(generated name)', path: version.path, ...outcome };
}

function chooseOutcome(versions: AccessPointVersions): Outcome | undefined {
  const { next, deployed } = versions;
  if (next === undefined) return planRemoval(deployed!, versions);
  return deployed === undefined ? planCreation(next, versions) : planUpdate(deployed, next, versions);
}

function planCreation(next: AccessPointVersion, { name, live }: AccessPointVersions): Outcome {
  if (live === 'unread') {
    return { action: 'unknown', reason: 'S3 did not return whether an access point with this name exists' };
  }
  if (live === undefined) return { action: 'create', reason: 'no access point of the account has this name' };
  const alias = `the account has an access point with this name, alias ${live.alias}`;
  if (!next.adoptsExisting) {
    return {
      action: 'refuse',
      reason: next.isNative
        ? `${alias}; AWS::S3::MultiRegionAccessPoint cannot adopt it`
        : `${alias}; ExistingAccessPointPolicy.ADOPT would adopt it`,
    };
  }
  // The deployment waits until S3 has created the access point.
  const isUsable = live.status === 'READY' || live.status === 'CREATING';
  const differences = [...(isUsable ? [] : [`it is ${live.status}`]), ...listDifferences(live, next)];
  return differences.length === 0
    ? { action: 'adopt', reason: alias, clients: 'None: the ARN and the alias stay.', data: DATA_STAYS }
    : { action: 'refuse', reason: `${alias}, differs from ${name}: ${differences.join('; ')}` };
}

function planUpdate(
  deployed: AccessPointVersion, next: AccessPointVersion, { live }: AccessPointVersions,
): Outcome | undefined {
  if (next.isNative !== deployed.isNative) {
    return { action: 'refuse', reason: 'the template changes the type of the resource, which CloudFormation cannot' };
  }
  const changes = listChanges(deployed, next);
  if (changes.length === 0) return findUnexpectedLiveState(next, live) ?? findChangedRegions(deployed, next);
  const reason = `the template changes ${changes.join(' and ')}, which S3 cannot change`;
  if (!next.allowsReplacement) return { action: 'refuse', reason: `${reason}, and forbids a replacement` };
  if (next.isNative && next.name !== undefined && next.name === deployed.name) {
    return { action: 'refuse', reason: `${reason}, and a replacement with the same name cannot exist beside it` };
  }
  return {
    action: 'replace',
    reason,
    clients: next.keepsReplaced
      ? 'The new access point has another ARN and alias. CloudFormation keeps the old one, which no stack manages.'
      : ALIAS_LOST,
    data: DATA_STAYS,
  };
}

/** S3 reads the Regions of members from their buckets, and the handler only checks the declared ones. */
function findChangedRegions(deployed: AccessPointVersion, next: AccessPointVersion): Outcome | undefined {
  const changes = Object.entries(next.regions).filter(([member, region]) => deployed.regions[member] !== region)
    .map(([member, region]) => `${member} from ${deployed.regions[member]} to ${region}`);
  return changes.length === 0 ? undefined : {
    action: 'keep',
    reason: `the template changes the Region of ${changes.join(', of ')}; a bucket stays in its Region`,
    clients: 'None: the access point and its members stay.',
  };
}

/** A deployment does not correct manual changes of an access point whose declaration is unchanged. */
function findUnexpectedLiveState(
  version: AccessPointVersion, live: AccessPointVersions['live'],
): Outcome | undefined {
  if (version.name === undefined || live === 'unread') return undefined;
  if (live === undefined) {
    return {
      action: 'keep',
      reason: 'S3 has no access point with this name; the declaration is unchanged, so no deployment creates it again',
      clients: 'Requests fail until you deploy it with another name or as a new construct.',
    };
  }
  const differences = [
    ...(live.status === 'READY' ? [] : [`it is ${live.status}`]), ...listDifferences(live, version),
  ];
  return differences.length === 0
    ? undefined
    : { action: 'keep', reason: `the live access point differs from its declaration: ${differences.join('; ')}` };
}

function planRemoval(deployed: AccessPointVersion, { live, isAdoptedByOther }: AccessPointVersions): Outcome {
  const removed = 'the new template does not declare it';
  if (isAdoptedByOther) return { action: 'keep', reason: `${removed}, and another construct adopts it` };
  if (deployed.isRetained) {
    return { action: 'keep', reason: `${removed}, and its removal policy retains it; no stack manages it then` };
  }
  if (live === undefined && deployed.name !== undefined) {
    return { action: 'keep', reason: `${removed}, and S3 has no access point with this name` };
  }
  return { action: 'delete', reason: removed, clients: ALIAS_LOST, data: DATA_STAYS };
}

function listChanges(deployed: AccessPointVersion, next: AccessPointVersion): string[] {
  return [
    ...(deployed.name === next.name ? [] : ['the name']),
    ...(isDeepStrictEqual(deployed.members, next.members) ? [] : ['the set of buckets']),
    ...(isDeepStrictEqual(deployed.block, next.block) ? [] : ['the public access block']),
  ];
}

const EXPRESSION = /\$\{/;

/** Lists the differences of live values and declared values that are known before the deployment. */
function listDifferences(live: LiveAccessPointSummary, { members, block }: AccessPointVersion): string[] {
  const known = members.filter((member) => !EXPRESSION.test(member));
  const hasUnknown = known.length < members.length;
  const missing = known.filter((member) => !live.members.includes(member));
  const extra = hasUnknown ? [] : live.members.filter((member) => !known.includes(member));
  return [
    ...missing.map((member) => `bucket ${member} is declared but not a member`),
    ...extra.map((member) => `bucket ${member} is a member but not declared`),
    ...Object.keys(block)
      .filter((flag) => typeof block[flag] === 'boolean' && block[flag] !== live.block[flag])
      .map((flag) => `${flag} is ${live.block[flag]}, declared ${block[flag]}`),
  ];
}
