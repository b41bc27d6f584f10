import {
  type AuthorizationDecision, type AuthorizationRequest, type IdentityDecision, type IdentityRequest,
  type ResourceWithPolicy,
} from '../../simulator';
import { SymbolTable } from '../../src/linter/evaluation/symbols';
import { meetsConditions, coversAction, coversResource } from '../../src/linter/iam/match';
import { type PolicyStatement, readPolicyDocument, type StatementPrincipals } from '../../src/linter/iam/statement';

/**
 * `off`: everything is allowed. `resource`: identity policies allow everything, and the policies of access points and
 * buckets decide. `full`: the given identity policies decide, too.
 */
export type AuthorizationMode = 'off' | 'resource' | 'full';

/** The identity policies by access key. In the mode `full`, an access key without a policy has no permission. */
export type IdentityPolicies = ReadonlyMap<string, string>;

type Decision = 'allowed' | 'denied' | 'silent';
type Context = Readonly<Record<string, readonly string[]>>;

interface EvaluatedRequest {
  readonly action: string;
  readonly resource: string;
  readonly context: Context;
}

const symbols = new SymbolTable();

/** The account as principal allows its identity policies to allow, so it allows only identities of other accounts. */
function matchesPrincipal(
  principals: StatementPrincipals | undefined, arn: string, accountId: string, matchesAccount: boolean,
): boolean {
  if (principals === undefined) return false;
  const names = ['*', arn, ...(matchesAccount ? [accountId, `arn:aws:iam::${accountId}:root`] : [])];
  const isNamed = principals.everyone || principals.aws.some((name) => names.includes(name));
  return principals.negated ? !isNamed : isNamed;
}

/** A condition whose value the simulator does not know does not apply. */
function applies(statement: PolicyStatement, { action, resource, context }: EvaluatedRequest): boolean {
  return coversAction(symbols, statement, action) === true
    && coversResource(symbols, statement, resource) === true
    && meetsConditions(symbols, statement, context) === true;
}

function evaluate(statements: readonly PolicyStatement[], request: EvaluatedRequest): Decision {
  const effects = statements.filter((statement) => applies(statement, request)).map(({ effect }) => effect);
  if (effects.includes('Deny')) return 'denied';
  return effects.includes('Allow') ? 'allowed' : 'silent';
}

function readStatements(policy: string | undefined): readonly PolicyStatement[] {
  return policy === undefined ? [] : readPolicyDocument(policy, '')?.statements ?? [];
}

function makePrincipalArn({ accountId, caller = '' }: AuthorizationRequest): string {
  return `arn:aws:iam::${accountId}:user/${caller}`;
}

/** The clients of the simulator count as clients with TLS, because they use the simulator instead of AWS. */
function makeContext(request: AuthorizationRequest): Context {
  const { accessPoint, accountId, region } = request;
  return {
    'aws:principalaccount': [accountId],
    'aws:principalarn': [makePrincipalArn(request)],
    'aws:requestedregion': region === '*' ? [] : [region],
    'aws:securetransport': ['true'],
    'aws:sourcevpc': [],
    'aws:sourcevpce': [],
    's3:dataaccesspointaccount': accessPoint === undefined ? [] : [accessPoint.accountId],
    's3:dataaccesspointarn': accessPoint === undefined ? [] : [accessPoint.name],
  };
}

/** Returns the ARN of the requested object or bucket, as the policy of the bucket contains it. */
function makeBucketResource({ name }: ResourceWithPolicy, requested: string): string {
  const key = /(?:\/object|^arn:aws:s3:::[^/]+)\/(?<key>.*)$/s.exec(requested)?.groups?.key;
  return `arn:aws:s3:::${name}${key === undefined ? '' : `/${key}`}`;
}

interface EvaluatedResource {
  readonly shown: string;
  readonly accountId: string;
  readonly hasPolicy: boolean;
  readonly decision: Decision;
}

