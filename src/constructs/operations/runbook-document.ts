/** A member of the access point, as a document names it. */
export interface RunbookMember {
  readonly region: string;
  readonly bucket: string;
}

/** A whole table of routes that the runbook can bring about. */
export interface FailoverTarget {
  readonly name: string;
  readonly active: readonly RunbookMember[];
  readonly passive: readonly RunbookMember[];
}

export interface RunbookPlan {
  readonly accountId: string;
  readonly accessPointArn: string;
  /** The role that the document acts as. */
  readonly roleArn: string;
  /** The Region of the document: it is the only one that is asked. */
  readonly region: string;
  readonly targets: readonly FailoverTarget[];
  /** The alarm that is OK while nothing waits to be replicated to the Region of the document, by target; there may be none. */
  readonly backlogAlarm: (target: string) => string;
}

type Step = Readonly<Record<string, unknown>>;

const S3_CONTROL = 's3control';
/** One call ends within 25 seconds; three of them and the pauses between. */
const CALL = { maxAttempts: 3, timeoutSeconds: 120, onFailure: 'Abort' } as const;
/** New routes show within two minutes. */
const SHOWN_WITHIN_SECONDS = 240;

/**
 * The runbook of one Region for Systems Manager Automation: reads the routes, sees that nothing waits to be replicated, submits the whole table
 * of a target in one call, and waits until it shows.
 *
 * A step that fails ends the automation; so does a step before the submission without anything having been changed.
 *
 * @see https://docs.aws.amazon.com/systems-manager/latest/userguide/automation-actions.html
 */
export function runbookDocument(plan: RunbookPlan) {
  const { targets, region } = plan;
  return {
    schemaVersion: '0.3',
    description: `Fails over an S3 Multi-Region Access Point by way of ${region}, which need not be one of its Regions. Each target is a whole table `
      + `of routes: ${targets.map(describeTarget).join('; ')}.`,
    assumeRole: plan.roleArn,
    parameters: {
      Target: {
        type: 'String',
        description: 'The table of routes to bring about.',
        allowedValues: targets.map(({ name }) => name),
      },
      AcceptDataLoss: {
        type: 'String',
        description: 'Whether to fail over although operations wait to be replicated to the Regions that become active, or nobody knows how many. '
          + 'What waits is missing there until the lost Region is back.',
        allowedValues: ['no', 'yes'],
        default: 'no',
      },
    },
    mainSteps: [...checks(plan), ...targets.flatMap((target) => change(plan, target)), readRoutes(plan, 'RoutesAfter', { isEnd: true })],
    outputs: ['RoutesBefore.Routes', 'RoutesAfter.Routes'],
  };
}

/** How many steps the document has, of which Automation takes 100. */
export function stepsOf(targets: readonly FailoverTarget[]): number {
  return 5 + targets.reduce((sum, target) => sum + 1 + shown(target).length, 0);
}

function describeTarget({ name, active }: FailoverTarget): string {
  return `${name} has ${active.map((member) => member.region).join(', ')} active, all others passive`;
}

function checks(plan: RunbookPlan): Step[] {
  return [
    readRoutes(plan, 'RoutesBefore', {}),
    {
      name: 'IsDataLossAccepted',
      action: 'aws:branch',
      inputs: { Choices: [{ NextStep: 'ChooseTarget', Variable: '{{ AcceptDataLoss }}', StringEquals: 'yes' }], Default: 'NothingWaitsToBeReplicated' },
    },
    {
      name: 'NothingWaitsToBeReplicated',
      action: 'aws:assertAwsResourceProperty',
      timeoutSeconds: 60,
      onFailure: 'Abort',
      // Where there is no such alarm, nobody knows what waits, and the step fails as it does where something waits.
      inputs: {
        Service: 'cloudwatch',
        Api: 'DescribeAlarms',
        AlarmNames: [plan.backlogAlarm('{{ Target }}')],
        AlarmTypes: ['CompositeAlarm'],
        PropertySelector: '$.CompositeAlarms[0].StateValue',
        DesiredValues: ['OK'],
      },
    },
    {
      name: 'ChooseTarget',
      action: 'aws:branch',
      inputs: {
        Choices: plan.targets.map(({ name }) => ({ NextStep: stepName('Submit', name), Variable: '{{ Target }}', StringEquals: name })),
        // Without a default Automation would go on with the first target.
        Default: 'NothingWaitsToBeReplicated',
      },
    },
  ];
}

function change(plan: RunbookPlan, target: FailoverTarget): Step[] {
  const { accountId: AccountId, accessPointArn: Mrap } = plan;
  const verifications = shown(target);
  return [
    {
      name: stepName('Submit', target.name),
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
      name: stepName('Shows', target.name, index),
      action: 'aws:waitForAwsResourceProperty',
      timeoutSeconds: SHOWN_WITHIN_SECONDS,
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

/** What selects exactly one bucket when the table is in effect: Automation compares one value, not a list. */
function shown({ active, passive }: FailoverTarget): { selector: string; bucket: string }[] {
  if (active.length === 1) return [{ selector: '$.Routes[?(@.TrafficDialPercentage == 100)].Bucket', bucket: active[0].bucket }];
  const isAt = (dial: number) => ({ bucket }: RunbookMember) =>
    ({ selector: `$.Routes[?(@.Bucket == '${bucket}' && @.TrafficDialPercentage == ${dial})].Bucket`, bucket });
  return [...active.map(isAt(100)), ...passive.map(isAt(0))];
}

function readRoutes({ accountId: AccountId, accessPointArn: Mrap }: RunbookPlan, name: string, more: Step): Step {
  return {
    name,
    action: 'aws:executeAwsApi',
    ...CALL,
    inputs: { Service: S3_CONTROL, Api: 'GetMultiRegionAccessPointRoutes', AccountId, Mrap },
    outputs: [{ Name: 'Routes', Selector: '$.Routes', Type: 'MapList' }],
    ...more,
  };
}

/** Names of steps are letters, digits and underscores; those of targets have hyphens instead of underscores. */
function stepName(what: string, target: string, index = 0): string {
  return `${what}_${target.replace(/-/g, '_')}${index === 0 ? '' : `__${index}`}`;
}
