import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { type AwsCalls } from '../aws';
import { type CallerIdentity } from '../caller';
import { type DrillCheckResult } from './report';
import { type DrillContext, type DrillCheckOutcomeWithDetail, runDrillCheck } from './run-check';

/** IAM has one endpoint for all Regions. */
const IAM_REGION = 'us-east-1';
const ACTIONS = ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes'];
const SESSION = /^arn:(?<partition>[^:]+):sts::\d{12}:assumed-role\/(?<role>[^/]+)\//;

/**
 * Checks whether a principal may read and change routes in each control Region, because policies often deny some
 * Regions.
 *
 * @param principalArn the IAM ARN of the principal that fails over; default: the caller
 */
export async function checkFailoverPermission(
  context: DrillContext, caller: CallerIdentity | undefined, principalArn?: string,
): Promise<DrillCheckResult[]> {
  const { aws, clock } = context;
  const principal =
    principalArn === undefined ? caller && resolvePrincipal(aws, caller.arn) : Promise.resolve(principalArn);
  // Each check below awaits the promise and reports its rejection. This handler prevents an unhandled rejection.
  principal?.catch(() => undefined);
  return Promise.all(
    FAILOVER_CONTROL_REGIONS.map(({ region }) => runDrillCheck(clock, 'permission', region, async () => {
      const arn = await principal;
      if (arn === undefined) return ['unknown', 'the caller is unknown'];
      if (arn.endsWith(':root')) return ['unknown', 'IAM does not simulate the permissions of the root user'];
      return simulatePermissions(context, arn, region);
    })),
  );
}

async function simulatePermissions(
  { aws, accessPoint }: DrillContext,
  arn: string,
  region: string,
): Promise<DrillCheckOutcomeWithDetail> {
  const { EvaluationResults: results = [] } = await aws.call(IAM_REGION, 'SimulatePrincipalPolicy', {
    PolicySourceArn: arn,
    ActionNames: ACTIONS,
    ResourceArns: [accessPoint.arn],
    ContextEntries: [{ ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string', ContextKeyValues: [region] }],
  });
  const allowed = results
    .filter(({ EvalDecision }) => EvalDecision === 'allowed')
    .map(({ EvalActionName }) => EvalActionName);
  const denied = ACTIONS.filter((action) => !allowed.includes(action));
  return denied.length === 0
    ? ['passed', `${arn} may ${ACTIONS.join(' and ')}`]
    : ['failed', `${arn} may not ${denied.join(', ')}`];
}

/** Resolves the ARN of a session to the ARN of its role, because the session ARN lacks the path of the role. */
async function resolvePrincipal(aws: AwsCalls, arn: string): Promise<string> {
  const role = SESSION.exec(arn)?.groups?.role;
  if (role === undefined) return arn;
  const { Role: found } = await aws.call(IAM_REGION, 'GetRole', { RoleName: role });
  return found?.Arn ?? arn;
}
