import type * as events from 'aws-cdk-lib/aws-events';

/** What of an application a call may have changed. */
export interface WatchedResources {
  readonly bucketNames: readonly string[];
  readonly accessPointNames: readonly string[];
  readonly accessPointArns: readonly string[];
  /** Roles that change it on behalf of a deployment. */
  readonly roleArns: readonly string[];
}

type Pattern = { [key: string]: unknown };

const ABSENT: Pattern = { exists: false };

/** Calls on buckets, of which CloudTrail says the name. */
export function bucketChanges(eventNames: readonly string[], { bucketNames, roleArns }: WatchedResources): events.EventPattern {
  return calls(eventNames, roleArns, { bucketName: bucketNames });
}

/**
 * Calls on access points. Where CloudTrail writes their names and ARNs is documented nowhere; so a call that has none in the likely place counts
 * as well, and a change of another access point may be told rather than one of ours missed.
 */
export function accessPointChanges(eventNames: readonly string[], { accessPointNames, roleArns }: WatchedResources): events.EventPattern {
  const inBody = eventNames.map((name) => `${name}Request`);
  return calls(eventNames, roleArns, {
    $or: [
      ...inBody.map((body) => ({ [body]: { Details: { Name: accessPointNames } } })),
      Object.fromEntries(inBody.map((body) => [body, { Details: { Name: [ABSENT] } }])),
    ],
  });
}

/** Failover by hand, and by anything that is not ours. */
export function routeChanges(eventNames: readonly string[], { accessPointArns, roleArns }: WatchedResources): events.EventPattern {
  return calls(eventNames, roleArns, { $or: [{ mrap: accessPointArns }, { mrap: [ABSENT] }] });
}

export function alarmsRaised(alarmNames: readonly (Pattern | string)[]): events.EventPattern {
  return {
    source: ['aws.cloudwatch'],
    detailType: ['CloudWatch Alarm State Change'],
    detail: { alarmName: alarmNames, state: { value: ['ALARM'] } },
  };
}

/** Calls that succeeded and were made by nobody who deploys: CloudFormation itself, or a function of ours. */
function calls(eventNames: readonly string[], roleArns: readonly string[], requestParameters: Pattern): events.EventPattern {
  return {
    source: ['aws.s3'],
    detailType: ['AWS API Call via CloudTrail'],
    detail: {
      eventSource: ['s3.amazonaws.com'],
      eventName: eventNames,
      errorCode: [ABSENT],
      // A field that is absent differs from nothing: it has to be asked for.
      userIdentity: {
        $or: [{ invokedBy: [ABSENT] }, { invokedBy: [{ 'anything-but': 'cloudformation.amazonaws.com' }] }],
        sessionContext: { sessionIssuer: { $or: [{ arn: [ABSENT] }, { arn: [{ 'anything-but': roleArns }] }] } },
      },
      requestParameters,
    },
  };
}
