/** A change of one file. */
export interface Patch {
  readonly file: string;
  /** The text to replace. The file must contain it exactly once. */
  readonly find: string;
  readonly replace: string;
}

/** A mistake that other tools make, injected into a copy of the handlers. */
export interface InjectedBug {
  readonly name: string;
  /** Why the exploration cannot find it. Random schedules find all of them. */
  readonly outsideExploration?: string;
  readonly patches: readonly Patch[];
}

const PHYSICAL_ID = 'lambda/access-point/physical-id.ts';
const ON_EVENT = 'lambda/access-point/on-event.ts';
const IS_COMPLETE = 'lambda/access-point/is-complete.ts';
const DELETION_STEP = 'lambda/access-point/deletion-step.ts';
const MERGE = 'lambda/replication/merge.ts';

export const INJECTED_BUGS: readonly InjectedBug[] = [
  {
    name: 'name as physical id',
    patches: [
      {
        file: PHYSICAL_ID,
        find: 'export function formatPhysicalId(id: PhysicalId): string {',
        replace:
          "export function formatPhysicalId(id: PhysicalId): string {\n  if (id.kind === 'created') return id.name;",
      },
      {
        file: PHYSICAL_ID,
        find: 'export function parsePhysicalId(id: string): PhysicalId | undefined {',
        replace:
          'export function parsePhysicalId(id: string): PhysicalId | undefined {\n' +
          "  const isName = /^[a-z]/.test(id) && !id.includes('/');\n" +
          "  if (isName) return { kind: 'created', name: id, alias: '', specHash: '', owner: '' };",
      },
      {
        file: ON_EVENT,
        find: 'id.specHash === desired.specHash',
        replace: "(id.specHash === '' || id.specHash === desired.specHash)",
      },
      {
        file: IS_COMPLETE,
        find: 'const live = read?.live?.alias === id.alias ? read.live : undefined;',
        replace: 'const live = read?.live;',
      },
      {
        file: IS_COMPLETE,
        find: '  return { IsComplete: true, Data: { ...makeAttributes(id, accountId, live) } };',
        replace:
          "  const liveId = { ...id, alias: live?.alias ?? 'm.mrap' };\n" +
          '  return { IsComplete: true, Data: { ...makeAttributes(liveId, accountId, live) } };',
      },
      {
        file: DELETION_STEP,
        find: 'if (live.alias !== alias) {',
        replace: "if (alias !== '' && live.alias !== alias) {",
      },
    ],
  },
  {
    name: 'creation sent by onEvent',
    patches: [
      {
        file: ON_EVENT,
        find: "  return event.type === 'Create'\n    ? onCreate(request)\n",
        replace:
          '  const { desired } = request;\n' +
          '  const spec = toAccessPointSpec(chooseInitialName(event, desired), desired);\n' +
          '  const token = makeClientToken(event.requestId);\n' +
          "  if (event.type === 'Create') await createAccessPoint(context.s3, event.accountId, spec, token);\n" +
          "  return event.type === 'Create'\n    ? onCreate(request)\n",
      },
      { file: ON_EVENT, find: 'import { getAccessPoint }', replace: 'import { createAccessPoint, getAccessPoint }' },
      {
        file: ON_EVENT,
        find: 'import { type DesiredAccessPoint }',
        replace: 'import { type DesiredAccessPoint, toAccessPointSpec }',
      },
    ],
  },
  {
    name: 'a comparison of the new with the old properties',
    patches: [
      {
        file: ON_EVENT,
        find: 'id.specHash === desired.specHash',
        replace: 'request.previous?.specHash === desired.specHash',
      },
      {
        file: ON_EVENT,
        find: "return direction === 'back' && id.kind !== 'pending' ? id : undefined;",
        replace: 'return undefined;',
      },
    ],
  },
  {
    name: 'deletion by name',
    patches: [{ file: DELETION_STEP, find: 'if (live.alias !== alias) {', replace: "if (live.name === '') {" }],
  },
  {
    name: 'one submit per route',
    patches: [
      {
        file: 'control/routes/live-routes.ts',
        find:
          "  await s3.call(controlRegion, 'SubmitMultiRegionAccessPointRoutes', {\n" +
          '    AccountId: accountId,\n    Mrap: accessPointArn,\n' +
          '    RouteUpdates: members.filter(({ region }) => dials.has(region)).map(',
        replace:
          "  for (const one of members) await s3.call(controlRegion, 'SubmitMultiRegionAccessPointRoutes', {\n" +
          '    AccountId: accountId,\n' +
          '    Mrap: accessPointArn,\n    RouteUpdates: [one].filter(({ region }) => dials.has(region)).map(',
      },
    ],
  },
  {
    name: 'a replication configuration without the rules of others',
    patches: [
      { file: MERGE, find: '...findForeignRules(desired.Bucket, live), ...desired.Rules', replace: '...desired.Rules' },
    ],
  },
  {
    name: 'a policy without the mark of its owner',
    patches: [
      {
        file: 'lambda/policy/policy-step.ts',
        find: '    ...(owner === undefined ? {} : { owner }),\n',
        replace: '',
      },
      {
        file: 'lambda/policy/policy-step.ts',
        find: 'if (other === undefined || owner === undefined || other === owner) return false;',
        replace: 'if (other !== undefined || owner !== undefined) return false;',
      },
    ],
  },
  {
    name: 'a time-out shorter than a wait',
    patches: [
      {
        file: 'lambda/waiting.ts',
        find: 'Math.max(seconds, MIN_TIMEOUT_SECONDS) * SECOND',
        replace: 'seconds * SECOND',
      },
    ],
  },
  {
    name: 'a rollback taken for an update',
    patches: [
      {
        file: 'lambda/cloudformation/direction.ts',
        find: "if (status.includes('ROLLBACK')) return 'back';",
        replace: "if (status.includes('ROLLBACK')) return 'forward';",
      },
    ],
  },
  {
    name: 'a merge from an old read',
    patches: [
      {
        file: 'lambda/replication/write.ts',
        find: 'const live = await getReplication(s3, source);\n        assertMergeable(request, live);',
        replace: 'const live = (before ??= await getReplication(s3, source));',
      },
    ],
  },
  {
    name: 'a log of the event, which contains the response URL',
    patches: [
      {
        file: 'lambda/handlers.ts',
        find: '    handleEvent: async (raw) => {\n',
        replace: '    handleEvent: async (raw) => {\n      console.log(JSON.stringify(raw));\n',
      },
    ],
  },
  {
    name: 'a message with all properties of an error of S3',
    outsideExploration: 'no fault of its bound answers with an error of S3',
    patches: [
      { file: 'control/failure.ts', find: "message: shape.message ?? ''", replace: 'message: JSON.stringify(shape)' },
    ],
  },
  {
    name: 'a late delivery that counts as a new request',
    outsideExploration: 'no request of its bound is late',
    patches: [
      {
        file: 'lambda/cloudformation/event.ts',
        find: 'const MAX_DELIVERY_AGE = 7 * 60 * MINUTE;',
        replace: 'const MAX_DELIVERY_AGE = 2 * 60 * MINUTE;',
      },
    ],
  },
  {
    name: 'a foreign replication role overwritten',
    patches: [{ file: MERGE, find: 'if (live.role !== role && !changesRole)', replace: "if (live.role === '')" }],
  },
];