function evaluateResources(request: AuthorizationRequest): EvaluatedResource[] {
  const { accessPoint, bucket, action, resource } = request;
  const arn = makePrincipalArn(request);
  const context = makeContext(request);
  const evaluateResource = (owner: ResourceWithPolicy, shown: string, requested: string): EvaluatedResource => {
    const statements = readStatements(owner.policy)
      .filter(({ effect, principals }) => matchesPrincipal(
        principals, arn, request.accountId, effect === 'Deny' || owner.accountId !== request.accountId));
    return {
      shown,
      accountId: owner.accountId,
      hasPolicy: owner.policy !== undefined,
      decision: evaluate(statements, { action, resource: requested, context }),
    };
  };
  return [
    ...(accessPoint === undefined ? [] : [
      evaluateResource(accessPoint, `access point ${accessPoint.name}`, resource),
    ]),
    ...(bucket === undefined ? [] : [
      evaluateResource(bucket, `bucket ${bucket.name}`, makeBucketResource(bucket, resource)),
    ]),
  ];
}

/** Decides requests with the policy engine of the linter. */
export class Authorizer {
  constructor(private readonly mode: AuthorizationMode, private readonly identities: IdentityPolicies) {}

  /**
   * Decides as S3: a denial in any policy denies. Otherwise each resource must allow the request, and for a resource of
   * the caller's account, the identity policy can do so instead.
   */
  public authorize(request: AuthorizationRequest): AuthorizationDecision {
    if (this.mode === 'off') return true;
    const { action, caller = '', accountId } = request;
    const identity = this.evaluateIdentity(caller, { ...request, context: makeContext(request) });
    const shownCaller = `${accountId}/${caller}`;
    if (identity === 'denied') return { denial: `the identity policy of ${shownCaller} denies ${action}` };
    const resources = evaluateResources(request);
    const denying = resources.find(({ decision }) => decision === 'denied');
    if (denying !== undefined) return { denial: `the policy of ${denying.shown} denies ${action}` };
    const isAllowed = identity === 'allowed';
    if (resources.length === 0) {
      return isAllowed || { denial: `no identity policy of ${shownCaller} allows ${action}` };
    }
    const silent = resources.find(({ decision, accountId: owner }) => (
      owner === accountId ? !isAllowed && decision !== 'allowed' : !isAllowed || decision !== 'allowed'
    ));
    return silent === undefined || { denial: explainSilence(silent, request, isAllowed) };
  }

  /** Decides by the policies of an identity alone, for the policy simulation of IAM. */
  public decideByIdentity({ principalArn, ...request }: IdentityRequest): IdentityDecision {
    const caller = principalArn.slice(principalArn.lastIndexOf('/') + 1);
    const decision = this.evaluateIdentity(caller, request);
    return decision === 'silent' ? 'not-allowed' : decision;
  }

  private evaluateIdentity(caller: string, request: EvaluatedRequest): Decision {
    return this.mode === 'full' ? evaluate(readStatements(this.identities.get(caller)), request) : 'allowed';
  }
}

function explainSilence(
  { shown, accountId: owner, hasPolicy }: EvaluatedResource, { action, accountId, caller, accessPoint }:
  AuthorizationRequest, isAllowedByIdentity: boolean,
): string {
  const policy = hasPolicy ? `no statement of the policy of ${shown} allows ${action}` : `${shown} has no policy`;
  if (owner === accountId) return `no identity policy of ${accountId}/${caller} allows ${action}, and ${policy}`;
  const identity = isAllowedByIdentity ? '' : `no identity policy of ${accountId}/${caller} allows ${action}, and `;
  const delegation = accessPoint !== undefined && shown.startsWith('bucket')
    ? `; delegate with the condition s3:DataAccessPointArn ${accessPoint.name}` : '';
  return `${identity}${policy} to account ${accountId}${delegation}`;
}
