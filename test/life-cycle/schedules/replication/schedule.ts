import fc from 'fast-check';
import { type Incident, type RollbackUnder } from '../../../driver/stack';
import { incident, pauses, seldom, type Weather, weather } from '../schedule';
import { SOURCES, type SourceName } from './template';

/** What a template declares of replication, as far as schedules vary it. */
export interface Declaration {
  /** The buckets that are replicated; each has a resource of its own. */
  readonly sources: readonly SourceName[];
  /** How many destinations each has. */
  readonly destinations: 1 | 2;
  readonly prefix?: string;
  /** Whether the role is one of the stack's own, or one that was there before. */
  readonly role: 'created' | 'given';
  readonly retain?: 'always' | 'except on create';
}

export const HANDS = ['adds a rule', 'overwrites everything', 'takes rules away'] as const;

export type Step =
  | {
    readonly kind: 'deploy';
    readonly declaration: Declaration;
    readonly incident?: Incident;
    readonly rollbackUnder: RollbackUnder;
    readonly weather: Weather;
  }
  | { readonly kind: 'destroy'; readonly weather: Weather }
  /** Someone else changes the replication of a bucket. */
  | { readonly kind: 'by hand'; readonly what: typeof HANDS[number]; readonly source: SourceName; readonly priority: number };

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
  weather,
});

const byHand: fc.Arbitrary<Step> = fc.record({
  kind: fc.constant('by hand' as const),
  what: fc.constantFrom(...HANDS),
  source: fc.constantFrom(...SOURCES),
  // Of the last one, ours has the same.
  priority: fc.constantFrom(1, 2, 3, 1000),
});

const step: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: deploy },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('destroy' as const), weather }) },
  { weight: 3, arbitrary: byHand },
);

export const ofReplication: fc.Arbitrary<Schedule> = fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 4 }), pauses });
