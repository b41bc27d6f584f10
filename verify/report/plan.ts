import { type Step } from '../lab/step';
import { type ProbeGroup } from '../model/probe';
import { type ProbeResult } from '../run';

/** The IAM actions of operations whose action has another name, or that need more than one. */
const ACTIONS: Readonly<Record<string, readonly string[]>> = {
  GetBucketReplication: ['s3:GetReplicationConfiguration'],
  LookupEvents: ['cloudtrail:LookupEvents'],
  PutBucketReplication: ['s3:PutReplicationConfiguration', 'iam:PassRole'],
};

export function listActions(operation: string): readonly string[] {
  return ACTIONS[operation] ?? [`s3:${operation}`];
}

const GROUPS: Readonly<Record<ProbeGroup, string>> = {
  hour: 'for any sandbox account',
  day: 'for an account without other access points',
};

/**
 * Renders the calls of each probe in their order, with the permissions and the time that they need on AWS. A run
 * against the simulator makes the same calls.
 */
export function renderPlan(results: readonly ProbeResult[]): string {
  const sections = (Object.keys(GROUPS) as ProbeGroup[]).flatMap((group) => {
    const ofGroup = results.filter(({ probe }) => probe.group === group);
    const minutes = ofGroup.reduce((sum, { probe }) => sum + probe.minutes, 0);
    return [
      `Group ${group}, ${GROUPS[group]}. Probes: ${ofGroup.length}. Minutes, one after another: ${minutes}.`,
      ...ofGroup.map(renderProbe),
    ];
  });
  const operations = new Set(results.flatMap(({ steps, cleanUpSteps }) => [...steps, ...cleanUpSteps])
    .map(({ operation }) => operation));
  const actions = [...new Set([...operations].flatMap(listActions))].sort();
  return `${[
    ...sections,
    `Permissions: ${actions.join(', ')}`,
    'Costs: less than 0.01 USD. S3 charges 0.005 USD for 1,000 requests for buckets. Access points without requests '
    + 'and empty buckets are free. No probe writes an object.',
  ].join('\n\n')}\n`;
}

function renderProbe({ assumption, probe, steps, cleanUpSteps }: ProbeResult): string {
  const calls = probe.subject === 'deployment'
    ? ['a stack of custom resources that record their requests']
    : [...countCalls(steps), ...countCalls(cleanUpSteps).map((call) => `clean-up: ${call}`)];
  return [`${assumption.id} (${probe.minutes} minutes): ${assumption.statement}`, ...calls.map(indent)].join('\n');
}

const indent = (text: string) => `    ${text}`;

/** Returns the calls in the order of their first use, with their numbers. */
function countCalls(steps: readonly Step[]): readonly string[] {
  const counts = new Map<string, number>();
  for (const { region, operation } of steps) {
    const call = `${operation} in ${region}`;
    counts.set(call, (counts.get(call) ?? 0) + 1);
  }
  return [...counts].map(([call, count]) => (count === 1 ? call : `${call}, ${count} times`));
}
