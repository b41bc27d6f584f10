import { type Clock } from '../../control/clock';
import { areCredentialsRefused, type Failure, type FailureKind, toFailure } from '../../control/failure';
import { repeatWhileNew } from './poll';

/** The kinds of errors by which a service decides about the content of a call. */
const REFUSALS: readonly FailureKind[] = ['refused', 'absent'];
/** S3 reports an error of its own as the result of an operation too. */
export const FAILURES_OF_SERVICE: readonly string[] = ['InternalError', 'InternalServiceException'];

/**
 * Returns the refusal of a call by the service. Throws every other error again: a call without an answer, a throttled
 * call and expired credentials say nothing about an assumption.
 *
 * @param others the kinds of errors that the probe observes besides refusals of the content. For example, a denial
 * counts only if the probe knows the permissions of the caller.
 */
export function requireRefusal(error: unknown, others: readonly FailureKind[] = []): Failure {
  const failure = toFailure(error);
  const isDecision = REFUSALS.includes(failure.kind) || others.includes(failure.kind);
  if (!isDecision || areCredentialsRefused(failure) || FAILURES_OF_SERVICE.includes(failure.code)) throw error;
  return failure;
}

/** Returns the denial of a call by IAM. Throws every other error again, also a refusal for another reason. */
export function requireDenial(error: unknown): Failure {
  const failure = toFailure(error);
  if (failure.kind !== 'denied') throw error;
  return failure;
}

/** Repeats the first call of a caller with a new role while IAM denies it. A later denial is the answer. */
export async function callWithNewRole<T>(
  { clock }: { readonly clock: Clock }, call: () => Promise<T>,
): Promise<T> {
  return repeatWhileNew(clock, (error) => toFailure(error).kind === 'denied', call);
}

/** The code with which an asynchronous operation ended. */
export class OperationFailure extends Error {
  public readonly $metadata = { httpStatusCode: 400 };

  constructor(public readonly Code: string, message: string) {
    super(message);
    this.name = Code;
  }
}
