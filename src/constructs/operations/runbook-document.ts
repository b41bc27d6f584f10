import { FAILOVER_CONTROL_REGIONS } from '../../facts/control-plane';
import { RULE_ID_PREFIX } from '../../wire/replication';
import { type BucketEdge } from '../replication/replication-config';
import { CHECK_SCRIPT } from './runbook-script';

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
  /** The Region of the document. The document submits routes only through this Region. */
  readonly region: string;
  readonly targets: readonly FailoverTarget[];
  /** The replication rules between the members that publish metrics. */
  readonly edges: readonly BucketEdge[];
}

type Step = Readonly<Record<string, unknown>>;

/** The value of `ExpectedActiveRegions` that accepts any live routes. */
export const ANY_ACTIVE_REGIONS = 'any';

/** The start of the names of the steps that submit routes. */
export const SUBMIT_STEP = 'Submit';

const CHECK_STEP = 'CheckFailover';
const S3_CONTROL = 's3control';
/** One call ends within 25 seconds. The timeout covers three calls with their pauses. */
const CALL = { maxAttempts: 3, timeoutSeconds: 120, onFailure: 'Abort' } as const;
/** The check waits at most ten seconds for the routes and ten seconds for the backlog. */
const CHECK_TIMEOUT_SECONDS = 60;
/** S3 returns new routes within two minutes. */
const VERIFICATION_TIMEOUT_SECONDS = 240;

/**
 * Makes the Systems Manager Automation document of one Region.
 *
 * It reads the routes, checks the live routes and the backlog, submits the complete routing table of a target in one
 * call, and waits until S3 returns the new routes. A failed step ends the execution. Steps before the submission change
 * nothing. If the operator accepts data loss and any live routes, there is nothing to check. Then the document runs no
 * script, so that it depends on no other Region and no runtime.
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
      ExpectedActiveRegions: {
        type: 'String',
        description: 'The active Regions that you saw, separated by commas. The document changes nothing if most '
          + `control Regions return other routes. ${ANY_ACTIVE_REGIONS} accepts any routes.`,
        allowedPattern: '^[a-z0-9, -]+$',
        default: ANY_ACTIVE_REGIONS,
      },
    },
    mainSteps: [
      ...makeCheckSteps(props),
      ...targets.flatMap((target) => makeTargetSteps(props, target)),
      makeReadStep(props, 'RoutesAfter', { isEnd: true }),
    ],
    outputs: ['RoutesBefore.Routes', 'CheckFailover.Tables', 'RoutesAfter.Routes'],
  };
}

/** Counts the steps of a document. Systems Manager Automation limits their number. */
export function countSteps(targets: readonly FailoverTarget[]): number {
  return 6 + targets.reduce((sum, target) => sum + 1 + makeVerifications(target).length, 0);
}

function describeTarget({ name, active }: FailoverTarget): string {
  return `${name} (active: ${active.map((member) => member.region).join(', ')})`;
}

function makeCheckSteps(props: RunbookDocumentProps): Step[] {
  return [
    makeReadStep(props, 'RoutesBefore', {}),
    {
      name: 'IsCheckRequired',
      action: 'aws:branch',
      inputs: {
        Choices: [{
          NextStep: 'ChooseTarget',
          And: [
            { Variable: '{{ AcceptDataLoss }}', StringEquals: 'yes' },
            { Variable: '{{ ExpectedActiveRegions }}', StringEquals: ANY_ACTIVE_REGIONS },
          ],
        }],
        Default: CHECK_STEP,
      },
    },
    {
      name: CHECK_STEP,
      action: 'aws:executeScript',
      timeoutSeconds: CHECK_TIMEOUT_SECONDS,
      onFailure: 'Abort',
      inputs: {
        Runtime: 'python3.11',
        Handler: 'check',
        Script: CHECK_SCRIPT,
        InputPayload: makeCheckInput(props),
      },
      outputs: [
        { Name: 'IsInEffect', Selector: '$.Payload.IsInEffect', Type: 'String' },
        { Name: 'Tables', Selector: '$.Payload.Tables', Type: 'StringMap' },
      ],
    },
    {
      name: 'IsInEffect',
      action: 'aws:branch',
      inputs: {
        Choices: [{ NextStep: 'RoutesAfter', Variable: `{{ ${CHECK_STEP}.IsInEffect }}`, StringEquals: 'yes' }],
        Default: 'ChooseTarget',
      },
    },
    {
      name: 'ChooseTarget',
      action: 'aws:branch',
      inputs: {
        Choices: props.targets.map(({ name }) => ({
          NextStep: makeStepName(SUBMIT_STEP, name), Variable: '{{ Target }}', StringEquals: name,
        })),
        // Without a default, Automation continues with the first target.
        Default: CHECK_STEP,
      },
    },
  ];
}

function makeCheckInput({ accountId, accessPointArn, targets, edges }: RunbookDocumentProps) {
  const [{ active, passive }] = targets;
  return {
    AccountId: accountId,
    Mrap: accessPointArn,
    Target: '{{ Target }}',
    AcceptDataLoss: '{{ AcceptDataLoss }}',
    ExpectedActiveRegions: '{{ ExpectedActiveRegions }}',
    ControlRegions: FAILOVER_CONTROL_REGIONS.map(({ region }) => region),
    Buckets: Object.fromEntries([...active, ...passive].map(({ region, bucket }) => [region, bucket])),
    Targets: Object.fromEntries(targets.map((target) => [target.name, target.active.map(({ region }) => region)])),
    RulePrefix: RULE_ID_PREFIX,
    Rules: groupRules(edges),
  };
}

/**
 * Groups the rules by the Regions of source and destination. A rule is a list with its id, or an empty list for the
 * default rule, because complete ids of all rules between 17 Regions would exceed the length of a document.
 */
function groupRules(edges: readonly BucketEdge[]): Record<string, Record<string, string[][]>> {
  const rules: Record<string, Record<string, string[][]>> = {};
  for (const { source, destination, rule } of edges) {
    ((rules[source.region] ??= {})[destination.region] ??= []).push(rule.id === undefined ? [] : [rule.id]);
  }
  return rules;
}

function makeTargetSteps(props: RunbookDocumentProps, target: FailoverTarget): Step[] {
  const { accountId: AccountId, accessPointArn: Mrap } = props;
  const verifications = makeVerifications(target);
  return [
    {
      name: makeStepName(SUBMIT_STEP, target.name),
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
