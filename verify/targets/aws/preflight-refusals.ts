import { findOperatorAdvice } from '../../../cli/advice';
import { CredentialsUnavailable } from '../../../control/credentials';
import {
  areCredentialsRefused, type Failure, isConnectionFailure, showFailureWithStatus, toFailure,
} from '../../../control/failure';

/** The run must not start in this account. */
export class RefusedAccount extends Error {
  public override readonly name = 'RefusedAccount';
}

/** The command has no credentials that AWS accepts. */
export class RefusedCredentials extends Error {
  public override readonly name = 'RefusedCredentials';
}

/** A service sent no answer of AWS. */
export class UnusableAnswer extends Error {
  public override readonly name = 'UnusableAnswer';
}

/** A call before the run. */
export interface PreflightCall {
  readonly operation: string;
  /** A sentence that says which change was not made. */
  readonly unchanged: string;
}

/** Makes a call before the run. Its failure is an error for the user of the command. */
export async function callBeforeRun<T>(call: PreflightCall, send: () => Promise<T>): Promise<T> {
  try {
    return await send();
  } catch (error) {
    throw describeFailure(call, error);
  }
}

function describeFailure({ operation, unchanged }: PreflightCall, error: unknown): Error {
  if (error instanceof UnusableAnswer) return error;
  if (error instanceof CredentialsUnavailable) return new RefusedCredentials(`${error.message}. ${unchanged}`);
  const failure = toFailure(error);
  if (failure.code === 'CredentialsProviderError') {
    return new RefusedCredentials(
      'no credentials of AWS were found; expected them in the environment, in a profile or from a role. '
      + `${unchanged} Choose a profile with --profile, or log in`);
  }
  const advice = findOperatorAdvice({ ...failure, operation });
  const next = advice === undefined ? '' : ` ${advice[0].toUpperCase()}${advice.slice(1)}`;
  const text = `${operation} failed: ${showFailureWithStatus(failure)}; expected ${findExpectation(failure)}. `
    + `${unchanged}${next}`;
  if (areCredentialsRefused(failure)) return new RefusedCredentials(text);
  return isConnectionFailure(failure) ? new UnusableAnswer(text) : new RefusedAccount(text);
}

function findExpectation(failure: Failure): string {
  if (areCredentialsRefused(failure)) return 'credentials that AWS accepts';
  return isConnectionFailure(failure) ? 'an answer of AWS' : 'success';
}
