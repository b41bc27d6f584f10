import * as iam from 'aws-cdk-lib/aws-iam';
import { type Construct } from 'constructs';
import { listAllMyBuckets } from '../../provider/statements';
import { suppressNagFindings, inAllNagPacks, type NagSuppression } from '../../validation/cdk-nag-suppressions';
import { FAILOVER_ACTIONS } from '../access-point/permissions';

const WILDCARDS = 's3:ListAllMyBuckets takes no resource, and cloudwatch:DescribeAlarms answers composite alarms only to who may ask for all';

/** What failing over asks of whoever does it. */
export function failoverStatements(accessPointArn: string): iam.PolicyStatement[] {
  return [new iam.PolicyStatement({ actions: FAILOVER_ACTIONS, resources: [accessPointArn] }), listAllMyBuckets()];
}

/** The role that a document acts as, in its Region and for nothing but its steps. */
export function makeAutomationRole(place: Construct, roleName: string, where: { account: string; region: string; accessPointArn: string }): iam.Role {
  const role = new iam.Role(place, 'Role', {
    roleName,
    description: `Fails over by way of ${where.region}`,
    assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': where.account },
        ArnLike: { 'aws:SourceArn': `arn:aws:ssm:${where.region}:${where.account}:automation-execution/*` },
      },
    }),
  });
  const statements = [
    ...failoverStatements(where.accessPointArn),
    // CloudWatch answers composite alarms only to who may ask for all.
    new iam.PolicyStatement({ actions: ['cloudwatch:DescribeAlarms'], resources: ['*'] }),
  ];
  const policy = new iam.Policy(place, 'Policy', { statements, roles: [role] });
  suppressNagFindings(policy, [...inlinePolicy(), { id: 'AwsSolutions-IAM5[Resource::*]', reason: WILDCARDS }]);
  return role;
}

export function inlinePolicy(): NagSuppression[] {
  return inAllNagPacks('IAMNoInlinePolicy', 'belongs to the role alone, and goes with it');
}

export interface RunbookTarget {
  readonly account: string;
  readonly region: string;
  readonly documentName: string;
  readonly roleArn: string;
}

/** What starting a document asks of whoever does it. */
export function startStatements({ account, region, documentName, roleArn }: RunbookTarget): iam.PolicyStatement[] {
  const arn = (resource: string) => `arn:aws:ssm:${region}:${account}:${resource}`;
  return [
    new iam.PolicyStatement({
      actions: ['ssm:StartAutomationExecution'],
      // The id of an execution is known only once it runs.
      resources: [arn(`automation-definition/${documentName}:*`), arn(`document/${documentName}`), arn('automation-execution/*')],
    }),
    new iam.PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
    }),
  ];
}
