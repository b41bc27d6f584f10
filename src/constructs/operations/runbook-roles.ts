import * as iam from 'aws-cdk-lib/aws-iam';
import { type IResource } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { MRAP760_GRANTEE_CANNOT_RECEIVE_FAILOVER } from '../../diagnostics/definitions/options';
import { makeListBucketsStatement } from '../../provider/handler-permissions';
import { assertProperties, GRANTEE_PROPERTY_KIND } from '../../validation/assert-properties';
import { assertNoErrorsAndAnnotateFindings } from '../../validation/assert-valid';
import { makePackSuppressions, type NagSuppression, suppressNagFindings } from '../../validation/cdk-nag-suppressions';
import { isGranteeOfAnotherAccount } from '../access-point/foreign-grantee';
import { FAILOVER_ACTIONS } from '../access-point/permissions';

const WILDCARDS = 's3:ListAllMyBuckets and cloudwatch:GetMetricData support no resource';

/** Makes the statements for a principal that fails over. */
export function makeFailoverStatements(accessPointArn: string): iam.PolicyStatement[] {
  return [
    new iam.PolicyStatement({ actions: FAILOVER_ACTIONS, resources: [accessPointArn] }),
    makeListBucketsStatement(),
  ];
}

/** Makes the statements for a principal that reads the routes. */
export function makeRoutesReadStatements(accessPointArn: string): iam.PolicyStatement[] {
  const statement = new iam.PolicyStatement({
    actions: ['s3:GetMultiRegionAccessPointRoutes'], resources: [accessPointArn],
  });
  return [statement, makeListBucketsStatement()];
}

/** Creates the role of a document. Only executions in its account and Region can assume it. */
export function createAutomationRole(
  scope: Construct, roleName: string, target: { account: string; region: string; accessPointArn: string },
): iam.Role {
  const { account, region, accessPointArn } = target;
  const role = new iam.Role(scope, 'Role', {
    roleName,
    description: `Fails over through the control Region ${region}`,
    assumedBy: new iam.ServicePrincipal('ssm.amazonaws.com', {
      conditions: {
        StringEquals: { 'aws:SourceAccount': account },
        ArnLike: { 'aws:SourceArn': `arn:aws:ssm:${region}:${account}:automation-execution/*` },
      },
    }),
  });
  const statements = [
    ...makeFailoverStatements(accessPointArn),
    // CloudWatch supports no resource for this action.
    new iam.PolicyStatement({ actions: ['cloudwatch:GetMetricData'], resources: ['*'] }),
  ];
  const policy = new iam.Policy(scope, 'Policy', { statements, roles: [role] });
  suppressNagFindings(policy, [
    ...makeInlinePolicySuppressions(), { id: 'AwsSolutions-IAM5[Resource::*]', reason: WILDCARDS },
  ]);
  return role;
}

export function makeInlinePolicySuppressions(): NagSuppression[] {
  return makePackSuppressions('IAMNoInlinePolicy', 'belongs only to this role, and is deleted with it');
}

/** Allows a grantee to start documents. Throws MRAP760 if no policy of the grantee in this account can allow it. */
export function grantRunbookStart(
  runbook: IResource, grantee: iam.IGrantable, documents: readonly StartableRunbookDocument[],
): void {
  assertProperties(runbook, { grantee }, { grantee: GRANTEE_PROPERTY_KIND });
  const results = documents.flatMap(makeRunbookStartStatements)
    .map((statement) => grantee.grantPrincipal.addToPrincipalPolicy(statement).statementAdded);
  const isGranted = results.every((added) => added)
    && !isGranteeOfAnotherAccount(runbook, runbook.env.account, grantee);
  assertNoErrorsAndAnnotateFindings(runbook, isGranted ? [] : [
    MRAP760_GRANTEE_CANNOT_RECEIVE_FAILOVER.create({ grantee: String(grantee.grantPrincipal) }),
  ]);
}

/** A document that principals can start. */
export interface StartableRunbookDocument {
  readonly account: string;
  readonly region: string;
  readonly documentName: string;
  readonly roleArn: string;
}

/** Makes the statements for a principal that starts a document. */
export function makeRunbookStartStatements({
  account, region, documentName, roleArn,
}: StartableRunbookDocument): iam.PolicyStatement[] {
  const makeArn = (resource: string) => `arn:aws:ssm:${region}:${account}:${resource}`;
  return [
    new iam.PolicyStatement({
      actions: ['ssm:StartAutomationExecution'],
      resources: [
        makeArn(`automation-definition/${documentName}:*`),
        makeArn(`document/${documentName}`),
        // Systems Manager generates the id of an execution.
        makeArn('automation-execution/*'),
      ],
    }),
    new iam.PolicyStatement({
      actions: ['iam:PassRole'],
      resources: [roleArn],
      conditions: { StringEquals: { 'iam:PassedToService': 'ssm.amazonaws.com' } },
    }),
  ];
}
