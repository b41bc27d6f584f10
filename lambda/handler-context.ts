import { type Clock, MINUTE } from '../control/clock';
import { type S3Control } from '../control/s3-control';
import { type CloudFormationStackReader } from '../control/stacks';
import { type Finding } from '../src/diagnostics/finding';

/** The dependencies of the handlers. Tests replace them. */
export interface HandlerContext {
  readonly s3: S3Control;
  readonly clock: Clock;
  /** CloudFormation. Without it, the handlers do not know whether an update is a rollback. */
  readonly stacks?: CloudFormationStackReader;
  /** Logs a finding that does not end the deployment. */
  readonly report: (finding: Finding) => void;
  /**
   * The token ARN of the operation that each request or client token started, as a cache of this process. Another
   * process finds the operation again: S3 answers the same client token with the same operation.
   */
  readonly operations: Map<string, string>;
}

/**
 * How long one invocation waits before the framework invokes the function again. Connections that are idle behind a NAT
 * gateway end after 350 seconds.
 */
export const INVOCATION_WAIT_TIMEOUT = 4 * MINUTE;
