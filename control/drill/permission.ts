import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { type Aws } from '../aws';
import { type Caller } from '../caller';
import { type Check } from './report';
import { type DrillContext, runCheck } from './step';

/** IAM answers here, for all Regions. */
const IAM_REGION = 'us-east-1';
const ACTIONS = ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes'];
const SESSION = /^arn:(?<partition>[^:]+):sts::\d{12}:assumed-role\/(?<role>[^/]+)\//;

/**
 * Whether whoever will fail over may read and change routes, in each control Region: policies that deny Regions are common.
 *
 * @param principalArn who it will be, as IAM knows it; the caller where nobody else is named
 */
export async function checkPermission(context: DrillContext, caller: Caller | undefined, principalArn?: string): Promise<Check[]> {
  const { aws, clock, accessPoint } = context;
  const principal = principalArn === undefined ? caller && principalOf(aws, caller.arn) : Promise.resolve(principalArn);
  // Awaited for each Region below; where nobody looks, nobody is to be told.
  principal?.catch(() => undefined);
  return Promise.all(FAILOVER_CONTROL_REGIONS.map(({ region }) => runCheck(clock, 'permission', region, async () => {
    const arn = await principal;
    if (arn === undefined) return ['unknown', 'nobody says who calls'];
    if (arn.endsWith(':root')) return ['unknown', 'IAM does not simulate what a root user may'];
    const { EvaluationResults: results = [] } = await aws.ask(IAM_REGION, 'SimulatePrincipalPolicy', {
      PolicySourceArn: arn,
      ActionNames: ACTIONS,
      ResourceArns: [accessPoint.arn],
      ContextEntries: [{ ContextKeyName: 'aws:RequestedRegion', ContextKeyType: 'string', ContextKeyValues: [region] }],
    });
    const denied = ACTIONS.filter((action) => !results.some((one) => one.EvalActionName === action && one.EvalDecision === 'allowed'));
    return denied.length === 0 ? ['passed', `${arn} may ${ACTIONS.join(' and ')}`] : ['failed', `${arn} may not ${denied.join(', ')}`];
  })));
}

/** Who IAM knows the caller as: of a session it is the role, whose path the session does not tell. */
async function principalOf(aws: Aws, arn: string): Promise<string> {
  const role = SESSION.exec(arn)?.groups?.role;
  if (role === undefined) return arn;
  const { Role: found } = await aws.ask(IAM_REGION, 'GetRole', { RoleName: role });
  return found?.Arn ?? arn;
}
