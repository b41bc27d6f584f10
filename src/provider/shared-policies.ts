import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { type HandlerPermission } from './handler-permissions';
import { makePermissionKey, packPermissions, type ResolvedPermission } from './pack-permissions';
import { makePermissionsId } from './permissions-id';

/** IAM allows 6,144 characters in a managed policy, without white space. */
const MAX_POLICY_CHARACTERS = 6144;
/** IAM attaches at most 10 managed policies to a role. An update attaches the old and the new policies. */
const MAX_POLICIES = 5;

/** The size of the policies of a handler role, and the number of constructs that need them. */
export interface PolicySize {
  readonly characters: number;
  readonly limit: number;
  readonly constructs: number;
}

interface Request {
  readonly construct: Construct;
  readonly resources: readonly Construct[];
  readonly permissions: readonly ResolvedPermission[];
}

/**
 * The managed policies of the handlers' role, which all constructs of a stack share.
 *
 * Their statements contain no reference to a resource, so a policy is never part of a cycle. Their ids are made from
 * their content: CloudFormation creates a policy before the first custom resource that needs it, and deletes the
 * previous policy after the last one.
 */
export class SharedPolicies {
  private readonly requests: Request[] = [];
  private sizes: readonly number[] = [];
  private maxPolicies = MAX_POLICIES;
  private readonly created: iam.ManagedPolicy[] = [];

  constructor(private readonly scope: Construct, private readonly role: iam.IRole) {}

  /** The policies that exist so far. */
  public get policies(): readonly Construct[] {
    return this.created;
  }

  /** Registers the permissions that a construct needs for its custom resources. */
  public request(
    construct: Construct, resources: readonly Construct[], permissions: readonly HandlerPermission[],
  ): void {
    this.requests.push({
      construct, resources, permissions: permissions.map((permission) => this.resolve(permission)),
    });
  }

  /**
   * Creates the policies, and makes custom resources depend on the policies with the permissions of their construct.
   *
   * @param otherPolicies the number of other managed policies of the role
   */
  public create(otherPolicies: number): void {
    this.maxPolicies = MAX_POLICIES - otherPolicies;
    const packed = packPermissions(this.requests.flatMap(({ permissions }) => permissions), MAX_POLICY_CHARACTERS);
    this.sizes = packed.map(({ characters }) => characters);
    for (const { statements } of packed) {
      const rendered = statements.map(({ permissions }) => new iam.PolicyStatement({
        actions: [...permissions[0].actions],
        resources: permissions.map(({ resource }) => resource),
        conditions: permissions[0].conditions,
      }));
      const policy = new iam.ManagedPolicy(this.scope, makePermissionsId(this.scope, rendered), {
        description: 'Permissions of the custom resources of cdk-s3-mrap', statements: rendered, roles: [this.role],
      });
      this.created.push(policy);
      const contained = new Set(statements.flatMap(({ permissions }) => permissions.map(makePermissionKey)));
      for (const { resources, permissions } of this.requests) {
        if (!permissions.some((permission) => contained.has(makePermissionKey(permission)))) continue;
        for (const resource of resources) resource.node.addDependency(policy);
      }
    }
  }

  /** Measures the policies. The limit is the size of the policies that IAM can attach. */
  public measure(): PolicySize {
    const sum = (sizes: readonly number[]) => sizes.reduce((total, size) => total + size, 0);
    return {
      characters: sum(this.sizes),
      limit: this.sizes.length > this.maxPolicies
        ? sum(this.sizes.slice(0, this.maxPolicies))
        : this.maxPolicies * MAX_POLICY_CHARACTERS,
      constructs: new Set(this.requests.map(({ construct }) => construct)).size,
    };
  }

  private resolve(permission: HandlerPermission): ResolvedPermission {
    return { ...permission, resolvedResource: Stack.of(this.scope).resolve(permission.resource) as unknown };
  }
}
