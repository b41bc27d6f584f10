import { type Step } from '../lab/step';
import { type Assumption } from '../model/assumption';
import { type ProbeGroup } from '../model/probe';
import { type PlannedRun, type RunSupport } from '../targets/aws/plan-run';
import { findPermissions, type Permission, PREFLIGHT_ACTIONS, renderPolicy } from './permissions';
import { listTemplateCosts } from './template-permissions';

/** The IAM actions of operations whose action has another name, or that need more than one. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  GetBucketReplication: ['s3:GetReplicationConfiguration'],
  // The permissions of a stack are those of the resources in its template.
  CreateStack: [],
  DeleteObject: ['s3:BypassGovernanceRetention', 's3:DeleteObject', 's3:DeleteObjectVersion'],
  DescribeAlarms: ['cloudwatch:DescribeAlarms'],
  GET: [],
  HeadObject: ['s3:GetObject', 's3:GetObjectVersion', 's3:ListBucket'],
  // The permission to invoke the functions of stacks belongs to the stacks.
  Invoke: [],
  ListMetrics: ['cloudwatch:ListMetrics'],
  ListObjectVersions: ['s3:ListBucketVersions'],
  LookupEvents: ['cloudtrail:LookupEvents'],
  PutBucketReplication: ['s3:PutReplicationConfiguration', 'iam:PassRole'],
  // The permission for the data of a metric belongs to its alarm.
  PutMetricData: [],
  PutObjectLockConfiguration: ['s3:PutBucketObjectLockConfiguration'],
};

const GROUPS: Readonly<Record<ProbeGroup, string>> = {
  hour: 'for any sandbox account',
  day: 'for an account without other access points, with --i-own-this-account',
};

const COSTS = `Costs: less than 0.10 USD.
    S3 charges 0.005 USD for 1,000 requests for buckets. Access points without requests and empty buckets are free.
    The run writes only templates of nested stacks and small objects. Nothing that a complete clean-up leaves is billed
    by the hour.`;

export function listActions(operation: string): readonly string[] {
  return ACTIONS[operation] ?? [`s3:${operation}`];
}

const FOR_NESTED_STACKS = [
  's3:CreateBucket', 's3:DeleteBucket', 's3:DeleteObject', 's3:GetObject', 's3:ListBucketVersions', 's3:PutObject',
];
/** The guide says that each caller needs it who manages access points. */
const FOR_ACCESS_POINTS = ['s3:ListAllMyBuckets'];

/** Returns the permissions of a planned run. */
export function findRunPermissions(
  { probes, sharedSteps, cleanUpSteps, resourceTypes, support }: PlannedRun,
): readonly Permission[] {
  const steps = [...probes.flatMap((probe) => probe.steps), ...sharedSteps, ...cleanUpSteps];
  const actions = steps.flatMap(({ operation }) => listActions(operation));
  return findPermissions({
    actions: [...actions, ...FOR_ACCESS_POINTS, ...support.hasNestedStacks ? FOR_NESTED_STACKS : []],
    resourceTypes,
    support,
    readsThroughAccessPoints: steps.some(({ operation, region }) => (
      operation === 'GET' && region.endsWith('.s3-global.amazonaws.com'))),
  });
}

/** Lists the IAM actions of a planned run, sorted. */
export function listRunActions(plan: PlannedRun): readonly string[] {
  return [...new Set(findRunPermissions(plan).flatMap(({ actions }) => actions))].sort();
}

/**
 * Renders the calls of a run on AWS in their order, with the permissions, the time and the costs. A run against the
 * simulator and the driver made the same calls.
 */
export function renderPlan(plan: PlannedRun, all: readonly Assumption[]): string {
  const { groups, probes, sharedSteps, cleanUpSteps, resourceTypes, support, serviceMinutes, minutes } = plan;
  const permissions = findRunPermissions(plan);
  const sections = groups.flatMap((group) => {
    const ofGroup = probes.filter(({ probe }) => probe.group === group);
    return [
      `Group ${group}, ${GROUPS[group]}. Probes: ${ofGroup.length}.`,
      ...ofGroup.map(({ assumption, steps, deployments }) => renderCalls(
        `${assumption.id}: ${assumption.statement}`, [...countCalls(steps), ...deployments])),
    ];
  });
  const never = all.flatMap(({ id, verification }) => {
    const reason = 'notAutomatable' in verification ? verification.notAutomatable : verification.neverOnAws;
    return reason === undefined ? [] : [`${id}: ${reason}`];
  });
  return `${[
    renderCalls('Before the run, these calls only read', PREFLIGHT_ACTIONS),
    renderCalls('For the probes, stacks with roles and the function of custom resources', listSupportCalls(support)),
    ...(sharedSteps.length === 0 ? [] : [
      renderCalls('Access points that several probes use one after another', countCalls(sharedSteps)),
    ]),
    ...sections,
    renderCalls('At the end, the clean-up deletes only what the journal names', [
      ...countCalls(cleanUpSteps), 'DescribeStacks and DeleteStack in the Region of each stack, by its ARN',
      ...(support.hasNestedStacks
        ? ['ListObjectVersions, DeleteObject and DeleteBucket in eu-west-1 for the templates of nested stacks']
        : []),
    ]),
    renderCalls('Never on AWS, because no program can check it or because the check could harm the account', never),
    `Time: about ${minutes} minutes, of which the probes of S3 need ${serviceMinutes}. The probes run side by side. `
    + 'The estimate uses 20 minutes for the creation or the deletion of an access point, and 40 minutes for the '
    + 'deletion of a function in a VPC.',
    [COSTS, ...listTemplateCosts(resourceTypes).map((cost) => `    ${cost}`)].join('\n'),
    renderCalls('Permissions, and the reason for each resource', permissions.map(({ actions, resource, reason }) =>
      `${resource}: ${reason} (${actions.join(', ')})`)),
    `The same permissions as a policy. Replace 111122223333 with the account id:\n${renderPolicy(permissions)}`,
  ].join('\n\n')}\n`;
}

/** Lists the calls for the resources that probes share. */
function listSupportCalls(
  { hasReplicationRole, callers, hasDeployments, hasNestedStacks }: RunSupport,
): readonly string[] {
  const roles = callers === 1 ? 'a role' : `each of ${callers} roles`;
  return [
    ...(hasReplicationRole ? ['CreateStack in eu-west-1 for a role of replication'] : []),
    ...(callers > 0 ? [`CreateStack in eu-west-1 and AssumeRole for ${roles} of callers with few permissions`] : []),
    ...(hasDeployments ? [
      'CreateStack in eu-west-1 for a function, its queue, its log group, a state machine and their roles',
      'ReceiveMessage and DeleteMessageBatch of the queue, after each change of a stack with a custom resource',
      'DescribeStackResource of custom resources',
    ] : []),
    ...(hasNestedStacks ? ['CreateBucket in eu-west-1 for the templates of nested stacks'] : []),
    'While a stack changes, DescribeStacks every 3 seconds, and DescribeStackEvents if its creation fails',
  ];
}

function renderCalls(title: string, calls: readonly string[]): string {
  return [title, ...calls.map((call) => `    ${call}`)].join('\n');
}

/** Returns the calls in the order of their first use, with their numbers. */
function countCalls(steps: readonly Step[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { region, operation } of steps) {
    const call = `${operation} in ${region}`;
    counts.set(call, (counts.get(call) ?? 0) + 1);
  }
  return [...counts].map(([call, count]) => (count === 1 ? call : `${call}, ${count} times`));
}
