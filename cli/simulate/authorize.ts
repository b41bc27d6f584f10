import {
  type AssumableRole, type AuthorizationDecision, type AuthorizationRequest, type IdentityDecision,
  type IdentityRequest, type ResourceWithPolicy,
} from '../../simulator';
import {
  type Caller, type EvaluatedRequest, evaluateStatements, type PolicyDecision, readStatements, selectStatements,
} from './evaluate-statements';
import {
  ALLOWED_IDENTITY, describeUnknownRole, evaluateAccessKey, evaluateRole, type IdentityDecisionWithReason,
  type IdentityPolicies, type SimulatedRole,
} from './identities';
import { escapeWildcards } from './policy-variables';
import { makeRequestContext } from './request-context';

/**
 * `off`: everything is allowed. `resource`: the policies of access points, buckets, keys and roles decide, and the
 * policies of assumed roles. All other identities may do everything. `full`: their identity policies decide, too.
 */
export type AuthorizationMode = 'off' | 'resource' | 'full';

/** The longest session that a role can have. */
const MAX_SESSION_SECONDS = 43_200;

/** A resource of a bucket is the exact ARN of an object, whose key can contain the characters of wildcards. */
function makeExactResource({ bucket, resource }: AuthorizationRequest): string {
  return bucket === undefined ? resource : escapeWildcards(resource);
}

