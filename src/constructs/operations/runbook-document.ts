/** A member of the access point in a document. */
export interface RunbookMember {
  readonly region: string;
  readonly bucket: string;
}

/** Routes that the runbook can submit: a name and a complete routing table. */
export interface FailoverTarget {
  readonly name: string;
  readonly active: readonly RunbookMember[];
  readonly passive: readonly RunbookMember[];
}

export interface RunbookDocumentProps {
  readonly accountId: string;
  readonly accessPointArn: string;
  /** The role that executions of the document assume. */
  readonly roleArn: string;
  /** The Region of the document. The document calls no other Region. */
  readonly region: string;
  readonly targets: readonly FailoverTarget[];
  /** Makes the name of the alarm that is OK if no replication to this Region is pending. It may not exist. */
  readonly makeBacklogAlarmName: (target: string) => string;
}

type Step = Readonly<Record<string, unknown>>;

const S3_CONTROL = 's3control';
/** One call ends within 25 seconds. The timeout covers three calls with their pauses. */
const CALL = { maxAttempts: 3, timeoutSeconds: 120, onFailure: 'Abort' } as const;
/** S3 returns new routes within two minutes. */
const VERIFICATION_TIMEOUT_SECONDS = 240;

/**
 * Makes the Systems Manager Automation document of one Region.
 *
 * It reads the routes, checks that no replication is pending, submits the complete routing table of a target in one
 * call, and waits until S3 returns the new routes. A failed step ends the execution. Steps before the submission change
 * nothing.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
export function makeRunbookDocument(props: RunbookDocumentProps) {
  const { targets, region, roleArn } = props;
  return {
    schemaVersion: '0.3',
    description: `Fails over an S3 Multi-Region Access Point through the control Region ${region}, which does not `
      + 'have to be a Region of the access point. Each target is a complete routing table, in which all Regions that '
      + `are not active are passive: ${targets.map(describeTarget).join(', ')}.`,
    assumeRole: roleArn,
    parameters: {
      Target: {
        type: 'String',
        description: 'The routing table to submit.',
        allowedValues: targets.map(({ name }) => name),
      },
      AcceptDataLoss: {
        type: 'String',
        description: 'Whether to fail over even if replication to the new active Regions is pending or its status is '
          + 'unknown. These Regions do not have the pending objects until the failed Region is available again.',
        allowedValues: ['no', 'yes'],
        default: 'no',
      },
    },
    mainSteps: [
      ...makeCheckSteps(props),
      ...targets.flatMap((target) => makeTargetSteps(props, target)),
      makeReadStep(props, 'RoutesAfter', { isEnd: true }),
    ],
    outputs: ['RoutesBefore.Routes', 'RoutesAfter.Routes'],
  };
}

/** Counts the steps of a document. Systems Manager Automation limits their number. */
export function countSteps(targets: readonly FailoverTarget[]): number {
  return 5 + targets.reduce((sum, target) => sum + 1 + makeVerifications(target).length, 0);
}

function describeTarget({ name, active }: FailoverTarget): string {
  return `${name} (active: ${active.map((member) => member.region).join(', ')})`;
}

function makeCheckSteps(props: RunbookDocumentProps): Step[] {
  return [
    makeReadStep(props, 'RoutesBefore', {}),
    {
      name: 'IsDataLossAccepted',
      action: 'aws:branch',
      inputs: {
        Choices: [{ NextStep: 'ChooseTarget', Variable: '{{ AcceptDataLoss }}', StringEquals: 'yes' }],
        Default: 'CheckBacklog',
      },
    },
    {
      name: 'CheckBacklog',
      action: 'aws:assertAwsResourceProperty',
      timeoutSeconds: 60,
      onFailure: 'Abort',
      // If the alarm does not exist, the backlog is unknown, and the step fails as it does for a pending operation.
      inputs: {
        Service: 'cloudwatch',
        Api: 'DescribeAlarms',
        AlarmNames: [props.makeBacklogAlarmName('{{ Target }}')],
        AlarmTypes: ['CompositeAlarm'],
        PropertySelector: '$.CompositeAlarms[0].StateValue',
        DesiredValues: ['OK'],
      },
    },
    {
      name: 'ChooseTarget',
      action: 'aws:branch',
      inputs: {
        Choices: props.targets.map(({ name }) => ({
          NextStep: makeStepName('Submit', name), Variable: '{{ Target }}', StringEquals: name,
        })),
        // Without a default, Automation continues with the first target.
        Default: 'CheckBacklog',
      },
    },
  ];
}

function makeTargetSteps(props: RunbookDocumentProps, target: FailoverTarget): Step[] {
  const { accountId: AccountId, accessPointArn: Mrap } = props;
  const verifications = makeVerifications(target);
  return [
    {
      name: makeStepName('Submit', target.name),
      action: 'aws:executeAwsApi',
      ...CALL,
      inputs: {
        Service: S3_CONTROL,
        Api: 'SubmitMultiRegionAccessPointRoutes',
        AccountId,
        Mrap,
        RouteUpdates: [
          ...target.active.map(({ bucket }) => ({ Bucket: bucket, TrafficDialPercentage: 100 })),
          ...target.passive.map(({ bucket }) => ({ Bucket: bucket, TrafficDialPercentage: 0 })),
        ],
      },
    },
    ...verifications.map(({ selector, bucket }, index) => ({
      name: makeStepName('Verify', target.name, index),
      action: 'aws:waitForAwsResourceProperty',
      timeoutSeconds: VERIFICATION_TIMEOUT_SECONDS,
      onFailure: 'Abort',
      inputs: {
        Service: S3_CONTROL,
        Api: 'GetMultiRegionAccessPointRoutes',
        AccountId,
        Mrap,
        PropertySelector: selector,
        DesiredValues: [bucket],
      },
      ...(index === verifications.length - 1 && { nextStep: 'RoutesAfter' }),
    })),
  ];
}

/** Makes selectors that each match exactly one bucket of the target. Automation compares one value, not a list. */
function makeVerifications({ active, passive }: FailoverTarget): { selector: string; bucket: string }[] {
  if (active.length === 1) {
    return [{ selector: '$.Routes[?(@.TrafficDialPercentage == 100)].Bucket', bucket: active[0].bucket }];
  }
  const makeVerification = (dial: number) => ({ bucket }: RunbookMember) =>
    ({ selector: `$.Routes[?(@.Bucket == '${bucket}' && @.TrafficDialPercentage == ${dial})].Bucket`, bucket });
  return [...active.map(makeVerification(100)), ...passive.map(makeVerification(0))];
}

function makeReadStep(
  { accountId: AccountId, accessPointArn: Mrap }: RunbookDocumentProps, name: string, more: Step,
): Step {
  return {
    name,
    action: 'aws:executeAwsApi',
    ...CALL,
    inputs: { Service: S3_CONTROL, Api: 'GetMultiRegionAccessPointRoutes', AccountId, Mrap },
    outputs: [{ Name: 'Routes', Selector: '$.Routes', Type: 'MapList' }],
    ...more,
  };
}

/** Makes a step name, which may contain underscores but no hyphens. Target names may contain hyphens only. */
function makeStepName(prefix: string, target: string, index = 0): string {
  return `${prefix}_${target.replace(/-/g, '_')}${index === 0 ? '' : `__${index}`}`;
}
