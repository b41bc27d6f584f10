import fc from 'fast-check';
import { type Incident, type RollbackUnder } from '../../../driver/stack';
import { incident, pauses, seldom, type Conditions, conditions } from '../schedule';
import { SOURCES, type SourceName } from './template';

/** The varying parts of a template with replication. */
export interface Declaration {
  /** The source buckets. Each has its own resource. */
  readonly sources: readonly SourceName[];
  /** The number of destinations of each source. */
  readonly destinations: 1 | 2;
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
  }
  | { readonly kind: 'destroy'; readonly conditions: Conditions }
  /** An operator changes the replication of a bucket. */
  | {
    readonly kind: 'manual';
    readonly change: typeof MANUAL_CHANGES[number];
    readonly source: SourceName;
    readonly priority: number;
  };

export interface Schedule {
  readonly steps: readonly Step[];
  /** Minutes after each step. */
  readonly pauses: readonly number[];
}

const declaration: fc.Arbitrary<Declaration> = fc.record({
  sources: fc.subarray([...SOURCES], { minLength: 1 }),
  destinations: fc.constantFrom(1, 2),
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
});

const manual: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('manual' as const),
  change: fc.constantFrom(...MANUAL_CHANGES),
  source: fc.constantFrom(...SOURCES),
  // Rules of this library have the last one, too.
  priority: fc.constantFrom(1, 2, 3, 1000),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: deploy },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('destroy' as const), conditions }) },
  { weight: 3, arbitrary: manual },
);

export const replicationSchedules: fc.Arbitrary<Schedule> = fc.record({
  steps: fc.array(step, { minLength: 1, maxLength: 4 }),
  pauses,
});
