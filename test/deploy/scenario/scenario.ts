import { type Declaration } from '../applications/declaration';
import { type State } from './state';

/** A fault of S3 during a step. */
export interface InjectedFault {
  /** The asynchronous operation that S3 accepts and then fails. */
  readonly operation: 'CreateMultiRegionAccessPoint' | 'PutMultiRegionAccessPointPolicy';
  readonly leaves: 'nothing' | 'partial';
}

/** The effect of a step on the access point's alias, which clients use as the address. */
export type AliasChange = 'new' | 'same' | 'different' | 'deleted';

interface StepBase {
  readonly title: string;
  readonly aliasChange: AliasChange;
  /** The state after the step. A missing part is empty. */
  readonly expected: Partial<State>;
}

export interface DeployStep extends StepBase {
  readonly deploy: Declaration;
  /** The version of recorded templates to deploy instead of the synthesized ones. Their roles are not compared. */
  readonly recorded?: string;
  /** Whether the `cdk` command runs the app. By default, it deploys an app that was synthesized before. */
  readonly runsApp?: boolean;
  /** Whether the deployment imports existing resources with the names in the templates. */
  readonly importExisting?: boolean;
  /** Whether the app adopts the retained resources of a deleted stack, with the replication role of the buckets. */
  readonly adopt?: boolean;
  readonly fault?: InjectedFault;
  /** The deployment must fail with an output that matches. */
  readonly expectedError?: RegExp;
  /** Requires that physical ids stay the same, except those of permissions, which depend on their content. */
  readonly keepsPhysicalIds?: boolean;
}

export interface DestroyStep extends StepBase {
  readonly destroy: Declaration;
}

/** A step that runs `cdk-s3-mrap`. */
export interface CommandStep extends StepBase {
  readonly command: (accessPointArn: string) => readonly string[];
  readonly exitCode: number;
  readonly output: RegExp;
}

export type Step = DeployStep | DestroyStep | CommandStep;

export type S3ControlProvider = 'simulator' | 'ministack' | 'moto';

export interface Scenario {
  readonly title: string;
  /** The rows of the probe table that a backend must support to run the scenario. */
  readonly requiredRows: readonly string[];
  /** The implementations of S3 Control with which the scenario runs. The test driver deploys to moto. */
  readonly s3Control: readonly S3ControlProvider[];
  /** Existing buckets: their Regions by name. */
  readonly buckets?: Readonly<Record<string, string>>;
  readonly steps: readonly Step[];
}
