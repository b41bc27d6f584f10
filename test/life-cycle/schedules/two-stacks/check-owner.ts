import { comparePolicies } from '../../../../control/canonical-policy';
import { parsePolicyMarker } from '../../../../control/policy-marker';
import { parsePhysicalId } from '../../../../lambda/access-point/physical-id';
import { type AccessPointSnapshot, type SimulatorSnapshot } from '../../../../simulator';
import { ACCESS_POINT_TYPE, POLICY_TYPE } from '../../../../src/wire/resource-types';
import { type ScheduleContext } from '../schedule-context';
import { listSettledIds, type StackRecord } from './stack-record';

/** A resource with its access point, and the policy that its stack declares. */
interface Holder {
  readonly record: StackRecord;
  readonly owner: string;
  readonly isAdopter: boolean;
  readonly policy?: unknown;
}

/** Lists the resources of all stacks that have an access point. */
export function listHolders(records: readonly StackRecord[], alias: string): Holder[] {
  return records.flatMap((record) => {
    const resources = [...record.stack.resources.values()];
    return listSettledIds(resources).filter((id) => id.alias === alias).map(({ owner, kind }) => {
      const policy = record.isPolicyUnknown ? undefined : resources.find(({ declared, properties }) =>
        declared.type === POLICY_TYPE && properties.Owner === owner)?.properties.Policy;
      return { record, owner, isAdopter: kind !== 'created', policy };
    });
  });
}

/**
 * Checks that the policy of an access point names its owner: an adopter if there is one, or else its creator. Checks
 * that the statements of an adopter are in effect. The creator can have those of an adopter that has left.
 */
export function checkOwner(
  { name, alias, policy: { established } }: AccessPointSnapshot,
  records: readonly StackRecord[],
  context: ScheduleContext,
): string[] {
  const holders = listHolders(records, alias);
  const adopters = holders.filter(({ isAdopter }) => isAdopter);
  const responsible = adopters.length > 0 ? adopters : holders;
  if (responsible.length === 0) return [];
  // A replacement stays if an operator has deleted the replaced access point. The next deployment puts its policy.
  if (established === undefined && adopters.length === 0) return [];
  const marker = parsePolicyMarker(established);
  const owner = marker?.owner;
  // An adopter has left an access point that had no policy, so no former owner.
  if (adopters.length === 0 && marker?.isBlank && owner === undefined) return [];
  const named = responsible.find((holder) => holder.owner === owner);
  if (named === undefined) {
    const expected = responsible.map((holder) => holder.owner).join(' or ');
    return isRetainedByAdopter(context, records, alias)
      ? []
      : [`access point ${name} (${alias}) names the owner ${owner}, expected ${expected}`];
  }
  if (!named.isAdopter || named.policy === undefined || keepsChangedStatements(context, name, established)) return [];
  return equalPolicies(established, named.policy)
    ? []
    : [`the policy of ${name} (${alias}) is ${established}, but its owner declares ${JSON.stringify(named.policy)}`];
}

/** Whether a later adopter that has changed the statements has handed the access point back, and has reported it. */
function keepsChangedStatements({ reports }: ScheduleContext, name: string, established: string | undefined): boolean {
  return parsePolicyMarker(established)?.isChanged === true
    && reports.some(({ ruleId, message }) => ruleId === 'MRAP955' && message.includes(`"${name}"`));
}

/**
 * Whether an adopter that no stack contains any more keeps the access point. A failed adoption can be retained before
 * its end. CloudFormation sends no Delete for a creation whose first delivery failed in onEvent. An adopter that S3 did
 * not let hand the access point back has reported it.
 */
export function isRetainedByAdopter(
  { retained, reports, simulator }: ScheduleContext, records: readonly StackRecord[], alias: string,
): boolean {
  const name = simulator.snapshot().accessPoints.find((accessPoint) => accessPoint.alias === alias)?.name;
  const isNotHandedBack = reports.some(({ ruleId, message }) => ruleId === 'MRAP943' && message.includes(`"${name}"`));
  if (isNotHandedBack || hasLatePutFailure(simulator.snapshot())) return true;
  const texts = [
    ...retained.filter(({ declared, properties }) =>
      declared.type === ACCESS_POINT_TYPE && properties.Existing === 'ADOPT').map(({ physicalId }) => physicalId),
    ...records.flatMap(({ cloudFormation }) => cloudFormation.lateCreations),
  ];
  return texts.map(parsePhysicalId).some((id) => id === undefined || id.kind === 'pending' || id.alias === alias);
}

/** A second delivery of the deletion takes a put that lasts longer for the result of the hand-back. */
const LATE_FAILURE = 4 * 60_000;

/** Whether S3 failed a put of a hand-back after a delivery of the deletion had ended. */
function hasLatePutFailure({ operations }: SimulatorSnapshot): boolean {
  return operations.some(({ operation, state, createdAt, endsAt }) =>
    operation === 'PutMultiRegionAccessPointPolicy' && state === 'failed' && endsAt - createdAt > LATE_FAILURE);
}

export function equalPolicies(established: string | undefined, declared: unknown): boolean {
  if (established === undefined) return false;
  const { onlyLive, onlyDeclared } = comparePolicies(JSON.parse(established), declared);
  return onlyLive.length + onlyDeclared.length === 0;
}
