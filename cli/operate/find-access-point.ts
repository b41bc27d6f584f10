import { getAccessPoint } from '../../control/access-points';
import { type AwsCalls } from '../../control/aws';
import { readCallerIdentity } from '../../control/caller';
import { SECOND } from '../../control/clock';
import { type Failure, isTransientFailure, showFailure, toFailure } from '../../control/failure';
import { type AccessPointId } from '../../control/status/access-point-status';
import {
  MRAP961_INVALID_ARGUMENTS, MRAP964_NOT_FOUND_IN_ACCOUNT,
} from '../../src/diagnostics/definitions/command-arguments';
import { CONTROL_PLANE_REGION } from '../../src/facts/control-plane';
import { IDENTIFIER_FORMS, parseAccessPointArn } from '../../src/facts/identifiers';
import { PARTITIONS } from '../../src/facts/partitions';
import { CommandError, failWith } from '../command-error';
import { EXIT_CODES } from '../exit-codes';
import { type AwsCommandContext, type CommonOptions, writeNote } from './command-context';

/** All commands describe the access point in the same way. */
const COMMAND = 'cdk-s3-mrap status';

/** Parses the ARN of an access point. A failover needs nothing else to identify it. */
export function parseAccessPointId(arn: string): AccessPointId {
  const parsed = parseAccessPointArn(arn);
  const partition = PARTITIONS.find((candidate) => candidate.partition === parsed?.partition);
  if (parsed === undefined || !partition?.supportsMultiRegionAccessPoints) {
    failWith(MRAP961_INVALID_ARGUMENTS.create({
      problem: `${JSON.stringify(arn)} is not the ARN of an access point`,
      expected: IDENTIFIER_FORMS.ARN.rule,
      command: COMMAND,
    }));
  }
  return { arn, account: parsed.account, alias: parsed.alias };
}

/** A name must not delay a failover: us-west-2 may be the Region that is lost. */
const NAME_TIMEOUT = 2 * SECOND;

/**
 * Finds the access point of an ARN or a name. Only us-west-2 resolves names. If it does not answer within two seconds,
 * the name is resolved from the names that this computer has resolved before.
 */
export async function findAccessPoint(
  context: Pick<AwsCommandContext, 'clock' | 'errors' | 'names'>,
  aws: AwsCalls,
  argument: string,
  options: CommonOptions,
): Promise<AccessPointId> {
  // A copied text can have a space or a line end.
  const target = argument.trim();
  if (target.startsWith('arn:')) return parseAccessPointId(target);
  checkName(target);
  const { clock, names } = context;
  const resolved = await Promise.race([
    resolveName(aws, target).catch((error: unknown) => {
      if (error instanceof CommandError) throw error;
      return toFailure(error);
    }),
    clock.sleep(NAME_TIMEOUT).then((): Failure => (
      { kind: 'unavailable', code: 'ETIMEDOUT', message: `no answer within ${NAME_TIMEOUT} ms` }
    )),
  ]);
  if (typeof resolved === 'string') {
    names.save(target, resolved);
    return parseAccessPointId(resolved);
  }
  const known = names.find(target);
  if (known === undefined || !isTransientFailure(resolved)) return failToResolve(resolved);
  writeNote(
    context, options,
    `${CONTROL_PLANE_REGION.region} did not resolve the name (${showFailure(resolved)}), so the command uses the ARN `
    + `that this computer resolved before: ${known}`,
  );
  return parseAccessPointId(known);
}

function checkName(target: string): void {
  if (IDENTIFIER_FORMS.NAME.pattern.test(target)) return;
  const alias = IDENTIFIER_FORMS.DOMAIN_NAME.pattern.exec(target)?.groups?.alias ?? target;
  const isAlias = IDENTIFIER_FORMS.ALIAS.pattern.test(alias);
  failWith(MRAP961_INVALID_ARGUMENTS.create({
    problem: `${JSON.stringify(target)} is not the name of an access point`,
    expected: isAlias
      ? `its name, or its ARN, arn:aws:s3::<account>:accesspoint/${alias}`
      : `${IDENTIFIER_FORMS.NAME.rule}, or an ARN`,
    command: COMMAND,
  }));
}

async function resolveName(aws: AwsCalls, name: string): Promise<string> {
  const { account } = await readCallerIdentity(aws);
  const live = await getAccessPoint(aws, account, name);
  if (live === undefined) {
    failWith(MRAP964_NOT_FOUND_IN_ACCOUNT.create({
      wanted: `access point ${JSON.stringify(name)}`,
      account,
      answeredBy: CONTROL_PLANE_REGION.region,
      expected: 'the name or the ARN of an access point',
    }));
  }
  return `arn:aws:s3::${account}:accesspoint/${live.alias}`;
}

function failToResolve(failure: Failure): never {
  if (failure.code === 'CredentialsProviderError') throw Object.assign(new Error(), { name: failure.code });
  throw new CommandError(
    `cannot resolve the name in ${CONTROL_PLANE_REGION.region}: ${showFailure(failure)}; pass the ARN, which the `
    + 'stack outputs, a record of a failover or the S3 console contain',
    failure.kind === 'denied' ? EXIT_CODES.PROBLEMS : EXIT_CODES.UNREACHABLE,
  );
}
