import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { type HandlerPermission } from './handler-permissions';
import { makePermissionsId } from './permissions-id';
import { computeWorstCasePolicyLength } from './policy-size';
import { type PolicySize } from './shared-policies';

/** IAM allows 10,240 characters for all inline policies of a role. An update attaches the old and the new policies. */
const MAX_POLICY_CHARACTERS = 5120;

/**
 * The inline policies of the handlers' role for permissions that contain references, for example to a bucket with a
 * generated name. Each construct has its own policy, which CloudFormation deletes together with the construct.
 */
export class OwnPolicies {
  private readonly created: iam.Policy[] = [];

  constructor(private readonly role: iam.IRole) {}

  /** The policies of all constructs. */
  public get policies(): readonly Construct[] {
    return this.created;
  }

  /** Creates the policy of a construct, on which its custom resources depend. */
  public create(
    construct: Construct, resources: readonly Construct[], permissions: readonly HandlerPermission[],
  ): void {
    if (permissions.length === 0) return;
    const statements = permissions.map(({ actions, resource: arn, conditions }) =>
      new iam.PolicyStatement({ actions: [...actions], resources: [arn], conditions }));
    const id = makePermissionsId(construct, statements);
    const policy = this.created.find(({ node }) => node.scope === construct && node.id === id)
      ?? this.createPolicy(construct, id, statements);
    for (const resource of resources) resource.node.addDependency(policy);
  }

  private createPolicy(construct: Construct, id: string, statements: iam.PolicyStatement[]): iam.Policy {
    const policy = new iam.Policy(construct, id, { statements, roles: [this.role] });
    this.created.push(policy);
    return policy;
  }

  /** Measures all policies. */
  public measure(): PolicySize {
    return {
      characters: this.created.reduce((sum, policy) =>
        sum + computeWorstCasePolicyLength(Stack.of(policy).resolve(policy.document)), 0),
      limit: MAX_POLICY_CHARACTERS,
      constructs: this.created.length,
    };
  }
}
