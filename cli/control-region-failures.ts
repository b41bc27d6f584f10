import { areCredentialsRefused, type Failure, type FailureKind } from '../control/failure';
import { EXIT_CODES, type ExitCode } from './exit-codes';

/** What the failures of all five control Regions have in common. */
export interface ControlRegionsVerdict {
  /** The start of a message, before the failures. */
  readonly text: string;
  readonly code: ExitCode;
}

const REFUSALS: readonly FailureKind[] = ['absent', 'denied', 'refused'];

/**
 * Decides whether the operator or AWS has to act. Other credentials, or the same ones later, can succeed after all
 * control Regions refused them, as after no answer. Any other refusal by all Regions is a problem of the call.
 */
export function judgeControlRegionFailures(failures: readonly Failure[]): ControlRegionsVerdict {
  if (failures.length > 0 && failures.every(areCredentialsRefused)) {
    return { text: 'no control Region accepted the credentials', code: EXIT_CODES.UNREACHABLE };
  }
  if (failures.length > 0 && failures.every(({ kind }) => REFUSALS.includes(kind))) {
    return { text: 'all control Regions refused the call', code: EXIT_CODES.PROBLEMS };
  }
  return { text: 'no control Region answered', code: EXIT_CODES.UNREACHABLE };
}
