import { CredentialsUnavailable } from '../control/credentials';
import { ImpossibleRouteChangeError } from '../control/failover/plan';
import {
  areCredentialsRefused, type Failure, showFailureWithStatus, showRegionFailures, toFailure,
} from '../control/failure';
import {
  AllControlRegionsFailedError, RouteChangeConflictError, UnconfirmedRouteChangeError,
} from '../control/routes/control-regions';
import { showRegionDials } from '../control/routes/routing';
import { renderFindingAsMessage } from '../src/diagnostics/finding';
import { findOperatorAdvice } from './advice';
import { CommandError } from './command-error';
import { judgeControlRegionFailures } from './control-region-failures';
import { EXIT_CODES } from './exit-codes';

/** Converts any error into one line and an exit code. Operators read it during an outage, so it has no stack trace. */
export function toCommandError(error: unknown): CommandError {
  if (error instanceof CommandError) return error;
  if (error instanceof ImpossibleRouteChangeError) {
    return new CommandError(error.findings.map(renderFindingAsMessage).join(' '));
  }
  if (error instanceof UnconfirmedRouteChangeError) return toUnconfirmed(error);
  if (error instanceof AllControlRegionsFailedError) return toUnreachable(error);
  if (error instanceof RouteChangeConflictError) {
    const problem = `another change of the routes is in progress in ${error.region}, nothing was changed`;
    return new CommandError(`${problem}; read the routes with status, and repeat the command`, EXIT_CODES.REFUSED);
  }
  if (error instanceof CredentialsUnavailable) return new CommandError(error.message);
  if (error instanceof Error && error.name === NO_CREDENTIALS) return missingCredentials();
  const failure = toFailure(error);
  const isUnreachable = failure.kind === 'unavailable' || failure.kind === 'throttled';
  const code = isUnreachable || areCredentialsRefused(failure) ? EXIT_CODES.UNREACHABLE : EXIT_CODES.PROBLEMS;
  return new CommandError(withAdvice(showFailureWithStatus(failure), [failure]), code);
}

function toUnreachable({ skipped }: AllControlRegionsFailedError): CommandError {
  const failures = skipped.map(({ failure }) => failure);
  if (failures.length > 0 && failures.every(({ code }) => code === NO_CREDENTIALS)) return missingCredentials();
  const { text, code } = judgeControlRegionFailures(failures);
  return new CommandError(withAdvice(`${text}: ${showRegionFailures(skipped)}`, failures), code);
}

/** S3 may have applied a submit without an answer. */
function toUnconfirmed({ skipped, live }: UnconfirmedRouteChangeError): CommandError {
  const failures = skipped.map(({ failure }) => failure);
  const routes = live === undefined ? 'the live routes are unknown' : `the live routes are ${showRegionDials(live)}`;
  const text = `the change was sent, and no control Region confirmed it: ${showRegionFailures(skipped)}; ${routes}`;
  return new CommandError(withAdvice(`${text}; run "status" before you repeat it`, failures), EXIT_CODES.UNREACHABLE);
}

const NO_CREDENTIALS = 'CredentialsProviderError';

function missingCredentials(): CommandError {
  return new CommandError(
    'no AWS credentials found, expected them in the environment, a profile or a role; set AWS_PROFILE or log in',
    EXIT_CODES.INVALID_INPUT,
  );
}

/** Adds each advice once. */
function withAdvice(text: string, failures: readonly Failure[]): string {
  const advice = new Set(failures.flatMap((failure) => findOperatorAdvice(failure) ?? []));
  return [text.replace(/\s+/g, ' '), ...advice].join('; ');
}
