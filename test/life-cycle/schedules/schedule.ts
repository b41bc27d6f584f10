import fc from 'fast-check';
import { type Death } from '../../driver/lambda-service';
import { type Incident, type RollbackUnder } from '../../driver/stack';
import { type S3Settings, s3Settings } from './s3-settings';

/** The varying parts of a template. */
export interface Declaration {
  /** Undefined: the handler generates a name. */
  readonly name?: 'media' | 'video';
  readonly members: 'three' | 'two' | 'seventeen';
  /** Default: complete. */
  readonly block?: 'complete' | 'partial';
  readonly replacement: 'FORBID' | 'ALLOW';
  readonly existing: 'REFUSE' | 'ADOPT';
  readonly retain?: 'always' | 'except on create';
  readonly policy: number;
  /** The index of the routing table. Undefined: the template declares no routes. */
  readonly routes?: number;
  readonly liveRoutes: 'KEEP' | 'ENFORCE' | 'FAIL';
  readonly timeoutMinutes: number;
  /** The id of the construct. */
  readonly construct: 'Media' | 'Renamed';
}

const FAULT_KINDS = [
  'throttled',
  'conflict',
  'unavailable',
  'denied',
  'reset',
  'hang',
  'html',
  'truncated',
  'empty',
  'response lost',
  'slow',
  'stall',
  'drip',
  'endless',
  'cut',
  'clock skew',
] as const;
export type FaultKind = typeof FAULT_KINDS[number];

export interface FaultAt {
  /** The first failing call of a step, counted from 0. */
  readonly call: number;
  /** The number of failing calls. */
  readonly calls: number;
  readonly kind: FaultKind;
}

export interface DeathAt extends Death {
  /** The invocation of a step, counted from 0. */
  readonly invocation: number;
}

/** The faults of Lambda, S3 and the network during one step. */
export interface Conditions {
  readonly faults: readonly FaultAt[];
  readonly deaths: readonly DeathAt[];
  /** Whether every invocation runs in a new process. */
  readonly cold: boolean;
  /** When every request is delivered again, in seconds after the first delivery. Undefined: never. */
  readonly secondDelivery?: number;
  /** One request, counted from 0, that is delivered at other times, in seconds after CloudFormation has made it. */
  readonly lateRequest?: { readonly request: number; readonly deliveries: readonly number[] };
  /** The duration of an asynchronous operation of S3, in seconds. */
  readonly duration: number;
  /** The asynchronous operation that fails, counted from 0. */
  readonly failure?: { readonly operation: number; readonly leaves: 'nothing' | 'partial' };
  /** The latency of a call, in milliseconds. */
  readonly latency: number;
  /** The seconds until each of the five control Regions returns submitted routes. Undefined: two in all of them. */
  readonly routesLags?: readonly number[];
}

export type Step =
  | {
    readonly kind: 'deploy';
    readonly declaration: Declaration;
    readonly incident?: Incident;
    readonly rollbackUnder: RollbackUnder;
    readonly conditions: Conditions;
  }
  | { readonly kind: 'destroy'; readonly conditions: Conditions }
  /** An operator fails over manually. */
  | { readonly kind: 'fail over' }
  /** An operator deletes the access point manually and creates another one with the same name. */
  | { readonly kind: 'recreate' }
  /** Another owner creates an access point with this name. */
  | { readonly kind: 'foreign'; readonly name: 'media' | 'video' };

export interface Schedule {
  readonly steps: readonly Step[];
  /** Minutes after each step. */
  readonly pauses: readonly number[];
  /** Undefined: the documented behavior of S3. */
  readonly s3?: S3Settings;
  /** The limit of access points in an account with 100 access points of other owners. Undefined: an empty account. */
  readonly limit?: number;
}

export const often = <T>(usual: T, ...others: T[]) =>
  fc.oneof({ weight: 4, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: fc.constantFrom(...others) });
/** Draws a value in three of four cases. */
export const seldom = <T>(arbitrary: fc.Arbitrary<T>) => fc.option(arbitrary, { freq: 4, nil: undefined });

/** Draws a value in one of four cases. */
const rarely = <T>(arbitrary: fc.Arbitrary<T>) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary });

const declaration: fc.Arbitrary<Declaration> = fc.record({
  name: often<Declaration['name']>('media', 'video', undefined),
  members: often<Declaration['members']>('three', 'two', 'two', 'seventeen'),
  block: often<Declaration['block']>('complete', 'partial'),
  replacement: fc.constantFrom('FORBID', 'ALLOW'),
  existing: often<Declaration['existing']>('REFUSE', 'ADOPT'),
  retain: fc.constantFrom(undefined, 'except on create', 'always'),
  policy: fc.nat(2),
  routes: fc.constantFrom(0, 1, undefined),
  liveRoutes: often<Declaration['liveRoutes']>('KEEP', 'ENFORCE', 'FAIL'),
  timeoutMinutes: often(15, 5, 55),
  construct: often<Declaration['construct']>('Media', 'Renamed'),
});

