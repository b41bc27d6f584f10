import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type CfnResource, type ResourceEnvironment, Token } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

const TYPE = s3.CfnMultiRegionAccessPoint.CFN_RESOURCE_TYPE_NAME;
const POLICY_ID = 'GrantPolicy';

/** The policy of an access point that is declared as an L1. */
class CfnAccessPointWithPolicy implements iam.IResourceWithPolicyV2 {
  public readonly env: ResourceEnvironment;

  constructor(private readonly accessPoint: s3.CfnMultiRegionAccessPoint) {
    this.env = accessPoint.env;
  }

  public addToResourcePolicy(statement: iam.PolicyStatement): iam.AddToResourcePolicyResult {
    const policy = findPolicy(this.accessPoint) ?? new s3.CfnMultiRegionAccessPointPolicy(this.accessPoint, POLICY_ID, {
      mrapName: this.accessPoint.ref, policy: new iam.PolicyDocument(),
    });
    const { policy: given } = policy as { policy: unknown };
    // A document is a token, too.
    if (!(given instanceof iam.PolicyDocument) && Token.isUnresolved(given)) return { statementAdded: false };
    const document = given instanceof iam.PolicyDocument ? given : iam.PolicyDocument.fromJson(given);
    document.addStatements(statement);
    policy.policy = document;
    return { statementAdded: true, policyDependable: policy };
  }
}

/** Finds the policy that the application declares for an access point, by reference or by name. */
function findPolicy(accessPoint: s3.CfnMultiRegionAccessPoint): s3.CfnMultiRegionAccessPointPolicy | undefined {
  const { stack } = accessPoint;
  const names = [accessPoint.ref, accessPoint.name].filter((name) => name !== undefined)
    .map((name) => JSON.stringify(stack.resolve(name)));
  return stack.node.findAll()
    .filter((node) => s3.CfnMultiRegionAccessPointPolicy.isCfnMultiRegionAccessPointPolicy(node))
    .find((policy) => names.includes(JSON.stringify(stack.resolve(policy.mrapName))));
}

/** Returns the policy of an L1, like `iam.ResourceWithPolicies.of`. An L2 around the L1 writes the policy itself. */
export function makePolicyOfCfnAccessPoint(accessPoint: s3.CfnMultiRegionAccessPoint): iam.IResourceWithPolicyV2 {
  const parent = accessPoint.node.scope as (IConstruct & Partial<iam.IResourceWithPolicyV2>) | undefined;
  const isOwner = parent?.node.defaultChild === accessPoint && parent.addToResourcePolicy !== undefined;
  return isOwner ? parent as unknown as iam.IResourceWithPolicyV2 : new CfnAccessPointWithPolicy(accessPoint);
}

/** Lets `iam.Grant` and `iam.ResourceWithPolicies` write the policies of L1 access points, as for L1 buckets. */
export function registerPolicyOfCfnAccessPoints(): void {
  if (iam.DefaultPolicyFactories.has(TYPE)) return;
  iam.DefaultPolicyFactories.set(TYPE, {
    forResource: (resource: CfnResource) => makePolicyOfCfnAccessPoint(resource as s3.CfnMultiRegionAccessPoint),
  });
}
