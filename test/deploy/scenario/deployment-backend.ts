import { type Simulator } from '../../../simulator';
import { type Declaration } from '../applications/declaration';
import { type ComparedFields } from './expected-state';
import { type DeployStep } from './scenario';
import { type BucketState } from './state';
import { type SynthesizedStack } from './template';

export interface DeploymentResult {
  readonly succeeded: boolean;
  /** The output, including the reason of a failure. */
  readonly output: string;
  /** The stacks of the deployed app. */
  readonly stacks: readonly SynthesizedStack[];
  /** The names of the stacks whose deployment is complete. */
  readonly completeStacks: ReadonlySet<string>;
}

/** Deploys the apps of scenarios: with the `cdk` command to the emulator, or with the test driver. */
export interface DeploymentBackend {
  readonly name: string;
  /** The fields of buckets that the backend can read. */
  readonly comparedFields: ComparedFields;
  readonly simulator: Simulator;
  /** Returns whether the backend behaves like AWS in a row of the probe table. */
  supports(row: string): boolean;
  createBucket(name: string, region: string): Promise<void>;
  deploy(step: DeployStep): Promise<DeploymentResult>;
  destroy(declaration: Declaration): Promise<DeploymentResult>;
  /** Returns the physical ids by logical id; none if the stack does not exist. */
  physicalIds(stack: SynthesizedStack): Promise<Readonly<Record<string, string>>>;
  /** Returns the state of all buckets by name. */
  buckets(): Promise<Readonly<Record<string, BucketState>>>;
}