const HOUR = 60 * 60;
const DAY = 24 * HOUR;

/** AWS documents two minutes. One of the five control Regions can be stale, and then takes a day. */
const routesLags: fc.Arbitrary<readonly number[]> = fc
  .tuple(fc.array(often(2, 30, 110), { minLength: 5, maxLength: 5 }), seldom(fc.nat(4)))
  .map(([lags, stale]) => lags.map((lag, index) => (index === stale ? DAY : lag)));

export const conditions: fc.Arbitrary<Conditions> = fc.record({
  faults: fc.array(fc.record({
    call: fc.nat(25),
    calls: often(1, 2, 4, 12),
    kind: fc.constantFrom(...FAULT_KINDS),
  }), { maxLength: 3 }),
  deaths: fc.array(fc.record({
    invocation: fc.nat(5),
    call: fc.nat(8),
    when: fc.constantFrom('before', 'after'),
    how: fc.constantFrom('exited', 'unanswered', 'abandoned'),
  }), { maxLength: 2 }),
  cold: fc.boolean(),
  secondDelivery: seldom(fc.constantFrom(0, 1, 3, 20, 100, 270, 900)),
  lateRequest: rarely(fc.record({
    request: fc.nat(4),
    deliveries: fc.oneof(
      // The first delivery is in time, and the others are late.
      fc.array(fc.constantFrom(1, 300, HOUR, 6 * HOUR), { minLength: 1, maxLength: 2 }).map((late) => [0, ...late]),
      fc.array(fc.constantFrom(30, 200, HOUR, 6 * HOUR), { minLength: 1, maxLength: 2 }),
    ),
  })),
  duration: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 0, max: 20 }) },
    { weight: 3, arbitrary: fc.integer({ min: 21, max: 300 }) },
    { weight: 1, arbitrary: fc.integer({ min: 301, max: 3600 }) },
  ),
  failure: seldom(fc.record({ operation: fc.nat(3), leaves: fc.constantFrom('nothing', 'partial') })),
  latency: fc.constantFrom(0, 50, 900),
  routesLags: seldom(routesLags),
});

export const incident: fc.Arbitrary<Incident> = fc.record({
  change: fc.nat(2),
  afterMs: fc.option(fc.oneof(fc.integer({ min: 0, max: 30_000 }), fc.integer({ min: 0, max: 600_000 })), {
    freq: 2,
    nil: undefined,
  }),
});

const deploy: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('deploy' as const),
  declaration,
  incident: fc.option(incident, { freq: 2, nil: undefined }),
  rollbackUnder: fc.constantFrom('old id', 'new id'),
  conditions,
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: deploy },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('destroy' as const), conditions }) },
  { weight: 2, arbitrary: fc.constant({ kind: 'fail over' } as const) },
  { weight: 1, arbitrary: fc.constant({ kind: 'recreate' } as const) },
  {
    weight: 1,
    arbitrary: fc.record({ kind: fc.constant('foreign' as const), name: fc.constantFrom('media', 'video') }),
  },
);

/** In minutes. After three hours all functions and operations have ended, after ten minutes they may still run. */
const pause = fc.constantFrom(180, 10, 10, 60 * 24);

export const pauses = fc.array(pause, { minLength: 4, maxLength: 4 });

/** The limit of an account with 100 access points of other owners. With 101, a second one of the stacks exceeds it. */
export const limit = often<number | undefined>(undefined, ...Array<undefined>(5), 101, 200);

/** Schedules that start without a stack. */
export const fromNothing: fc.Arbitrary<Schedule> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  pauses,
  s3: seldom(s3Settings),
  limit,
});

const NO_FAULTS: Conditions = { faults: [], deaths: [], cold: false, duration: 5, latency: 0 };

const firstDeployment: fc.Arbitrary<Step> = declaration.map((first) => ({
  kind: 'deploy',
  declaration: { ...first, existing: 'REFUSE', routes: first.routes ?? 0 },
  rollbackUnder: 'old id',
  conditions: NO_FAULTS,
}));

/** Schedules that start with a stack that was deployed without faults. */
export const fromDeployed: fc.Arbitrary<Schedule> = fc.record({
  steps: fc
    .tuple(firstDeployment, fc.array(step, { minLength: 1, maxLength: 3 }))
    .map(([first, others]) => [first, ...others]),
  pauses,
  s3: seldom(s3Settings),
  limit,
});
