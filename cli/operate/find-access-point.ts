import { getAccessPoint } from '../../control/access-points';
import { type Aws } from '../../control/aws';
import { readCaller } from '../../control/caller';
import { toFailure, showFailure } from '../../control/failure';
import { type AccessPointId } from '../../control/status/access-point-status';
import { CONTROL_PLANE_REGION } from '../../src/facts/control-plane';
import { IDENTIFIER_FORMS, parseAccessPointArn } from '../../src/facts/identifiers';
import { CommandError } from '../command-error';
import { EXIT_CODES } from '../exit-codes';

/** Parses the ARN of an access point. A failover needs nothing else to identify it. */
export function parseAccessPoint(arn: string): AccessPointId {
  const parsed = parseAccessPointArn(arn);
  if (parsed === undefined) {
    throw new CommandError(
      `${JSON.stringify(arn)} is not the ARN of an access point, expected ${IDENTIFIER_FORMS.ARN.rule}`,
    );
  }
  return { arn, account: parsed.account, alias: parsed.alias };
}

/** Finds the access point of an ARN or a name. Only us-west-2 resolves names. */
export async function findAccessPoint(aws: Aws, target: string): Promise<AccessPointId> {
  if (target.startsWith('arn:')) return parseAccessPoint(target);
  if (!IDENTIFIER_FORMS.NAME.pattern.test(target)) {
    throw new CommandError(
      `${JSON.stringify(target)} is not a name, expected ${IDENTIFIER_FORMS.NAME.rule}, or an ARN`,
    );
  }
  const { account } = await readCaller(aws);
  const live = await getAccessPoint(aws, account, target).catch((error: unknown) => {
    const failure = toFailure(error);
    throw new CommandError(
      `cannot resolve the name in ${CONTROL_PLANE_REGION.region}: ${showFailure(failure)}; pass the ARN`,
      failure.kind === 'denied' ? EXIT_CODES.PROBLEMS : EXIT_CODES.UNREACHABLE,
    );
  });
  if (live === undefined) throw new CommandError(`account ${account} has no access point ${JSON.stringify(target)}`);
  return parseAccessPoint(`arn:aws:s3::${account}:accesspoint/${live.alias}`);
}
