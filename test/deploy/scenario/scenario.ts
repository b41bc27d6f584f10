import { type Declaration } from '../applications/declaration';

/** What S3 does while a step is played. */
export interface Disturbance {
  /** The operation that S3 accepts and that fails in the end. */
  readonly operation: 'CreateMultiRegionAccessPoint' | 'PutMultiRegionAccessPointPolicy';
  readonly leaves: 'nothing' | 'partial';
}

/** What has become of the access point's alias, which is its clients' address. */
export type Alias = 'new' | 'same' | 'another' | 'gone';

interface Common {
  readonly title: string;
  readonly alias: Alias;
}

export interface DeployStep extends Common {
  readonly deploy: Declaration;
  /** Templates that were recorded long ago stand for those of today. */
  readonly recorded?: string;
  /** Whether what exists under names of the templates is to be imported. */
  readonly importing?: boolean;
  /** The declaration takes back what a stack has left, under the replication role that the buckets have. */
  readonly takesBack?: boolean;
  readonly disturbance?: Disturbance;
  /** The deployment must fail, saying this. */
  readonly fails?: RegExp;
  /** Nothing may get another physical id; permissions excepted, whose ids follow their content. */
  readonly replacesNothing?: boolean;
}

export interface DestroyStep extends Common {
  readonly destroy: Declaration;
}

export type Step = DeployStep | DestroyStep;

export interface Scenario {
  readonly title: string;
  /** Rows of the probe's table without which whoever plays it would play something else. */
  readonly needs: readonly string[];
  /** Buckets that are there before, by name. */
  readonly buckets?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
