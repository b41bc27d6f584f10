import { type Simulator } from '../../../simulator';
import { type Declaration } from '../applications/declaration';
import { type ProcessResult } from '../emulator/child';
import { type LiveAccessPoints } from './read-access-points';
import { type DeployStep } from './scenario';
import { type StackResource } from './stack-resource';
import { type BucketState, type State } from './state';
import { type SynthesizedStack } from './template';

export interface DeploymentResult {
  readonly succeeded: boolean;
  /** The output, including the reason of a failure. */
  readonly output: string;
  /** The stacks of the deployed app. */
  readonly stacks: readonly SynthesizedStack[];
}

/** The compared parts of the state. */
export interface ComparedFields {
  readonly bucket: ReadonlySet<keyof BucketState>;
  /** Whether S3 Control returns the Region of each member of an access point. */
  readonly memberRegions: boolean;
  /** Whether S3 Control has routes. */
  readonly routes: boolean;
  /** Roles, keys and log groups. */
  readonly identities: boolean;
}

/** Deploys the apps of scenarios: with the `cdk` command to the emulator, or with the test driver. */
export interface DeploymentBackend {
  readonly name: string;
  /** The fields that the backend can read. */
  readonly comparedFields: ComparedFields;
  /** The simulator, if it provides S3 Control. */
  readonly simulator?: Simulator;
  /** Returns whether the backend behaves like AWS in a row of the probe table. */
  supports(row: string): boolean;
  createBucket(name: string, region: string): Promise<void>;
  deploy(step: DeployStep): Promise<DeploymentResult>;
  destroy(declaration: Declaration): Promise<DeploymentResult>;
  /** Runs the bundled `cdk-s3-mrap`. */
  runCommandLine(args: readonly string[]): Promise<ProcessResult>;
  /** Lists the resources of a stack; none if the stack does not exist. */
  listResources(stack: SynthesizedStack): Promise<readonly StackResource[]>;
  /** Returns the state of all buckets by name. */
  readBuckets(): Promise<Readonly<Record<string, BucketState>>>;
  readAccessPoints(): Promise<LiveAccessPoints>;
  /** Returns the state of those of these resources that exist. */
  readIdentities(resources: readonly StackResource[]): Promise<Pick<State, 'roles' | 'keys' | 'logGroups'>>;
}
