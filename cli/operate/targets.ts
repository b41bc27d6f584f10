import { getAccessPoint } from '../../control/access-points';
import { type Aws } from '../../control/aws';
import { readCaller } from '../../control/caller';
import { toFailure, showFailure } from '../../control/failure';
import { type AccessPointId } from '../../control/status/access-point-status';
import { CONTROL_PLANE_REGION } from '../../src/facts/control-plane';
import { IDENTIFIERS, parseAccessPointArn } from '../../src/facts/identifiers';
import { CommandError } from '../command-error';
import { EXIT_CODES } from '../exit-codes';

/** The access point that an ARN names: everything a failover needs to know of it stands in there. */
export function accessPointOf(arn: string): AccessPointId {
  const parsed = parseAccessPointArn(arn);
  if (parsed === undefined) throw new CommandError(`${JSON.stringify(arn)} is no access point, expected ${IDENTIFIERS.ARN.rule}`);
  return { arn, account: parsed.account, alias: parsed.alias };
}

/** The access point of an ARN or a name. What a name means us-west-2 alone knows. */
export async function findAccessPoint(aws: Aws, target: string): Promise<AccessPointId> {
  if (target.startsWith('arn:')) return accessPointOf(target);
  if (!IDENTIFIERS.NAME.pattern.test(target)) throw new CommandError(`${JSON.stringify(target)} is no name, expected ${IDENTIFIERS.NAME.rule}; or an ARN`);
  const { account } = await readCaller(aws);
  const live = await getAccessPoint(aws, account, target).catch((error: unknown) => {
    const failure = toFailure(error);
    throw new CommandError(
      `only ${CONTROL_PLANE_REGION.region} knows names, and it does not say: ${showFailure(failure)}; give the ARN instead`,
      failure.kind === 'denied' ? EXIT_CODES.ERRORS : EXIT_CODES.UNREACHABLE,
    );
  });
  if (live === undefined) throw new CommandError(`account ${account} has no access point ${JSON.stringify(target)}`);
  return accessPointOf(`arn:aws:s3::${account}:accesspoint/${live.alias}`);
}
