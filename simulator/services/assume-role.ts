import { randomBytes } from 'node:crypto';
import { type RoleSession } from './role-sessions';
import { OtherServiceError, readText, type ServiceInput, type ServiceOperation } from './service-operation';

const DEFAULT_SECONDS = 3_600;
const [MIN_SECONDS, MAX_SECONDS] = [900, 43_200];
const ROLE = /^arn:aws:iam::(?<accountId>\d{12}):role\/(?:.*\/)?(?<name>[^/]+)$/;
const SESSION_NAME = /^[\w+=,.@-]{2,64}$/;
const [KEY_BYTES, SECRET_BYTES] = [6, 20];

function validationError(message: string): OtherServiceError {
  return new OtherServiceError('ValidationError', 400, message);
}

/** Parameters that change the permissions of the session, which the simulator does not implement. */
const UNSUPPORTED = [
  'PolicyArns', 'ProvidedContexts', 'SerialNumber', 'SourceIdentity', 'Tags', 'TokenCode', 'TransitiveTagKeys',
];

function refuseUnsupported(input: ServiceInput): void {
  const name = UNSUPPORTED.find((parameter) => (input[parameter] ?? '') !== '');
  if (name === undefined) return;
  throw new OtherServiceError('NotImplemented', 501, `the simulator does not implement ${name} of AssumeRole`);
}

function readSessionPolicy(input: ServiceInput): string | undefined {
  const policy = readText(input, 'Policy');
  if (policy === '') return undefined;
  if (!hasStatements(policy)) {
    throw new OtherServiceError('MalformedPolicyDocument', 400, 'The policy is not a JSON object with statements.');
  }
  return policy;
}

function hasStatements(policy: string): boolean {
  try {
    return typeof (JSON.parse(policy) as { readonly Statement?: unknown } | null)?.Statement === 'object';
  } catch {
    return false;
  }
}

/** Refuses sessions that are longer than their role allows, or than a session of a role may create. */
function checkDuration(seconds: number, isChained: boolean, limit = DEFAULT_SECONDS): void {
  if (isChained && seconds > DEFAULT_SECONDS) {
    throw validationError(
      'The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining');
  }
  if (seconds > limit) {
    throw validationError('The requested DurationSeconds exceeds the MaxSessionDuration set for this role.');
  }
}

function readDuration(input: ServiceInput): number {
  const seconds = Number(readText(input, 'DurationSeconds') || DEFAULT_SECONDS);
  if (!(seconds >= MIN_SECONDS && seconds <= MAX_SECONDS)) {
    throw validationError(`DurationSeconds must be a number from ${MIN_SECONDS} to ${MAX_SECONDS}`);
  }
  return seconds;
}

function makeSession(input: ServiceInput, isChained: boolean, limit: number | undefined): RoleSession {
  refuseUnsupported(input);
  const roleArn = readText(input, 'RoleArn');
  const { accountId = '', name } = ROLE.exec(roleArn)?.groups ?? {};
  const sessionName = readText(input, 'RoleSessionName');
  if (!SESSION_NAME.test(sessionName)) {
    throw validationError('RoleSessionName must have 2 to 64 letters, digits and characters of _+=,.@-');
  }
  const policy = readSessionPolicy(input);
  const seconds = readDuration(input);
  checkDuration(seconds, isChained, limit);
  return {
    credentials: {
      // AWS never issues an access key with this beginning.
      accessKeyId: `ASIASIMULATED${randomBytes(KEY_BYTES).toString('hex').toUpperCase()}`,
      secretAccessKey: randomBytes(SECRET_BYTES).toString('hex'),
      sessionToken: randomBytes(SECRET_BYTES).toString('hex'),
    },
    roleArn,
    arn: `arn:aws:sts::${accountId}:assumed-role/${name}/${sessionName}`,
    accountId,
    ...(policy !== undefined && { policy }),
    expiresAt: Date.now() + seconds * 1_000,
  };
}

export const assumeRoleOperation: ServiceOperation = {
  service: 'sts',
  name: 'AssumeRole',
  action: 'sts:AssumeRole',
  findResource: ({ settings }, input) => {
    const arn = readText(input, 'RoleArn');
    const role = settings.findRole(arn);
    if (role === undefined || !ROLE.test(arn)) {
      throw new OtherServiceError(
        'AccessDenied', 403, `sts:AssumeRole on resource ${arn} is not allowed: the simulator knows no such role`);
    }
    return role;
  },
  findConditions: (input) => {
    const value = (name: string) => [readText(input, name)].filter((text) => text !== '');
    return {
      'sts:externalid': value('ExternalId'), 'sts:rolesessionname': value('RoleSessionName'), 'sts:sourceidentity': [],
    };
  },
  answer: ({ sessions, settings }, input, { session: caller }) => {
    const { maxSessionSeconds } = settings.findRole(readText(input, 'RoleArn')) ?? {};
    const session = makeSession(input, caller !== undefined, maxSessionSeconds);
    sessions.add(session);
    const { credentials: { accessKeyId, secretAccessKey, sessionToken }, arn, expiresAt } = session;
    return {
      Credentials: {
        AccessKeyId: accessKeyId,
        SecretAccessKey: secretAccessKey,
        SessionToken: sessionToken,
        Expiration: new Date(expiresAt),
      },
      AssumedRoleUser: { Arn: arn, AssumedRoleId: `AROASIMULATED:${arn.slice(arn.lastIndexOf('/') + 1)}` },
    };
  },
};
