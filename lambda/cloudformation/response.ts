import { type RawProperties } from '../../src/wire/property-readers';

/** What onEvent answers; the framework hands every field on to isComplete. */
export interface OnEventResponse {
  readonly PhysicalResourceId: string;
  /** The name that an update which is rolled back may have given to an access point. */
  readonly CancelledReplacement?: string;
  /** Whether this is the rollback of an update that may still run. */
  readonly IsRollback?: boolean;
}

/** What isComplete answers; Data only with the end. */
export interface IsCompleteResponse {
  readonly IsComplete: boolean;
  /** The final id, where it differs from the one that onEvent answered. */
  readonly PhysicalResourceId?: string;
  readonly Data?: RawProperties;
}

/** What a handler without isComplete answers. */
export interface SynchronousResponse {
  readonly PhysicalResourceId: string;
  readonly Data?: RawProperties;
}
