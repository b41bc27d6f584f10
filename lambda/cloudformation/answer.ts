import { type RawProperties } from '../../src/contract/reading';

/** What onEvent answers; the framework hands every field on to isComplete. */
export interface EventAnswer {
  readonly PhysicalResourceId: string;
  /** The name that an update which is rolled back may have given to an access point. */
  readonly Abandoned?: string;
  /** Whether this is the rollback of an update that may still run. */
  readonly GoesBack?: boolean;
}

/** What isComplete answers; Data only with the end. */
export interface CompletionAnswer {
  readonly IsComplete: boolean;
  /** The final id, where it differs from the one that onEvent answered. */
  readonly PhysicalResourceId?: string;
  readonly Data?: RawProperties;
}

/** What a handler without isComplete answers. */
export interface SynchronousAnswer {
  readonly PhysicalResourceId: string;
  readonly Data?: RawProperties;
}