function makeCaller({ accountId, caller = '', session }: AuthorizationRequest, serviceKey: string | undefined): Caller {
  return {
    accountId,
    arns: session === undefined ? [`arn:aws:iam::${accountId}:user/${caller}`] : [session.roleArn, session.arn],
    actsAsService: caller === serviceKey,
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
  readonly decision: PolicyDecision;
}

function evaluateResources(
  { accessPoint, bucket, accountId }: AuthorizationRequest, { action, resource, context }: EvaluatedRequest,
  caller: Caller,
): EvaluatedResource[] {
  const evaluateResource = (owner: ResourceWithPolicy, shown: string, requested: string): EvaluatedResource => {
    const statements = selectStatements(
      readStatements(owner.policy), caller, owner.accountId !== accountId);
    return {
      shown,
      accountId: owner.accountId,
      hasPolicy: owner.policy !== undefined,
      decision: evaluateStatements(statements, { action, resource: requested, context }),
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
  private roles: ReadonlyMap<string, SimulatedRole> = new Map();

  /**
   * @param serviceKey the access key that may use the roles of services, such as the role of a Lambda function
   * @param now the time for conditions
   */
  constructor(
    private readonly mode: AuthorizationMode, private readonly identities: IdentityPolicies,
    private readonly serviceKey?: string, private readonly now: () => number = Date.now,
  ) {}

  /** Replaces the roles. Their policies can contain aliases, which exist only after the start of the simulator. */
  public setRoles(roles: readonly SimulatedRole[]): void {
    this.roles = new Map(roles.map((role) => [role.arn, role]));
  }

  /** Returns a role with its trust policy. Without authorization, all roles exist. */
  public findRole(arn: string): AssumableRole | undefined {
    if (this.mode === 'off') {
      return { name: arn, accountId: arn.split(':')[4] ?? '', maxSessionSeconds: MAX_SESSION_SECONDS };
    }
    const role = this.roles.get(arn);
    return role && {
      name: arn,
      accountId: role.accountId,
      policy: role.trust ?? '',
      ...(role.maxSessionSeconds !== undefined && { maxSessionSeconds: role.maxSessionSeconds }),
    };
  }

  /**
   * Decides as S3: a denial in any policy denies. Otherwise each resource must allow the request, and for a resource of
   * the caller's account, the identity policy can do so instead.
   */
  public authorize(request: AuthorizationRequest): AuthorizationDecision {
    if (this.mode === 'off') return true;
    const { action, accountId, required } = request;
    const caller = makeCaller(request, this.serviceKey);
    const context = makeRequestContext(request, caller, this.now());
    const evaluated = { action, resource: makeExactResource(request), context };
    const identity = this.evaluateIdentity(request, evaluated);
    if (identity.decision === 'denied') return { denial: `the ${identity.policies} denies ${action}` };
    if (identity.isLimit) return { denial: `the ${identity.policies} does not allow ${action}` };
    if (required !== undefined) return authorizeRequired(required, evaluated, caller, identity);
    const resources = evaluateResources(request, evaluated, caller);
    const denying = resources.find(({ decision }) => decision === 'denied');
    if (denying !== undefined) return { denial: `the policy of ${denying.shown} denies ${action}` };
    const isAllowed = identity.decision === 'allowed';
    if (resources.length === 0) return isAllowed || { denial: `no ${identity.policies} allows ${action}` };
    const silent = resources.find(({ decision, accountId: owner }) => (
      owner === accountId ? !isAllowed && decision !== 'allowed' : !isAllowed || decision !== 'allowed'
    ));
    return silent === undefined || { denial: explainSilence(silent, request, identity) };
  }

  /** Decides by the policies of an identity alone, for the policy simulation of IAM. */
  public decideByIdentity({ principalArn, ...request }: IdentityRequest): IdentityDecision {
    const role = this.roles.get(principalArn);
    const caller = principalArn.slice(principalArn.lastIndexOf('/') + 1);
    const { decision } = role === undefined
      ? this.evaluateIdentity({ accountId: '', caller }, request) : evaluateRole(role, {}, request);
    return decision === 'silent' ? 'not-allowed' : decision;
  }

  private evaluateIdentity(
    identity: Pick<AuthorizationRequest, 'accountId' | 'caller' | 'session'>, request: EvaluatedRequest,
  ): IdentityDecisionWithReason {
    const { session } = identity;
    const role = session && this.roles.get(session.roleArn);
    if (session !== undefined && role !== undefined) return evaluateRole(role, session, request);
    if (this.mode !== 'full') return ALLOWED_IDENTITY;
    return session === undefined
      ? evaluateAccessKey(this.identities, identity, request) : describeUnknownRole(session.roleArn);
  }
}

/**
 * Decides about a key or a role, whose own policy must allow the request: the caller by itself, or its whole account
 * together with its identity policies.
 */
function authorizeRequired(
  { name, accountId: owner, policy }: ResourceWithPolicy, request: EvaluatedRequest, caller: Caller,
  { decision: identityDecision, policies }: IdentityDecisionWithReason,
): AuthorizationDecision {
  const { action } = request;
  const missingIdentity = `no ${policies} allows ${action} on ${name}`;
  const isOwner = owner === caller.accountId;
  if (policy === undefined && isOwner) return identityDecision === 'allowed' || { denial: missingIdentity };
  // Trust policies name no resource.
  const anyResource = { values: ['*'], complete: true, negated: false };
  const statements = readStatements(policy).map((statement) => ({
    ...statement, resources: statement.resources ?? anyResource,
  }));
  const decide = (matchesAccount: boolean) =>
    evaluateStatements(selectStatements(statements, caller, matchesAccount), request);
  const decision = decide(true);
  if (decision === 'denied') return { denial: `the policy of ${name} denies ${action}` };
  if (decision === 'silent') {
    return { denial: `no statement of the policy of ${name} allows ${action} to account ${caller.accountId}` };
  }
  return identityDecision === 'allowed' || (isOwner && decide(false) === 'allowed') || { denial: missingIdentity };
}

function explainSilence(
  { shown, accountId: owner, hasPolicy }: EvaluatedResource, { action, accountId, accessPoint }: AuthorizationRequest,
  { decision, policies }: IdentityDecisionWithReason,
): string {
  const policy = hasPolicy ? `no statement of the policy of ${shown} allows ${action}` : `${shown} has no policy`;
  if (owner === accountId) return `no ${policies} allows ${action}, and ${policy}`;
  const identity = decision === 'allowed' ? '' : `no ${policies} allows ${action}, and `;
  const delegation = accessPoint !== undefined && shown.startsWith('bucket')
    ? `; delegate with the condition s3:DataAccessPointArn ${accessPoint.name}` : '';
  return `${identity}${policy} to account ${accountId}${delegation}`;
}
