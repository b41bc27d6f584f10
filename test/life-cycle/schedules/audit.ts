import { KEEP_REASON_UNPROVEN_OWNERSHIP } from '../../../lambda/access-point/ownership';
import { parsePhysicalId } from '../../../lambda/access-point/physical-id';
import { MAX_DEPLOYMENT_DURATION } from '../../../lambda/cloudformation/event';
import { type JournalEntry, type SimulatorSnapshot } from '../../../simulator';
import { ACCESS_POINT_TYPE } from '../../../src/wire/resource-types';
import { makeRoutesKey } from './expectation';
import { type ScheduleContext } from './schedule-context';
import { containsSecret } from './secrets';
import { manualRoutes, MEMBERS, TABLES } from './template';

export type Live = SimulatorSnapshot['accessPoints'][number];
export type Retired = SimulatorSnapshot['retired'][number];

/**
 * The reasons of MRAP907 for which an access point may remain: its ownership is unproven, or another resource uses it.
 */
const REPORTED_REASONS = [
  KEEP_REASON_UNPROVEN_OWNERSHIP,
  'another resource has adopted it',
  'it has the name of the replaced access point',
  // The rollback could not delete the access point of a cancelled replacement in time.
  '[MRAP904] deleting access point', '[MRAP908] access point',
];

/**
 * The deletion of a cancelled creation with a generated name reports it if CloudFormation sends it, or repeats it, so
 * long after the creation.
 */
export const KEPT_TOO_LONG_REASON = 'it is older than this deployment';

/** The deletion reports it if S3 received the creation after the Delete had started, and ended it partially. */
const LATE_CREATION_REASON = 'the creation failed (InternalErrors), and the existing access point is PARTIALLY_CREATED';
const GENERATED_NAME = 'mrap-';
/** S3 can receive a creation this long after its request. */
const MAX_CREATION_DELAY = 5 * 60_000;

/**
 * The deletion of an incomplete creation reports one of them after S3 has forgotten its client token: the repeated
 * creation then does not prove that the access point belongs to the resource. S3 refuses it, or it fails, or it resumes
 * the creation.
 */
const FORGOTTEN_TOKEN_REASONS = [
  'S3 does not confirm that this resource created it (MultiRegionAccessPointAlreadyOwnedByYou)',
  'the creation failed (MultiRegionAccessPointAlreadyOwnedByYou)', 'the operation of this resource did not create it',
  'the creation failed (MultiRegionAccessPointModifiedByAnotherRequest)',
];

/** Checks the creation and the deletion of every access point that ever existed, and returns the violations. */
export function auditAccessPoints(context: ScheduleContext): string[] {
  const { accessPoints, retired, buckets } = context.simulator.snapshot();
  const { entries } = context.simulator.journal;
  const isOurs = (accessPoint: Live | Retired) => findCreation(accessPoint, entries)?.caller === 'handler';
  const { adopted, renamed } = context;
  const kept = listRetained(context);
  const late = context.cloudFormation.lateCreations.map(parsePhysicalId);
  const isLate = (live: Live) => late.some((id) => (id?.kind === 'pending'
    ? id.clientToken === (findCreation(live, entries)?.input as { ClientToken?: string } | undefined)?.ClientToken
    : id?.alias === live.alias));
  const isAccountedFor = (live: Live) => adopted.has(live.alias) || kept.has(live.alias) || kept.has(live.name)
    || isLate(live) || isReported(context, live.name)
    || (isCreatedAfterDelete(context, live) && isReported(context, live.name, [LATE_CREATION_REASON]))
    || (isDeletionRepeatedLate(context, live) && isReported(context, live.name, [KEPT_TOO_LONG_REASON]));

  const violations = [
    ...retired
      .filter((gone) => findDeletion(gone, entries)?.caller === 'handler')
      .map((gone) => {
        if (!isOurs(gone)) return !isContinued(gone, entries) && `foreign access point ${gone.name} was deleted`;
        // The stack that created it declares it under another logical id.
        if (renamed.has(gone.alias)) return false;
        if (adopted.has(gone.alias)) return `the adopted access point ${gone.name} was deleted`;
        return kept.has(gone.alias) && `the retained access point ${gone.name} was deleted`;
      }),
    ...accessPoints.map((live) => isOurs(live) && !isAccountedFor(live) && `access point ${live.name} has leaked`),
    ...accessPoints.map((live) => {
      const isForeign = !isOurs(live) && !context.adoptable.has(live.name);
      return isForeign && isChanged(live) && `foreign access point ${live.name} was changed`;
    }),
    ...[...accessPoints, ...retired].flatMap(({ routes }) => routes.map(({ dials }) => findWrongTable(dials, entries))),
    // The handlers of an access point never call bucket operations.
    entries.some(({ caller, operation }) => caller === 'handler' && !operation?.includes('MultiRegionAccessPoint')) &&
      'buckets or objects were touched',
    makeRoutesKey(buckets.map(({ name }) => name)) !== makeRoutesKey(MEMBERS.seventeen.map(({ Bucket }) => Bucket)) &&
      'buckets have changed',
    ...auditSecrets(context),
  ];
  return violations.filter((violation) => violation !== false);
}

/** Whether an operator created the access point with a generated name, so that a later creation continued with it. */
function isContinued({ name, createdAt }: Retired, entries: readonly JournalEntry[]): boolean {
  return name.startsWith(GENERATED_NAME) && entries.some(({ operation, caller, at, input }) =>
    operation === 'CreateMultiRegionAccessPoint' && caller === 'handler' && readName({ input }) === name
    && at >= createdAt && at <= createdAt + MAX_DEPLOYMENT_DURATION);
}

