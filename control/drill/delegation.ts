import { getBucketPolicy } from '../bucket-policy';
import { type AccessPointId } from '../status/access-point-status';
import { type DrillCheckResult } from './report';
import { type DrillContext, runDrillCheck } from './run-check';

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const EXACT = /^(String|Arn)Equals$/;
const LIKE = /^(String|Arn)Like$/;
const NO_MEMBER_DELEGATES = 'no member delegates, so the bucket policies themselves must allow the readers';

/** Checks whether the policy of each member delegates to the access point. */
export async function checkDelegationOfMembers({
  aws, clock, accessPoint, members,
}: DrillContext): Promise<DrillCheckResult[]> {
  const checks = await Promise.all(
    members.map(({ region, bucket }) =>
      runDrillCheck(clock, 'delegation', bucket, async () => {
        const policy = await getBucketPolicy(aws, { region, bucket });
        return policyDelegatesToAccessPoint(policy, accessPoint)
          ? ['passed', 'the bucket policy delegates to the access point']
          : ['failed', 'no statement of the bucket policy delegates to the access point'];
      }),
    ),
  );
  if (!checks.every(({ outcome }) => outcome === 'failed')) return checks;
  return checks.map((check) => ({ ...check, outcome: 'unknown', detail: NO_MEMBER_DELEGATES }));
}

/** Whether a bucket policy has a statement that allows all requests through an access point. */
export function policyDelegatesToAccessPoint(policy: unknown, accessPoint: AccessPointId): boolean {
  const { Statement: statements = [] } = (policy ?? {}) as { Statement?: Statement | readonly Statement[] };
  return [statements].flat().some((statement) => allowsAccessPoint(statement as Statement, accessPoint));
}

function allowsAccessPoint(statement: Statement, { account, arn }: AccessPointId): boolean {
  const { Effect: effect, Principal: principal, Condition: condition = {} } = statement;
  const actual: Record<string, string> = { 's3:dataaccesspointaccount': account, 's3:dataaccesspointarn': arn };
  const conditions = Object.entries(condition).flatMap(([operator, keys]) =>
    Object.entries(keys).map(([key, patterns]) => ({
      operator,
      value: actual[key.toLowerCase()],
      patterns: [patterns].flat(),
    })),
  );
  const allowsEveryone = effect === 'Allow' && JSON.stringify(principal ?? '').includes('"*"');
  return allowsEveryone && conditions.length > 0 && conditions.every(({ operator, value, patterns }) =>
    value !== undefined && patterns.some((pattern) => matchesOperator(operator, String(pattern), value)));
}

function matchesOperator(operator: string, pattern: string, value: string): boolean {
  return EXACT.test(operator) ? pattern === value : LIKE.test(operator) && matchesWildcard(pattern, value);
}

function matchesWildcard(pattern: string, value: string): boolean {
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`).test(value);
}
