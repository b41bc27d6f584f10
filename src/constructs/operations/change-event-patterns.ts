import type * as events from 'aws-cdk-lib/aws-events';
import { Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { MRAP318_EVENT_PATTERN_TOO_LONG } from '../../diagnostics/definitions/operations';
import { type Finding } from '../../diagnostics/finding';
import { computeWorstCasePolicyLength } from '../../provider/policy-size';
import { SUBMIT_STEP } from './runbook-document';

/** The resources to watch for changes, and the roles that may change them. */
export interface ResourcesWatchedForChanges {
  readonly bucketNames: readonly string[];
  readonly accessPointNames: readonly string[];
  readonly accessPointArns: readonly string[];
  /** Roles that change the resources during a deployment. */
  readonly roleArns: readonly string[];
}

type Pattern = { [key: string]: unknown };

const ABSENT: Pattern = { exists: false };

/** The default quota of EventBridge. */
const MAX_PATTERN_LENGTH = 2_048;

/** The number of names of 63 characters that a pattern for changes of buckets can contain. */
const BUCKETS_PER_PATTERN = 10;

/** Splits the names of buckets into groups for one pattern each. */
export function splitBucketNames(bucketNames: readonly string[]): string[][] {
  const groups = Math.ceil(bucketNames.length / BUCKETS_PER_PATTERN);
  return Array.from({ length: groups }, (_, index) =>
    bucketNames.slice(index * BUCKETS_PER_PATTERN, (index + 1) * BUCKETS_PER_PATTERN));
}

/** Checks the length of a pattern (MRAP318), with each token at its maximum. */
export function checkEventPatternLength(rule: IConstruct, pattern: events.EventPattern): Finding[] {
  const characters = computeWorstCasePolicyLength(Stack.of(rule).resolve(pattern));
  const limit = MAX_PATTERN_LENGTH;
  return characters <= limit ? [] : [MRAP318_EVENT_PATTERN_TOO_LONG.create({
    rule: rule.node.path, characters, limit,
  })];
}

/** Makes a pattern for changes of buckets. CloudTrail records the bucket name. */
export function makeBucketChangeEventPattern(
  eventNames: readonly string[], { bucketNames, roleArns }: ResourcesWatchedForChanges,
): events.EventPattern {
  return makeCallPattern(eventNames, roleArns, { bucketName: bucketNames });
}

/**
 * Makes a pattern for changes of access points.
 *
 * AWS does not document where CloudTrail records their names. The pattern therefore also matches calls without a name
 * in the expected field. It may report a change of another access point, but does not miss a change.
 */
export function makeAccessPointChangeEventPattern(
  eventNames: readonly string[], { accessPointNames, roleArns }: ResourcesWatchedForChanges,
): events.EventPattern {
  const bodies = eventNames.map((name) => `${name}Request`);
  return makeCallPattern(eventNames, roleArns, {
    $or: [
      ...bodies.map((body) => ({ [body]: { Details: { Name: accessPointNames } } })),
      Object.fromEntries(bodies.map((body) => [body, { Details: { Name: [ABSENT] } }])),
    ],
  });
}

/** Makes a pattern for changes of routes outside a deployment, such as a manual failover. */
export function makeRouteChangeEventPattern(
  eventNames: readonly string[], { accessPointArns, roleArns }: ResourcesWatchedForChanges,
): events.EventPattern {
  return makeCallPattern(eventNames, roleArns, { $or: [{ mrap: accessPointArns }, { mrap: [ABSENT] }] });
}

/**
 * Makes a pattern for the submits and the ends of executions of Automation documents. The events contain the id of the
 * execution, and the step names contain the target.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/monitoring-systems-manager-event-examples.html
 */
export function makeRunbookEventPattern(documentNames: readonly string[]): events.EventPattern {
  return {
    source: ['aws.ssm'],
    detailType: [
      'EC2 Automation Execution Status-change Notification', 'EC2 Automation Step Status-change Notification',
    ],
    detail: {
      Definition: documentNames,
      $or: [{ StepName: [ABSENT] }, { StepName: [{ prefix: `${SUBMIT_STEP}_` }], Status: ['Success'] }],
    },
  };
}

/** Makes a pattern for alarms that enter the state ALARM. */
export function makeAlarmStateEventPattern(alarmNames: readonly (Pattern | string)[]): events.EventPattern {
  return {
    source: ['aws.cloudwatch'],
    detailType: ['CloudWatch Alarm State Change'],
    detail: { alarmName: alarmNames, state: { value: ['ALARM'] } },
  };
}

/** Makes a pattern for successful calls, except calls by CloudFormation or by the roles of a deployment. */
function makeCallPattern(
  eventNames: readonly string[], roleArns: readonly string[], requestParameters: Pattern,
): events.EventPattern {
  return {
    source: ['aws.s3'],
    detailType: ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: ['s3.amazonaws.com'],
      eventName: eventNames,
      errorCode: [ABSENT],
      // `anything-but` does not match an absent field, so the pattern matches absence explicitly.
      userIdentity: {
        $or: [{ invokedBy: [ABSENT] }, { invokedBy: [{ 'anything-but': 'cloudformation.amazonaws.com' }] }],
        // EventBridge refuses an empty list.
        ...(roleArns.length > 0 && {
          sessionContext: { sessionIssuer: { $or: [{ arn: [ABSENT] }, { arn: [{ 'anything-but': roleArns }] }] } },
        }),
      },
      requestParameters,
    },
  };
}
