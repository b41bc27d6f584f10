import type * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as events from 'aws-cdk-lib/aws-events';
import * as iam from 'aws-cdk-lib/aws-iam';
import { type Construct } from 'constructs';
import {
  makeObjectWithMemberPropertyKind, OBJECT_PROPERTY_KIND, OPTIONAL_BOOLEAN_PROPERTY_KIND, type PropertyKinds,
  TEXT_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { type NagSuppression, suppressNagFindings } from '../../validation/cdk-nag-suppressions';
import { makeAlarmStateEventPattern } from './change-event-patterns';
import { suppressDeadLetterQueueFinding } from './event-rule-nag-suppressions';
import {
  makeInlinePolicySuppressions, makeRunbookStartStatements, type StartableRunbookDocument,
} from './runbook-roles';
import { makeEventBridgePrincipal } from './service-principals';

/**
 * Options for a runbook that an alarm starts.
 */
export interface StartOnAlarmOptions {
  /**
   * Whether to fail over even if replication is pending or its status is unknown.
   *
   * @default false
   */
  readonly acceptDataLoss?: boolean;

  /**
   * The active Regions before the failover. If most control Regions return other routes, the runbook changes nothing.
   *
   * Errors: MRAP303, MRAP785.
   *
   * @default - the active Regions of the declared `failover` of the access point; without a declaration, any Regions
   */
  readonly expectedActiveRegions?: string[];
}

/** The kinds of the parameters of `startOnAlarm`. */
export const START_ON_ALARM_KINDS: PropertyKinds = {
  alarm: makeObjectWithMemberPropertyKind('alarmArn', 'an alarm'),
  target: TEXT_PROPERTY_KIND,
  options: OBJECT_PROPERTY_KIND,
  acceptDataLoss: OPTIONAL_BOOLEAN_PROPERTY_KIND,
};

/** A document and the parameters of its execution. */
export interface AlarmStartedExecution extends StartableRunbookDocument {
  readonly parameters: { readonly Target: string[] } & Readonly<Record<string, string[]>>;
}

/** Creates the rule that starts a document if an alarm of its Region enters the state ALARM. */
export function startOnAlarm(scope: Construct, alarm: cloudwatch.IAlarm, execution: AlarmStartedExecution): void {
  const { parameters, account, region, documentName } = execution;
  const id = `Start${parameters.Target[0]}On${alarm.node.addr}`;
  const role = new iam.Role(scope, `${id}Role`, { assumedBy: makeEventBridgePrincipal(scope) });
  const policy = new iam.Policy(scope, `${id}Policy`, {
    statements: makeRunbookStartStatements(execution), roles: [role],
  });
  suppressNagFindings(policy, [...makeInlinePolicySuppressions(), ...makeStartSuppressions(execution)]);
  const automation: events.IRuleTarget = {
    bind: () => ({
      arn: `arn:aws:ssm:${region}:${account}:automation-definition/${documentName}:$DEFAULT`,
      input: events.RuleTargetInput.fromObject(parameters),
      role,
    }),
  };
  const eventPattern = makeAlarmStateEventPattern([alarm.alarmName]);
  const rule = new events.Rule(scope, id, { eventPattern, targets: [automation] });
  suppressDeadLetterQueueFinding(rule, 'a failover long after its alarm could overwrite newer routes');
}

function makeStartSuppressions({ account, region, documentName }: StartableRunbookDocument): NagSuppression[] {
  const reason = 'all versions of the document, and executions with generated ids';
  return [`automation-definition/${documentName}:*`, 'automation-execution/*'].map((resource) => {
    const arn = `arn:aws:ssm:${region}:${account}:${resource}`;
    return { id: `AwsSolutions-IAM5[Resource::${arn}]`, reason };
  });
}
