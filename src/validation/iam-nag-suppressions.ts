import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { type NagSuppression } from './cdk-nag-suppressions';

/** Makes the suppressions of all wildcard resources in the policies below a construct. */
export function makeWildcardSuppressions(scope: IConstruct, reason: string): NagSuppression[] {
  const policies = scope.node.findAll()
    .filter((node) => iam.CfnPolicy.isCfnPolicy(node) || iam.CfnManagedPolicy.isCfnManagedPolicy(node));
  const resources = policies.flatMap((policy) => listResources(Stack.of(policy).resolve(policy.policyDocument)));
  return renderUnique(resources)
    .filter((resource) => resource.includes('*'))
    .map((resource) => ({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason }));
}

/** Makes the suppressions of all managed policies of the roles below a construct. */
export function makeManagedPolicySuppressions(scope: IConstruct, reason: string): NagSuppression[] {
  const roles = scope.node.findAll().filter(iam.CfnRole.isCfnRole);
  const policies = roles.flatMap((role) => (Stack.of(role).resolve(role.managedPolicyArns) ?? []) as unknown[]);
  return renderUnique(policies).map((policy) => ({ id: `AwsSolutions-IAM4[Policy::${policy}]`, reason }));
}

function listResources(document: { Statement: { Resource: unknown }[] }): unknown[] {
  return document.Statement.flatMap((statement) => statement.Resource);
}

function renderUnique(values: readonly unknown[]): string[] {
  return [...new Set(values.map(renderForNag))];
}

interface Intrinsic {
  readonly 'Ref'?: string;
  readonly 'Fn::GetAtt'?: readonly string[];
  readonly 'Fn::Join'?: readonly [delimiter: string, parts: readonly unknown[]];
}

/** Renders a value as cdk-nag does in its ids: references in angle brackets. */
function renderForNag(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as Intrinsic;
  if (join) return join[1].map(renderForNag).join(join[0]);
  return `<${attribute ? attribute.join('.') : ref}>`;
}
