import * as iam from 'aws-cdk-lib/aws-iam';
import type * as sns from 'aws-cdk-lib/aws-sns';
import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';

/**
 * Makes the principal of a role that EventBridge assumes for the rules in the stack of a construct.
 *
 * @see https://docs.aws.amazon.com/eventbridge/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export function makeEventBridgePrincipal(scope: IConstruct): iam.IPrincipal {
  const { account, region } = Stack.of(scope);
  return new iam.ServicePrincipal('events.amazonaws.com', {
    conditions: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:aws:events:${region}:${account}:rule/*` },
    },
  });
}

/**
 * Allows the alarms with a name prefix to publish to a topic.
 *
 * Without a policy, a topic accepts the alarms of its account. The policy that aws-cdk-lib creates for rules of
 * EventBridge replaces this default.
 *
 * @see https://docs.aws.amazon.com/sns/latest/dg/sns-access-policy-use-cases.html
 */
export function allowAlarmsToPublish(
  topic: sns.ITopic, { account, region, namePrefix }: { account: string; region: string; namePrefix: string },
): void {
  topic.addToResourcePolicy(new iam.PolicyStatement({
    principals: [new iam.ServicePrincipal('cloudwatch.amazonaws.com')],
    actions: ['sns:Publish'],
    resources: [topic.topicArn],
    conditions: {
      StringEquals: { 'aws:SourceAccount': account },
      ArnLike: { 'aws:SourceArn': `arn:aws:cloudwatch:${region}:${account}:alarm:${namePrefix}*` },
    },
  }));
}
