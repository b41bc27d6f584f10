import type * as events from 'aws-cdk-lib/aws-events';

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
        sessionContext: { sessionIssuer: { $or: [{ arn: [ABSENT] }, { arn: [{ 'anything-but': roleArns }] }] } },
      },
      requestParameters,
    },
  };
}
