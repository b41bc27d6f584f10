import { type Simulator } from '../../../simulator';
import { type Declaration } from '../applications/declaration';
import { type Seen } from './asked';
import { type DeployStep } from './scenario';
import { type BucketState } from './state';
import { type SynthesizedStack } from './template';

export interface Outcome {
  readonly succeeded: boolean;
  /** Everything that was said, the reason of a failure included. */
  readonly said: string;
  /** What was deployed. */
  readonly stacks: readonly SynthesizedStack[];
  /** The names of those that are deployed now as they were asked to be. */
  readonly complete: ReadonlySet<string>;
}

/** Whoever plays scenarios: the emulator under the command line of the CDK, or the driver. */
export interface Player {
  readonly name: string;
  /** What it sees of buckets. */
  readonly seen: Seen;
  readonly simulator: Simulator;
  /** The rows of the probe's table that hold for it. */
  can(row: string): boolean;
  makeBucket(name: string, region: string): Promise<void>;
  deploy(step: DeployStep): Promise<Outcome>;
  destroy(declaration: Declaration): Promise<Outcome>;
  /** By logical id; empty where there is no such stack. */
  physicalIds(stack: SynthesizedStack): Promise<Readonly<Record<string, string>>>;
  /** Every bucket whose name begins like this. */
  buckets(): Promise<Readonly<Record<string, BucketState>>>;
}
