import fc from 'fast-check';
import { type Incident, type RollbackUnder } from '../../../driver/stack';
import { incident, pauses, seldom, type Conditions, conditions } from '../schedule';
import { SOURCES, type SourceName } from './template';

/** The varying parts of a template with replication. */
export interface Declaration {
  /** The source buckets. Each has its own resource. */
  readonly sources: readonly SourceName[];
  /** The number of destinations of each source. An access point has at most 17 members. */
  readonly destinations: 1 | 2 | 16;
  readonly prefix?: string;
  /** Whether the stack creates the role, or the user gives an existing one. */
  readonly role: 'created' | 'given';
  readonly retain?: 'always' | 'except on create';
}

export const MANUAL_CHANGES = ['add rule', 'overwrite all', 'remove rules'] as const;

export type Step =
  | {
    readonly kind: 'deploy';
    readonly declaration: Declaration;
    readonly incident?: Incident;
    readonly rollbackUnder: RollbackUnder;
    readonly conditions: Conditions;
    /** The rule that an operator adds while the deployment runs, in milliseconds after its start. */
    readonly added?: { readonly source: SourceName; readonly afterMs: number };
    /** For how many seconds S3 does not see the role of the stack. */
    readonly roleLag: number;
  }
  | { readonly kind: 'destroy'; readonly conditions: Conditions }
  /** An operator changes the replication of a bucket. */
  | ManualChange;

export interface ManualChange {
  readonly kind: 'manual';
  readonly change: typeof MANUAL_CHANGES[number];
  readonly source: SourceName;
  readonly priority: number;
  /** Whether the rule has no filter, like a rule of the first version of the schema. */
  readonly unfiltered: boolean;
}

export interface Schedule {
  readonly steps: readonly Step[];
  /** Minutes after each step. */
  readonly pauses: readonly number[];
  /** For how many seconds reads return the configuration before a change. */
  readonly lag: number;
}

const declaration: fc.Arbitrary<Declaration> = fc.record({
  sources: fc.subarray([...SOURCES], { minLength: 1 }),
  destinations: fc.constantFrom(1, 1, 2, 2, 16),
  prefix: fc.constantFrom(undefined, undefined, 'films/'),
  role: fc.constantFrom('created', 'created', 'given'),
  retain: fc.constantFrom(undefined, undefined, 'except on create', 'always'),
});

const deploy: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('deploy' as const),
  declaration,
  incident: seldom(incident),
  rollbackUnder: fc.constantFrom('old id', 'new id'),
  conditions,
  added: seldom(fc.record({ source: fc.constantFrom(...SOURCES), afterMs: fc.integer({ min: 20_000, max: 140_000 }) })),
  roleLag: fc.constantFrom(0, 0, 0, 40, 100),
});

const manual: fc.Arbitrary<ManualChange> = fc.record({
  kind: fc.constant('manual' as const),
  change: fc.constantFrom(...MANUAL_CHANGES),
  source: fc.constantFrom(...SOURCES),
  // Rules of this library have the last one, too.
  priority: fc.constantFrom(1, 2, 3, 1000),
  unfiltered: fc.constantFrom(false, false, false, false, true),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: deploy },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('destroy' as const), conditions }) },
  { weight: 3, arbitrary: manual },
);

export const replicationSchedules: fc.Arbitrary<Schedule> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  pauses,
  lag: fc.constantFrom(0, 0, 5, 20),
});
