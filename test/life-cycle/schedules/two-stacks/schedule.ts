import fc from 'fast-check';
import { type ContinueRollback, type Incident, type OnFailure, type RollbackUnder } from '../../../driver/stack';
import { type S3Settings, s3Settings } from '../s3-settings';
import { type Conditions, conditions, type Declaration, incident, limit, often, seldom } from '../schedule';

export type StackName = 'first' | 'second';

export interface Deployment {
  readonly kind: 'deploy';
  readonly stack: StackName;
  /** The stack whose last declaration this deployment starts from. An adopter declares the settings of the creator. */
  readonly basis: StackName;
  /** The settings that differ from it. */
  readonly change: Partial<Declaration>;
  readonly incident?: Incident;
  readonly rollbackUnder: RollbackUnder;
  readonly onFailure: OnFailure;
  readonly continueRollback: ContinueRollback;
  readonly leftovers: 'first' | 'last';
  readonly conditions: Conditions;
}

export type ManualAction =
  | 'fail over'
  /** An operator deletes an access point. */
  | 'delete'
  /** An operator deletes an access point and creates another one with the same name. */
  | 'recreate'
  /** An operator saves the policy in the console, without the marker of this library. */
  | 'edit policy'
  /** Another owner creates an access point with a name that the stacks declare. */
  | 'create';

export type Step =
  | Deployment
  /** Deploys a template without the construct, or deletes the stack. */
  | { readonly kind: 'remove construct' | 'destroy'; readonly stack: StackName; readonly conditions: Conditions }
  | { readonly kind: ManualAction; readonly name: 'media' | 'video' };

export interface TimedStep {
  readonly step: Step;
  /**
   * The seconds from the start of the previous step until this step starts. Steps of one stack never overlap.
   * Undefined: after the end of all previous steps.
   */
  readonly overlap?: number;
  /** The minutes after the end of all previous steps, without an overlap. */
  readonly pause: number;
}

export interface Schedule {
  readonly steps: readonly TimedStep[];
  /** The stack that is destroyed first at the end. */
  readonly destroyedFirst: StackName;
  /** Undefined: the documented behavior of S3. */
  readonly s3?: S3Settings;
  /** The limit of access points in an account with 100 access points of other owners. Undefined: an empty account. */
  readonly limit?: number;
}

const NAMES: readonly StackName[] = ['first', 'second'];

/** The settings of the first deployment, which most changes start from. */
export const INITIAL: Declaration = {
  name: 'media',
  members: 'three',
  replacement: 'FORBID',
  existing: 'REFUSE',
  policy: 0,
  routes: 0,
  liveRoutes: 'KEEP',
  timeoutMinutes: 15,
  construct: 'Media',
};

/** The settings of one field. `existing` and `construct` decide adoptions and renames, so they change more often. */
const change: fc.Arbitrary<Partial<Declaration>> = fc
  .array(
    fc.oneof<fc.Arbitrary<Partial<Declaration>>[]>(
      fc.constantFrom<Declaration['name']>('media', 'video', undefined).map((name) => ({ name })),
      fc.constantFrom<Declaration['members']>('three', 'two', 'two', 'seventeen').map((members) => ({ members })),
      fc.constantFrom<Declaration['block']>('complete', 'partial').map((block) => ({ block })),
      fc.constantFrom<Declaration['replacement']>('FORBID', 'ALLOW').map((replacement) => ({ replacement })),
      fc.constantFrom<Declaration['retain']>(undefined, 'except on create', 'always').map((retain) => ({ retain })),
      fc.nat(2).map((policy) => ({ policy })),
      fc.constantFrom(0, 1, undefined).map((routes) => ({ routes })),
      fc.constantFrom<Declaration['liveRoutes']>('KEEP', 'ENFORCE', 'FAIL').map((liveRoutes) => ({ liveRoutes })),
      fc.constantFrom(1, 5, 15, 55).map((timeoutMinutes) => ({ timeoutMinutes })),
      fc.constantFrom<Declaration['construct']>('Media', 'Renamed').map((construct) => ({ construct })),
      // A renamed construct adopts the access point of the previous one.
      fc.constantFrom<Declaration['construct']>('Media', 'Renamed').map((construct) =>
        ({ construct, existing: 'ADOPT' })),
    ),
    { maxLength: 2 },
  )
  .map((changes) => Object.assign({}, ...changes) as Partial<Declaration>);

const stack = fc.constantFrom(...NAMES);

const deploy: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('deploy' as const),
  stack,
  basis: stack,
  change: fc
    .tuple(change, often<Declaration['existing']>('ADOPT', 'REFUSE'))
    .map(([changed, existing]) => ({ existing, ...changed })),
  incident: fc.option(incident, { freq: 2, nil: undefined }),
  rollbackUnder: fc.constantFrom<RollbackUnder>('old id', 'new id'),
  onFailure: often<OnFailure>('roll back', 'keep', 'delete'),
  continueRollback: fc.constantFrom<ContinueRollback>('repeat', 'skip'),
  leftovers: fc.constantFrom('first', 'last'),
  conditions,
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 9, arbitrary: deploy },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constantFrom('remove construct', 'destroy', 'destroy'), stack, conditions }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constantFrom<ManualAction>('fail over', 'delete', 'recreate', 'edit policy', 'create'),
      name: often<'media' | 'video'>('media', 'video'),
    }),
  },
);

/** The minutes are those of the schedules with one stack: after three hours all functions have ended. */
const timedStep: fc.Arbitrary<TimedStep> = fc.record({
  step,
  overlap: seldom(fc.constantFrom(0, 1, 5, 20, 60, 150, 400)),
  pause: fc.constantFrom(180, 10, 10, 60 * 24),
});

const NO_FAULTS: Conditions = { faults: [], deaths: [], cold: false, duration: 5, latency: 0 };

const makeDeployment = (fields: Pick<Deployment, 'stack' | 'change'>): TimedStep => ({
  step: {
    kind: 'deploy',
    basis: 'first',
    rollbackUnder: 'old id',
    onFailure: 'roll back',
    continueRollback: 'repeat',
    leftovers: 'last',
    conditions: NO_FAULTS,
    ...fields,
  },
  pause: 10,
});

/** Half of the schedules start with an access point that the second stack has adopted from the first one. */
const start: fc.Arbitrary<readonly TimedStep[]> = fc.tuple(change, fc.nat(3)).map(([first, steps]) => [
  makeDeployment({ stack: 'first', change: { ...first, existing: 'REFUSE' } }),
  makeDeployment({ stack: 'second', change: { existing: 'ADOPT' } }),
].slice(0, steps));

export const twoStacks: fc.Arbitrary<Schedule> = fc.record({
  steps: fc.tuple(start, fc.array(timedStep, { minLength: 1, maxLength: 4 })).map(([first, others]) =>
    [...first, ...others]),
  destroyedFirst: stack,
  s3: seldom(s3Settings),
  limit,
});
