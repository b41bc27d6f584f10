/** A change of one file: what stands there, and what to write instead. */
export interface Patch {
  readonly file: string;
  readonly find: string;
  readonly replace: string;
}

/** A mistake that other tools make, written into a copy of the handlers. */
export interface PlantedBug {
  readonly name: string;
  readonly patches: readonly Patch[];
}

const PHYSICAL_ID = 'lambda/access-point/physical-id.ts';
const ON_EVENT = 'lambda/access-point/on-event.ts';
const DELETION = 'lambda/access-point/deletion.ts';
const MERGE = 'lambda/replication/merge.ts';

export const PLANTED_BUGS: readonly PlantedBug[] = [
  {
    name: 'name as physical id',
    patches: [
      {
        file: PHYSICAL_ID,
        find: 'export function formatPhysicalId(id: PhysicalId): string {',
        replace: 'export function formatPhysicalId(id: PhysicalId): string {\n  if (id.kind === \'created\') return id.name;',
      },
      {
        file: PHYSICAL_ID,
        find: 'export function parsePhysicalId(id: string): PhysicalId | undefined {',
        replace: 'export function parsePhysicalId(id: string): PhysicalId | undefined {\n'
          + '  if (/^[a-z]/.test(id) && !id.includes(\'/\')) return { kind: \'created\', name: id, alias: \'\', specHash: \'\' };',
      },
      { file: ON_EVENT, find: 'id.specHash === desired.specHash', replace: '(id.specHash === \'\' || id.specHash === desired.specHash)' },
      { file: 'lambda/access-point/is-complete.ts', find: 'const live = read?.live?.alias === id.alias ? read.live : undefined;', replace: 'const live = read?.live;' },
      {
        file: 'lambda/access-point/is-complete.ts',
        find: '  return { IsComplete: true, Data: { ...attributesOf(id, event.accountId, live) } };',
        replace: '  return { IsComplete: true, Data: { ...attributesOf({ ...id, alias: live?.alias ?? \'m.mrap\' }, event.accountId, live) } };',
      },
      { file: DELETION, find: 'if (live.alias !== alias) {', replace: 'if (alias !== \'\' && live.alias !== alias) {' },
    ],
  },
  {
    name: 'Create sent by onEvent',
    patches: [
      {
        file: ON_EVENT,
        find: '    case \'Create\': {\n      const desired = checkDesiredState(event);',
        replace: '    case \'Create\': {\n      const desired = checkDesiredState(event);\n'
          + '      await createAccessPoint(context.s3, event.accountId, requestOf(firstName(event, desired), desired), clientToken(event.requestId));',
      },
      { file: ON_EVENT, find: 'import { getAccessPoint }', replace: 'import { createAccessPoint, getAccessPoint }' },
      { file: ON_EVENT, find: 'import { firstName, parseDesiredState,', replace: 'import { firstName, parseDesiredState, requestOf,' },
    ],
  },
  {
    name: 'a guard that compares new with old properties',
    patches: [{ file: ON_EVENT, find: 'id.specHash === desired.specHash', replace: 'parsePreviousState(event)?.specHash === desired.specHash' }],
  },
  {
    name: 'deleting by name',
    patches: [{ file: DELETION, find: 'if (live.alias !== alias) {', replace: 'if (live.name === \'\') {' }],
  },
  {
    name: 'one submit per route',
    patches: [
      {
        file: 'control/routes/live-routes.ts',
        find: '  await s3.call(controlRegion, \'SubmitMultiRegionAccessPointRoutes\', {\n    AccountId: accountId,\n    Mrap: accessPointArn,\n    RouteUpdates: members.map(',
        replace: '  for (const one of members) await s3.call(controlRegion, \'SubmitMultiRegionAccessPointRoutes\', {\n    AccountId: accountId,\n'
          + '    Mrap: accessPointArn,\n    RouteUpdates: [one].map(',
      },
    ],
  },
  {
    name: 'a replication configuration written without the rules of others',
    patches: [{ file: MERGE, find: 'rules: [...foreignRules(desired.Bucket, live), ...desired.Rules.map(toS3ReplicationRule)]', replace: 'rules: desired.Rules.map(toS3ReplicationRule)' }],
  },
  {
    name: 'the role of somebody else overwritten',
    patches: [{ file: MERGE, find: 'if (live.role !== role && !changesRole)', replace: 'if (live.role === \'\')' }],
  },
];
