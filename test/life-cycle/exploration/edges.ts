import { type Incident } from '../../driver/stack';
import { type Conditions, type Declaration, type FaultKind } from '../schedules/schedule';
import {
  type Deployment, type ManualAction, type StackName, type TimedStep,
} from '../schedules/two-stacks/schedule';

/** The time after which nothing runs any more, and no decision depends on the time that has passed. */
export const SETTLED_MINUTES = 250;

/** One deployment, which can overlap with an action of an operator or with the other stack. */
export type Edge = readonly TimedStep[];

/** The deployments of one level of an exploration. */
export interface Level {
  readonly changes: readonly Change[];
  readonly incidents: readonly Partial<Deployment>[];
  readonly faults: readonly FaultKind[];
  /** Faults occur at the calls with these indices. */
  readonly calls: readonly number[];
  /** The function of these invocations ends after these calls. */
  readonly deaths: readonly (readonly [invocation: number, call: number])[];
  readonly manualActions: readonly ManualAction[];
  /** The seconds after the start of a deployment at which an operator acts, or the other stack starts. */
  readonly moments: readonly number[];
}

export interface Change {
  readonly stack: StackName;
  readonly change: Partial<Declaration>;
}

const NO_FAULTS: Conditions = { faults: [], deaths: [], cold: false, duration: 5, latency: 0 };

export const ALL_CHANGES: readonly Change[] = [
  { stack: 'first', change: { existing: 'REFUSE' } },
  { stack: 'first', change: { policy: 1 } },
  { stack: 'first', change: { routes: 1 } },
  { stack: 'first', change: { members: 'two', replacement: 'ALLOW' } },
  { stack: 'first', change: { construct: 'Renamed', existing: 'ADOPT' } },
  { stack: 'first', change: { name: 'video', replacement: 'ALLOW' } },
  { stack: 'first', change: { name: undefined, timeoutMinutes: 1, replacement: 'ALLOW' } },
  { stack: 'first', change: { name: 'media', members: 'three', construct: 'Media', replacement: 'ALLOW' } },
  { stack: 'second', change: { existing: 'ADOPT' } },
  { stack: 'second', change: { existing: 'ADOPT', policy: 1, timeoutMinutes: 1 } },
];

const CANCELLED: Incident = { change: 0, afterMs: 2_000 };

export const ALL_INCIDENTS: readonly Partial<Deployment>[] = [
  {},
  { incident: { change: 0 } },
  { incident: { change: 2 } },
  { incident: { change: 0 }, rollbackUnder: 'new id' },
  { incident: CANCELLED },
  { incident: CANCELLED, onFailure: 'keep' },
];

const count = (length: number) => Array.from({ length }, (_value, index) => index);

/** Deployments without a fault, and an operator who creates an access point again between them. */
const PLAIN: Level = {
  changes: ALL_CHANGES,
  incidents: ALL_INCIDENTS.slice(0, 2),
  faults: [],
  calls: [],
  deaths: [],
  manualActions: ['recreate'],
  moments: [],
};

/** Every class of failures at every call of a deployment, and every action of an operator at every moment. */
const WIDE: Level = {
  changes: ALL_CHANGES,
  incidents: ALL_INCIDENTS,
  faults: ['unavailable', 'denied', 'hang', 'truncated', 'response lost'],
  calls: count(16),
  deaths: count(3).flatMap((invocation) => count(6).map((call) => [invocation, call] as const)),
  manualActions: ['delete', 'recreate', 'fail over', 'edit policy', 'create'],
  moments: [0, 3, 8, 14],
};

const MIDDLE: Level = {
  ...WIDE,
  incidents: [{}, ...ALL_INCIDENTS.slice(2, 5)],
  faults: ['truncated', 'response lost'],
  calls: [2, 5],
  deaths: [[0, 0], [1, 2]],
  manualActions: ['recreate', 'edit policy'],
  moments: [3, 14],
};

const NARROW: Level = {
  ...MIDDLE,
  incidents: ALL_INCIDENTS.slice(0, 3),
  faults: ['response lost'],
  calls: [2],
  deaths: [[1, 2]],
  moments: [3],
};

/** The changes of the third deployment. More changes would exceed the time for the exploration. */
const LAST: Level = {
  ...PLAIN,
  changes: ALL_CHANGES.filter(({ stack, change }) =>
    (stack === 'first' ? change.existing !== 'REFUSE' && change.name !== 'video' : change.policy === undefined)),
};

/** Three changes: all faults in the first one, some in the second one, none in the third one. */
export const FULL: readonly Level[] = [WIDE, NARROW, LAST];

/** A bound that contains every planted bug. */
export const SEARCHED: readonly Level[] = [MIDDLE, PLAIN];

/** The part of the full bound that the test suite explores. */
export const SMALL: readonly Level[] = [{ ...PLAIN, incidents: ALL_INCIDENTS }, PLAIN];

function makeDeployment({ stack, change }: Change, options: Partial<Deployment>, conditions: Conditions): TimedStep {
  return {
    step: {
      kind: 'deploy',
      stack,
      // The second stack declares the settings of the first one, whose access point it adopts.
      basis: 'first',
      change,
      rollbackUnder: 'old id',
      onFailure: 'roll back',
      continueRollback: 'repeat',
      leftovers: 'last',
      ...options,
      conditions,
    },
    pause: SETTLED_MINUTES,
  };
}

function listConditions({ faults, calls, deaths }: Level): Conditions[] {
  return [
    NO_FAULTS,
    ...calls.flatMap((call) => faults.map((kind) => ({ ...NO_FAULTS, faults: [{ call, calls: 1, kind }] }))),
    ...deaths.flatMap(([invocation, call]) => (['exited', 'abandoned'] as const).map((how) => ({
      ...NO_FAULTS, deaths: [{ invocation, call, when: 'after' as const, how }],
    }))),
  ];
}

/**
 * Lists the next deployments with at most one fault, one action of an operator, or one deployment of the other stack.
 * Deletions of stacks and actions between deployments follow.
 */
export function listEdges(level: Level): Edge[] {
  const { changes, incidents, manualActions, moments } = level;
  const conditions = listConditions(level);
  const destroy = (stack: StackName): Edge =>
    [{ step: { kind: 'destroy', stack, conditions: NO_FAULTS }, pause: SETTLED_MINUTES }];
  const act = (kind: ManualAction): Edge => [{ step: { kind, name: 'media' }, pause: SETTLED_MINUTES }];
  return [destroy('first'), destroy('second'), ...manualActions.map(act), ...changes.flatMap((change) => [
    ...incidents.flatMap((incident) => conditions.map((entry) => [makeDeployment(change, incident, entry)])),
    ...incidents.slice(0, 2).flatMap((incident) => moments.flatMap((overlap) => [
      ...manualActions.map((kind): Edge => [
        makeDeployment(change, incident, NO_FAULTS),
        { step: { kind, name: 'media' }, overlap, pause: SETTLED_MINUTES },
      ]),
      ...changes.filter(({ stack }) => stack !== change.stack).map((other): Edge => [
        makeDeployment(change, incident, NO_FAULTS),
        { ...makeDeployment(other, {}, NO_FAULTS), overlap },
      ]),
    ])),
  ])];
}
