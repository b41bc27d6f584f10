import { CommandError } from '../../cli/command-error';
import { EXIT_CODES } from '../../cli/exit-codes';
import { toCommandError } from '../../cli/to-command-error';
import { CredentialsUnavailable } from '../../control/credentials';
import { type Failure } from '../../control/failure';
import {
  CONTROL_REGIONS, AllControlRegionsFailedError, RouteChangeConflictError, UnconfirmedRouteChangeError,
} from '../../control/routes/control-regions';

const DENIED: Failure = { kind: 'denied', code: 'AccessDenied', message: 'Access Denied', status: 403 };
const ABSENT: Failure = { kind: 'absent', code: 'NoSuchMultiRegionAccessPoint', message: 'not found', status: 404 };
const NO_ANSWER: Failure = { kind: 'unavailable', code: 'ETIMEDOUT', message: 'no answer within 5 s' };

function skipAll(failure: Failure) {
  return CONTROL_REGIONS.map((region) => ({ region, failure }));
}

const NO_CREDENTIALS = Object.assign(new Error('Could not load credentials from any providers'), {
  name: 'CredentialsProviderError',
});
const MISSING_CREDENTIALS = {
  code: EXIT_CODES.INVALID_INPUT,
  message: 'no AWS credentials found, expected them in the environment, a profile or a role; set AWS_PROFILE or log in',
};

describe('toCommandError', () => {
  test('describes the sources of credentials if there are none', () => {
    expect(toCommandError(NO_CREDENTIALS)).toMatchObject(MISSING_CREDENTIALS);
  });

  test('describes the sources of credentials if no control Region was called without them', () => {
    const failure: Failure = { kind: 'unexpected', code: 'CredentialsProviderError', message: 'none' };
    expect(toCommandError(new AllControlRegionsFailedError(skipAll(failure)))).toMatchObject(MISSING_CREDENTIALS);
  });

  test('keeps an error of a command', () => {
    const error = new CommandError('the table changed', EXIT_CODES.REFUSED);
    expect(toCommandError(error)).toBe(error);
  });

  test('ends with 2 if the credentials cannot be read', () => {
    const error = new CredentialsUnavailable('the profile "ops" does not exist');
    expect(toCommandError(error)).toMatchObject({ code: EXIT_CODES.INVALID_INPUT, message: error.message });
  });

  test('ends with 5 if no control Region answered', () => {
    const { code, message } = toCommandError(new AllControlRegionsFailedError(skipAll(NO_ANSWER)));
    expect(code).toBe(EXIT_CODES.UNREACHABLE);
    expect(message).toMatch(/^no control Region answered: /);
    expect(message.match(/no answer within 5 s/g)).toHaveLength(1);
  });

  test.each([
    ['ExpiredToken', 400], ['InvalidToken', 400], ['InvalidAccessKeyId', 403], ['SignatureDoesNotMatch', 403],
  ])('ends with 5 if all control Regions refused the credentials with %s', (refusal, status) => {
    const failure: Failure = { kind: 'refused', code: refusal, message: 'no', status };
    const { code, message } = toCommandError(new AllControlRegionsFailedError(skipAll(failure)));
    expect(code).toBe(EXIT_CODES.UNREACHABLE);
    expect(message).toMatch(/^no control Region accepted the credentials: /);
  });

  test.each([ABSENT, DENIED])('ends with 1 if all control Regions refused the call with $code', (failure) => {
    const { code, message } = toCommandError(new AllControlRegionsFailedError(skipAll(failure)));
    expect(code).toBe(EXIT_CODES.PROBLEMS);
    expect(message).toMatch(/^all control Regions refused the call: /);
  });

  test('ends with 4 while another change is in progress', () => {
    const conflict: Failure = { kind: 'conflict', code: 'OperationAborted', message: 'conflict', status: 409 };
    const { code, message } = toCommandError(new RouteChangeConflictError('us-east-1', conflict));
    expect(code).toBe(EXIT_CODES.REFUSED);
    expect(message).toContain('in progress in us-east-1, nothing was changed');
  });

  test.each([
    [
      'the live routes', new Map([['eu-west-1', 100], ['us-east-1', 0]]),
      'the live routes are eu-west-1=ACTIVE,us-east-1=PASSIVE',
    ],
    ['unknown live routes', undefined, 'the live routes are unknown'],
  ])('ends an unconfirmed change with 5 and shows %s', (_, live, expected) => {
    const { code, message } = toCommandError(new UnconfirmedRouteChangeError(skipAll(NO_ANSWER), live));
    expect(code).toBe(EXIT_CODES.UNREACHABLE);
    expect(message).toContain(expected);
    expect(message).toContain('run "status" before you repeat it');
  });

  test('adds the advice for a refused call once', () => {
    const { message } = toCommandError(new AllControlRegionsFailedError(skipAll(DENIED)));
    const parts = message.split('; ');
    expect(new Set(parts).size).toBe(parts.length);
    expect(message).toContain('AccessDenied');
  });

  test.each([
    ['a refused connection', { code: 'ECONNREFUSED', $metadata: {} }, EXIT_CODES.UNREACHABLE],
    ['a throttled call', { Code: 'SlowDown', $metadata: { httpStatusCode: 503 } }, EXIT_CODES.UNREACHABLE],
    ['a refused call', { Code: 'AccessDenied', $metadata: { httpStatusCode: 403 } }, EXIT_CODES.PROBLEMS],
  ])('converts %s', (_, properties, expected) => {
    expect(toCommandError(Object.assign(new Error('failed'), properties)).code).toBe(expected);
  });
});
