import * as iam from 'aws-cdk-lib/aws-iam';
import { Lazy, Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { MRAP654_ENDPOINT_IN_ANOTHER_STACK } from '../../diagnostics/definitions/integrations';
import { supportedActions } from '../../facts/data-plane';
import { assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { runBeforeAspects } from '../../validation/before-aspects';
import { toTextUnlessToken } from '../../validation/tokens';
import { type IMultiRegionAccessPoint } from '../access-point/access-point-interface';
import { findAccessPointDeclaration } from '../access-point/access-point-internals';

/** An endpoint that an application declares. */
export interface DeclaredVpcEndpoint extends IConstruct {
  readonly vpcEndpointId: string;
}

/** The endpoints of an application that serve an access point. */
const DECLARED = new WeakMap<IMultiRegionAccessPoint, DeclaredVpcEndpoint[]>();

/** Registers an endpoint that serves an access point, so that a restriction includes it. */
export function registerVpcEndpoint(accessPoint: IMultiRegionAccessPoint, endpoint: DeclaredVpcEndpoint): void {
  DECLARED.set(accessPoint, [...DECLARED.get(accessPoint) ?? [], endpoint]);
}

/**
 * Makes the ARN of an access point for the policy of an endpoint.
 *
 * The policy of a restricted access point contains the ids of the endpoints. An endpoint in another stack therefore
 * deploys first, and its policy cannot contain the alias. It allows all access points of the account.
 */
export function makeAccessPointArnForVpcEndpoint(accessPoint: IMultiRegionAccessPoint, endpoint: IConstruct): string {
  const { multiRegionAccessPointArn: arn, env } = accessPoint;
  const isElsewhere = findAccessPointDeclaration(accessPoint) !== undefined
    && Stack.of(accessPoint) !== Stack.of(endpoint);
  if (!isElsewhere) return arn;
  const account = toTextUnlessToken(env.account) ?? Stack.of(endpoint).account;
  const ofAccount = `arn:aws:s3::${account}:accesspoint/*`;
  return Lazy.uncachedString({ produce: () => (ENDPOINTS.has(accessPoint) ? ofAccount : arn) });
}

/** The endpoints that an access point is restricted to. One statement per endpoint would deny all requests. */
const ENDPOINTS = new WeakMap<IMultiRegionAccessPoint, Set<string>>();

/** Denies requests to an access point, except requests through these endpoints and requests by AWS services. */
export function restrictAccessPointToVpcEndpoints(
  accessPoint: IMultiRegionAccessPoint, endpointIds: readonly string[],
): void {
  const previous = ENDPOINTS.get(accessPoint);
  const endpoints = previous ?? new Set();
  for (const id of endpointIds) endpoints.add(id);
  if (previous !== undefined) return;
  ENDPOINTS.set(accessPoint, endpoints);
  runBeforeAspects(accessPoint, () => assertDeployedFirst(accessPoint));

  const arn = accessPoint.multiRegionAccessPointArn;
  const policy = iam.ResourceWithPolicies.of(accessPoint);
  const principals = [new iam.AnyPrincipal()];
  const conditions = {
    // Also matches requests through no endpoint.
    StringNotEquals: { 'aws:SourceVpce': Lazy.any({ produce: () => listEndpoints(accessPoint, endpoints) }) },
    BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' },
  };
  // Only the operations of clients, so that the statement does not lock out administrators.
  for (const { actions, resource } of [
    { actions: supportedActions('bucket'), resource: arn },
    { actions: supportedActions('object'), resource: `${arn}/object/*` },
  ]) {
    policy?.addToResourcePolicy(new iam.PolicyStatement({
      effect: iam.Effect.DENY, principals, actions, resources: [resource], conditions,
    }));
  }
}

/** Throws MRAP654 for an endpoint whose stack deploys after the access point. aws-cdk-lib would report a cycle. */
function assertDeployedFirst(accessPoint: IMultiRegionAccessPoint): void {
  const late = (DECLARED.get(accessPoint) ?? [])
    .filter((endpoint) => Stack.of(endpoint).dependencies.includes(Stack.of(accessPoint)));
  assertNoErrorsAndAnnotateFindings(accessPoint, late.map((endpoint) => MRAP654_ENDPOINT_IN_ANOTHER_STACK.create({
    endpoint: endpoint.node.path, accessPoint: accessPoint.node.path,
  })));
}

/** Lists the given endpoints, and all declared endpoints that serve the access point. */
function listEndpoints(accessPoint: IMultiRegionAccessPoint, given: ReadonlySet<string>): string[] {
  const declared = [...DECLARED.get(accessPoint) ?? []].sort((a, b) => (a.node.path < b.node.path ? -1 : 1));
  return [...new Set([...given, ...declared.map(({ vpcEndpointId }) => vpcEndpointId)])];
}
