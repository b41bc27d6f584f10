import { getBucketPolicy } from '../bucket-policy';
import { type AccessPointId } from '../status/access-point-status';
import { type Check } from './report';
import { type DrillContext, runCheck } from './step';

interface Statement {
  readonly Effect?: string;
  readonly Principal?: unknown;
  readonly Condition?: Readonly<Record<string, Readonly<Record<string, string | readonly string[]>>>>;
}

const EXACT = /^(String|Arn)Equals$/;
const LIKE = /^(String|Arn)Like$/;

/** Whether each member leaves the decision to the access point. */
export async function checkDelegation({ aws, clock, accessPoint, members }: DrillContext): Promise<Check[]> {
  const checks = await Promise.all(members.map(({ region, bucket }) => runCheck(clock, 'delegation', bucket, async () => {
    const policy = await getBucketPolicy(aws, { region, bucket });
    return delegates(policy, accessPoint) ? ['passed', 'the bucket policy delegates to the access point'] : ['failed', 'no statement delegates'];
  })));
  if (!checks.every(({ outcome }) => outcome === 'failed')) return checks;
  return checks.map((check) => ({ ...check, outcome: 'unknown', detail: 'no member delegates: whoever reads must be allowed by policies of their own' }));
}

/** Whether a bucket policy has a statement by which an access point is let in. */
export function delegates(policy: unknown, accessPoint: AccessPointId): boolean {
  const { Statement: statements = [] } = (policy ?? {}) as { Statement?: Statement | readonly Statement[] };
  return [statements].flat().some((statement) => admits(statement as Statement, accessPoint));
}

function admits({ Effect: effect, Principal: principal, Condition: condition = {} }: Statement, { account, arn }: AccessPointId): boolean {
  const tests = Object.entries(condition).flatMap(([operator, keys]) => Object.entries(keys).map(([key, values]) => ({ operator, key, values })));
  const actual: Record<string, string> = { 's3:dataaccesspointaccount': account, 's3:dataaccesspointarn': arn };
  return effect === 'Allow' && JSON.stringify(principal ?? '').includes('"*"') && tests.length > 0 && tests.every(({ operator, key, values }) => {
    const value = actual[key.toLowerCase()];
    return value !== undefined && [values].flat().some((pattern) => holds(operator, String(pattern), value));
  });
}

function holds(operator: string, pattern: string, value: string): boolean {
  return EXACT.test(operator) ? pattern === value : LIKE.test(operator) && like(pattern, value);
}

function like(pattern: string, value: string): boolean {
  const expression = pattern.replace(/[.+^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*').replace(/\?/g, '.');
  return new RegExp(`^${expression}$`).test(value);
}
