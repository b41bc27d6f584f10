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

function readDuration(input: ServiceInput): number {
  const seconds = Number(readText(input, 'DurationSeconds') || DEFAULT_SECONDS);
  if (!(seconds >= MIN_SECONDS && seconds <= MAX_SECONDS)) {
    throw validationError(`DurationSeconds must be a number from ${MIN_SECONDS} to ${MAX_SECONDS}`);
  }
  return seconds;
}

function makeSession(input: ServiceInput): RoleSession {
  const roleArn = readText(input, 'RoleArn');
  const { accountId = '', name } = ROLE.exec(roleArn)?.groups ?? {};
  const sessionName = readText(input, 'RoleSessionName');
  if (!SESSION_NAME.test(sessionName)) {
    throw validationError('RoleSessionName must have 2 to 64 letters, digits and characters of _+=,.@-');
  }
  const policy = readText(input, 'Policy');
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
    ...(policy !== '' && { policy }),
    expiresAt: Date.now() + readDuration(input) * 1_000,
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
  answer: ({ sessions }, input) => {
    const session = makeSession(input);
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