function isCreatedAfterDelete({ cloudFormation: { deletionTimes } }: ScheduleContext, { createdAt }: Live): boolean {
  return deletionTimes.some((at) => createdAt >= at && createdAt < at + MAX_CREATION_DELAY);
}

/** Whether CloudFormation repeated a deletion that had failed when the access point was older than any deployment. */
function isDeletionRepeatedLate({ cloudFormation: { deletionTimes } }: ScheduleContext, { createdAt }: Live): boolean {
  const lateAt = createdAt + MAX_DEPLOYMENT_DURATION;
  return deletionTimes.some((at) => at >= createdAt && at < lateAt) && deletionTimes.some((at) => at >= lateAt);
}

export function findCreation(
  { name, createdAt }: Live | Retired, entries: readonly JournalEntry[],
): JournalEntry | undefined {
  return entries.find((entry) => entry.applied && entry.operation === 'CreateMultiRegionAccessPoint'
    && readName(entry) === name && entry.at === createdAt);
}

/** Returns undefined if the creation failed and created nothing. */
export function findDeletion(
  { name, createdAt, goneAt }: Retired,
  entries: readonly JournalEntry[],
): JournalEntry | undefined {
  return entries
    .filter(
      (entry) =>
        entry.applied &&
        entry.operation === 'DeleteMultiRegionAccessPoint' &&
        readName(entry) === name &&
        entry.at >= createdAt &&
        entry.at <= goneAt,
    )
    .at(-1);
}

export function readName({ input }: Pick<JournalEntry, 'input'>): string {
  return (input as { Details: { Name: string } }).Details.Name;
}

/** Lists the aliases of retained access points, or their names if their creation was not completed. */
export function listRetained({ retained, simulator }: ScheduleContext): Set<string> {
  // The resource of a cancelled creation contains no generated name.
  const generated = simulator.snapshot().accessPoints.map(({ name }) => name).filter((name) => /^mrap-/.test(name));
  const accessPoints = retained.filter(({ declared }) => declared.type === ACCESS_POINT_TYPE);
  return new Set(accessPoints.flatMap(({ physicalId, properties }) => {
    const id = parsePhysicalId(physicalId);
    if (id === undefined) return properties.Name === undefined ? generated : [String(properties.Name)];
    if (id.kind === 'pending') return [id.name];
    return id.kind === 'created' ? [id.alias] : [];
  }));
}

export function isReported(
  { reports, simulator }: ScheduleContext, name: string, reasons: readonly string[] = REPORTED_REASONS,
): boolean {
  const forgetsTokens = Number.isFinite(simulator.settings.clientTokenRetentionMs);
  const allReasons = forgetsTokens ? [...reasons, ...FORGOTTEN_TOKEN_REASONS] : reasons;
  const messages = reports.filter(({ ruleId }) => ruleId === 'MRAP907').map(({ message }) => message);
  return messages.some(
    (message) => message.includes(`"${name}"`) && allReasons.some((reason) => message.includes(reason)),
  );
}

/**
 * Checks that no log, error, response, message or changing call contains the address of a response, a credential or a
 * session token.
 */
export function auditSecrets({ messages, leaks, simulator }: ScheduleContext): string[] {
  const changes = simulator.journal.entries
    .filter(({ caller, operation }) => caller === 'handler' && !/^(Get|Describe)/.test(operation ?? ''))
    .map(({ input }) => JSON.stringify(input) ?? '');
  const texts = [...messages, ...changes].filter(containsSecret);
  return [...leaks, ...texts.map((text) => `a message or a call contains a secret: ${text}`)];
}

function isChanged({ policy, routes }: Live): boolean {
  return policy.established !== undefined || routes.some(({ submittedFrom }) => submittedFrom !== undefined);
}

type Dials = Readonly<Record<string, number>>;

/**
 * Returns a violation unless a template, an operator or a new access point activates exactly these Regions, or two
 * submits at the same time mixed their routes.
 */
export function findWrongTable(dials: Dials, entries: readonly JournalEntry[]): string | false {
  const regions = Object.keys(dials);
  const active = regions.filter((region) => dials[region] > 0);
  const known = [regions, ...TABLES, manualRoutes(regions)].map(makeRoutesKey);
  return (
    !known.includes(makeRoutesKey(active)) && !isMixOfSubmits(dials, entries) &&
    `no deployment and no operator submitted the routes ${JSON.stringify(dials)}`
  );
}

/** The control Regions return a submit, and the handler sends its own, within this time. */
const CONCURRENT_SUBMITS = 5_000;

/** Whether a handler submitted its routes before it could read those of an operator. */
function isMixOfSubmits(dials: Dials, entries: readonly JournalEntry[]): boolean {
  const submits = entries.filter(({ operation, applied }) =>
    operation === 'SubmitMultiRegionAccessPointRoutes' && applied);
  return submits.some((manual) => manual.caller === 'operator' && submits.some((own) => {
    const mixed: Dials = { ...readDials(manual), ...readDials(own) };
    return own.caller === 'handler' && own.at >= manual.at && own.at <= manual.at + CONCURRENT_SUBMITS
      && Object.entries(dials).every(([region, dial]) => mixed[region] === dial);
  }));
}

function readDials({ input }: JournalEntry): Dials {
  const { RouteUpdates: updates } = input as { RouteUpdates: { Bucket: string; TrafficDialPercentage: number }[] };
  return Object.fromEntries(updates.map(({ Bucket, TrafficDialPercentage }) =>
    [MEMBERS.seventeen.find((member) => member.Bucket === Bucket)?.Region, TrafficDialPercentage]));
}
