import { makeOwner, parsePhysicalId, type SettledId } from '../../../../lambda/access-point/physical-id';
import { makeClientToken } from '../../../../lambda/hash';
import { type JournalEntry } from '../../../../simulator';
import {
  auditSecrets, findCreation, findDeletion, findWrongTable, isReported, KEPT_TOO_LONG_REASON, listRetained, type Live,
  readName, type Retired,
} from '../audit';
import { type ScheduleContext } from '../schedule-context';
import { type StackRecord } from './stack-record';

/** A call that deletes an access point while a stack uses it. */
export interface DeletionOfUsed {
  readonly index: number;
  readonly alias: string;
  readonly users: readonly string[];
}

/** The deletion reports one of these reasons, which need an adoption. */
const ADOPTION_REASONS = [
  'it was adopted, and the stack is', 'another resource of the stack has it', 'another resource has adopted it',
];
/** A deletion reports it after an operator has saved the policy. */
const EDITED_REASON = 'its policy was changed by another tool';
/** The deletion reports one of these reasons after a creation has resumed the incomplete creation of another stack. */
const RESUMED_REASONS = ['the operation of this resource did not create it', 'the creation failed (InternalErrors)'];
/** A handler cannot distinguish an access point that an operator creates shortly before or after its own creation. */
const EARLIER_CREATION_TOLERANCE = 60_000;
const LATER_CREATION_TOLERANCE = 5 * 60_000;

/**
 * Whether a replacement created an access point that CloudFormation never knew: it cancelled the Update, did not roll
 * it back, and no later Update continued the creation.
 */
function isForgotten(live: Live, records: readonly StackRecord[], entries: readonly JournalEntry[]): boolean {
  const token = findCreationToken(live, entries);
  const updates = records.flatMap(({ cloudFormation }) => cloudFormation.forgottenUpdates);
  return updates.some((requestId) => makeClientToken(requestId) === token) && listIdsOf(live, records).length === 0;
}

/** Whether a creation with ADOPT adopted the access point that it had created, because S3 had forgotten its token. */
function isAdoptedByCreator(live: Live, records: readonly StackRecord[], entries: readonly JournalEntry[]): boolean {
  const token = findCreationToken(live, entries);
  return listIdsOf(live, records).some(({ kind, owner }) =>
    kind === 'adopted' && token !== undefined && owner === makeOwner(token));
}

function findCreationToken(live: Live, entries: readonly JournalEntry[]): string | undefined {
  return (findCreation(live, entries)?.input as { ClientToken?: string } | undefined)?.ClientToken;
}

/** The ids of the access point that CloudFormation has accepted. */
function listIdsOf({ alias }: Live | Retired, records: readonly StackRecord[]): SettledId[] {
  return records.flatMap(({ cloudFormation }) => [...cloudFormation.acceptedIds]).map(parsePhysicalId)
    .filter((id): id is SettledId => id !== undefined && id.kind !== 'pending' && id.alias === alias);
}

function isRecreatedDuringCreation({ name, createdAt }: Retired, entries: readonly JournalEntry[]): boolean {
  return entries.some(({ operation, caller, applied, at, input }) =>
    operation === 'CreateMultiRegionAccessPoint' && caller === 'handler' && applied && readName({ input }) === name
    && createdAt >= at - EARLIER_CREATION_TOLERANCE && createdAt <= at + LATER_CREATION_TOLERANCE);
}

/**
 * Whether another stack created the access point after an operator had deleted one with the same name, and before the
 * handler that created the deleted one had seen it.
 */
function isCreatedAfterUnseen(
  { name, createdAt }: Retired, retired: readonly Retired[], records: readonly StackRecord[],
  entries: readonly JournalEntry[],
): boolean {
  return retired.some((unseen) => {
    const deletion = findDeletion(unseen, entries);
    return unseen.name === name && deletion?.caller === 'operator' && listIdsOf(unseen, records).length === 0
      && deletion.at <= createdAt && createdAt <= deletion.at + LATER_CREATION_TOLERANCE;
  });
}

/** Checks every access point that ever existed, after both stacks are deleted. */
export function auditAccessPointsOfStacks(
  context: ScheduleContext,
  records: readonly StackRecord[],
  deletionsOfUsed: readonly DeletionOfUsed[],
  edited: ReadonlySet<string>,
): string[] {
  const { accessPoints, retired, operations } = context.simulator.snapshot();
  const hasFailedCreation = operations.some(({ operation, code }) =>
    operation === 'CreateMultiRegionAccessPoint' && code === 'InternalErrors');
  const { entries } = context.simulator.journal;
  const isOurs = (accessPoint: Live | Retired) =>
    findCreation(accessPoint, entries)?.caller === 'handler';
  const kept = listRetained(context);
  const late = records.flatMap(({ cloudFormation }) => cloudFormation.lateCreations).map(parsePhysicalId);
  const isLate = (live: Live) => late.some((id) => (id?.kind === 'pending'
    ? id.clientToken === findCreationToken(live, entries)
    : id?.alias === live.alias));
  const isLeft = ({ name, alias }: Live) => {
    const reasons = [
      ...(context.adopted.has(alias) ? ADOPTION_REASONS : []),
      ...(edited.has(alias) ? [EDITED_REASON] : []),
      ...(hasFailedCreation ? RESUMED_REASONS : []),
      KEPT_TOO_LONG_REASON,
    ];
    return isReported(context, name, reasons);
  };
  const forgetsTokens = Number.isFinite(context.simulator.settings.clientTokenRetentionMs);
  const isAccountedFor = (live: Live) => kept.has(live.alias) || kept.has(live.name) || isLate(live)
    || isReported(context, live.name) || isLeft(live) || isForgotten(live, records, entries)
    || (forgetsTokens && isAdoptedByCreator(live, records, entries));

  return [
    ...retired
      .filter((gone) => findDeletion(gone, entries)?.caller === 'handler' && !isOurs(gone))
      .filter((gone) => !isRecreatedDuringCreation(gone, entries))
      .map(({ name }) => `foreign access point ${name} was deleted`),
    ...deletionsOfUsed
      .filter(({ index }) => entries.some((entry) => entry.index === index && entry.applied))
      .filter(({ alias }) => !retired.some((gone) =>
        gone.alias === alias && isCreatedAfterUnseen(gone, retired, records, entries)))
      .map(({ alias, users }) => `access point ${alias} was deleted, which stack ${users.join(' and ')} used`),
    ...accessPoints
      .filter((live) => isOurs(live) && !isAccountedFor(live))
      .map(({ name, alias }) => `access point ${name} (${alias}) has leaked`),
    ...[...accessPoints, ...retired]
      .flatMap(({ routes }) => routes.map(({ dials }) => findWrongTable(dials, entries)))
      .filter((violation) => violation !== false),
    ...auditSecrets(context),
  ];
}
