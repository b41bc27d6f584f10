import * as iam from 'aws-cdk-lib/aws-iam';
import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { inAllNagPacks, type NagSuppression } from '../validation/cdk-nag-suppressions';

const FRAMEWORK = 'made by the provider framework of aws-cdk-lib, which offers no setting for it';
const ON_DEMAND = 'runs only while CloudFormation deploys, which reports every failure itself';
const WILDCARDS = 'the alias in the ARN of an access point and the token of an operation are unknown before S3 makes them; '
  + 's3:ListAllMyBuckets takes no resource; the provider framework invokes every version of its functions';
const INLINE = 'each policy belongs to one custom resource and must go with it';

/** What is found once for a function, a state machine, a log group or a policy. */
const PLAIN_FINDINGS: readonly NagSuppression[] = [
  { id: 'AwsSolutions-L1', reason: 'aws-cdk-lib chooses the latest runtime that is in every Region' },
  { id: 'AwsSolutions-SF1', reason: FRAMEWORK },
  { id: 'AwsSolutions-SF2', reason: FRAMEWORK },
  ...inAllNagPacks('IAMNoInlinePolicy', INLINE),
  ...inAllNagPacks('LambdaConcurrency', ON_DEMAND),
  ...inAllNagPacks('LambdaDLQ', ON_DEMAND),
  ...inAllNagPacks('LambdaInsideVPC', 'calls only S3 and S3 Control; a VPC is an option of the handlers'),
  ...inAllNagPacks('CloudWatchLogGroupEncrypted', 'logs hold no secret; a key is an option of the handlers'),
];

/** Everything that cdk-nag finds below a construct; its findings on IAM name the resource or the managed policy, so they must be read off. */
export function nagFindingsBelow(scope: IConstruct): NagSuppression[] {
  const nodes = scope.node.findAll();
  const managed = nodes.filter(iam.CfnRole.isCfnRole).flatMap((role) => (Stack.of(role).resolve(role.managedPolicyArns) ?? []) as unknown[]);
  return [
    ...PLAIN_FINDINGS,
    ...wildcardFindings(scope, WILDCARDS),
    ...unique(managed).map((policy) => ({ id: `AwsSolutions-IAM4[Policy::${policy}]`, reason: FRAMEWORK })),
  ];
}

/** What is found of the wildcards in the policies below a construct. */
export function wildcardFindings(scope: IConstruct, reason: string): NagSuppression[] {
  const policies = scope.node.findAll().filter(iam.CfnPolicy.isCfnPolicy);
  const resources = policies.flatMap((policy) => resourcesIn(Stack.of(policy).resolve(policy.policyDocument)));
  return unique(resources).filter((resource) => resource.includes('*')).map((resource) => ({ id: `AwsSolutions-IAM5[Resource::${resource}]`, reason }));
}

function resourcesIn(document: { Statement: { Resource: unknown }[] }): unknown[] {
  return document.Statement.flatMap((statement) => statement.Resource);
}

function unique(values: readonly unknown[]): string[] {
  return [...new Set(values.map(flatten))];
}

/** A value as cdk-nag writes it: references in angle brackets. */
function flatten(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const { Ref: ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value as { 'Ref'?: string; 'Fn::GetAtt'?: string[]; 'Fn::Join'?: [string, unknown[]] };
  if (join) return join[1].map(flatten).join(join[0]);
  return `<${attribute ? attribute.join('.') : ref}>`;
}
