import { type Clock, MINUTE } from '../control/clock';
import { type S3Control } from '../control/s3-control';
import { type Finding } from '../src/diagnostics/finding';

/** What the handlers need of the world; tests give their own. */
export interface HandlerContext {
  readonly s3: S3Control;
  readonly clock: Clock;
  /** Findings that do not end the deployment, and that someone will want to read later. */
  readonly report: (finding: Finding) => void;
  /**
   * The operation that each request or client token started, as far as this process has seen it. It only ever spares a question: another
   * process, or the same one restarted, finds the operation again by asking with the same token.
   */
  readonly operations: Map<string, string>;
}

/** One invocation waits this long and then hands over: idle connections behind a NAT die after 350 seconds. */
export const INVOCATION_PATIENCE = 4 * MINUTE;
