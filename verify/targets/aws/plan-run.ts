import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { MINUTE } from '../../../control/clock';
import { cleanUp } from '../../lab/clean-up';
import { type DeploymentLab, type ProbeResource, type ProbeStack } from '../../lab/deployment-lab';
import { Journal } from '../../lab/journal';
import { makeNameGenerator } from '../../lab/laboratory';
import { type StackTemplate } from '../../lab/stack-template';
import { type Step } from '../../lab/step';
import { makeReplicationRoleTemplate } from '../../lab/templates/replication-role';
import { type Assumption, findAwsProbe, findProbe } from '../../model/assumption';
import { type DeploymentProbe, type Probe, type ProbeGroup, type ServiceProbe } from '../../model/probe';
import { runOnDriver } from '../driver';
import { RehearsedAccount } from '../rehearsed-account';
import { type IdentifiedProbe, runWithSharedAccessPoints } from '../shared-run';
import { makeRecorderTemplate } from './support-templates';

/** A probe with the calls that it makes. */
export interface PlannedProbe {
  readonly assumption: Assumption;
  readonly probe: Probe;
  readonly steps: readonly Step[];
  /** The calls of CloudFormation, or the resources of the stacks. */
  readonly deployments: readonly string[];
}

/** The resources of a run that its probes share, besides access points. */
export interface RunSupport {
  /** Whether the run creates a role of replication. */
  readonly hasReplicationRole: boolean;
  /** The number of the roles of callers with few permissions. */
  readonly callers: number;
  /** Whether the run creates the function of custom resources. */
  readonly hasDeployments: boolean;
  /** Whether the run uploads templates of nested stacks. */
  readonly hasNestedStacks: boolean;
}

export interface PlannedRun {
  readonly groups: readonly ProbeGroup[];
  readonly probes: readonly PlannedProbe[];
  readonly sharedSteps: readonly Step[];
  readonly cleanUpSteps: readonly Step[];
  /** The types of the resources of all stacks. */
  readonly resourceTypes: readonly string[];
  readonly support: RunSupport;
  /** The time of the probes of services with their clean-up, and of the whole run. */
  readonly serviceMinutes: number;
  readonly minutes: number;
}

/** AWS names 24 hours at most. Users report 10 to 30 minutes. */
const ACCESS_POINT_DURATION = 20 * MINUTE;
const POLICY_DURATION = 2 * MINUTE;
/** CloudFormation needs about a minute for an operation on a stack. Four stacks are deployed at the same time. */
const MINUTES_OF_STACK_OPERATION = 1;
const PARALLEL_DEPLOYMENTS = 4;
/** CloudFormation waits so long for a custom resource without `ServiceTimeout`. */
const DEFAULT_SERVICE_TIMEOUT_SECONDS = 3600;

/** The call that uploads the template of a nested stack. */
const UPLOAD = 'PutObject in eu-west-1, the nested template';

function listTypes(template: StackTemplate): readonly string[] {
  return Object.values(template.Resources).map((resource) => (resource as { readonly Type: string }).Type);
}

/** Counts the access points that a run creates. */
export function countAccessPoints({ probes, sharedSteps }: PlannedRun): number {
  return [...sharedSteps, ...probes.flatMap(({ steps }) => steps)]
    .filter(({ operation }) => operation === 'CreateMultiRegionAccessPoint').length;
}

/** Selects the probes of groups. */
export function selectByGroup(
  assumptions: readonly Assumption[], groups: readonly ProbeGroup[],
): readonly Assumption[] {
  return assumptions.filter((assumption) => {
    const probe = findAwsProbe(assumption);
    return probe !== undefined && groups.includes(probe.group);
  });
}

/** Runs the probes against the simulator and the driver as a run on AWS does, and returns the calls. */
export async function planRun(
  assumptions: readonly Assumption[], groups: readonly ProbeGroup[],
): Promise<PlannedRun> {
  const selected = selectByGroup(assumptions, groups);
  const services: IdentifiedProbe<ServiceProbe>[] = [];
  const calls = new Map<string, readonly string[]>();
  const stackMinutes: number[] = [];
  for (const assumption of selected) {
    const probe = findProbe(assumption)!;
    if (probe.subject === 'service') {
      services.push({ id: assumption.id, statement: assumption.statement, probe });
    } else {
      const operations = await listStackOperations(probe);
      calls.set(assumption.id, operations.calls);
      stackMinutes.push(operations.minutes);
    }
  }
  const planned = await planServiceProbes(services);
  return {
    groups,
    probes: selected.map((assumption) => ({
      assumption,
      probe: findProbe(assumption)!,
      steps: planned.steps.get(assumption.id) ?? [],
      deployments: calls.get(assumption.id) ?? planned.stacks.get(assumption.id) ?? [],
    })),
    resourceTypes: [...new Set([
      ...planned.resourceTypes,
      ...services.length > 0 ? listTypes(makeReplicationRoleTemplate([])) : [],
      ...calls.size > 0 ? listTypes(makeRecorderTemplate('')) : [],
    ])].sort(),
    support: {
      hasReplicationRole: services.length > 0,
      callers: planned.callers,
      hasDeployments: calls.size > 0,
      hasNestedStacks: [...calls.values()].flat().some((call) => call.startsWith(UPLOAD)),
    },
    sharedSteps: planned.sharedSteps,
    cleanUpSteps: planned.cleanUpSteps,
    serviceMinutes: planned.minutes,
    minutes: Math.max(planned.minutes, estimateDeployments(stackMinutes)),
  };
}

/** Probes run side by side, and a run is not shorter than its longest probe. */
function estimateDeployments(minutes: readonly number[]): number {
  const total = minutes.reduce((sum, ofProbe) => sum + ofProbe, 0);
  return Math.ceil(Math.max(total / PARALLEL_DEPLOYMENTS, ...minutes));
}

async function planServiceProbes(probes: readonly IdentifiedProbe<ServiceProbe>[]) {
  const account = new RehearsedAccount({
    duration: ({ operation }) =>
      (operation === 'PutMultiRegionAccessPointPolicy' ? POLICY_DURATION : ACCESS_POINT_DURATION),
  });
  const { accountId, clock } = account;
  const startedAt = clock.now();
  const steps = new Map<string, readonly Step[]>();
  const sharedSteps: Step[] = [];
  const stacks = new Map<Step[], string[]>();
  const stacksOfProbes = new Map<string, readonly string[]>();
  const resourceTypes = new Set<string>();
  let callers = 0;
  const folder = mkdtempSync(path.join(tmpdir(), 'verify-plan-'));
  try {
    const journal = Journal.open(path.join(folder, 'journal.jsonl'));
    await account.settle(runWithSharedAccessPoints(probes, {
      ...account.place,
      journal,
      makeName: makeNameGenerator('mrap-verify'),
      sharedSteps,
      createClients: (own) => account.createClients(accountId, own),
      restrict: async (own, actions, limits) => {
        callers += 1;
        return account.restrict({ actions, ...limits }, own);
      },
      deployStack: async (own, name, region, template) => {
        const types = listTypes(template);
        types.forEach((type) => resourceTypes.add(type));
        stacks.set(own, [...stacks.get(own) ?? [], `a stack in ${region} with ${types.join(', ')}`]);
        return account.createServices(journal, own).deployStack(name, region, template);
      },
      getPage: async (own, url, headers) => account.createServices(journal, own).getPage(url, headers),
      onDecided: ({ id }, _verdict, own) => {
        steps.set(id, own);
        stacksOfProbes.set(id, stacks.get(own as Step[]) ?? []);
      },
    }));
    const cleanUpSteps: Step[] = [];
    await account.settle(cleanUp(
      {
        accountId, clock, clients: account.createClients(accountId, cleanUpSteps), deleteStack: account.deleteStack,
      }, journal));
    return {
      steps,
      stacks: stacksOfProbes,
      resourceTypes: [...resourceTypes],
      callers,
      sharedSteps,
      cleanUpSteps,
      minutes: Math.ceil((clock.now() - startedAt) / MINUTE),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function findDelaySeconds({ delaySeconds = 0, answers = true, serviceTimeoutSeconds }: ProbeResource): number {
  if (answers) return delaySeconds;
  return typeof serviceTimeoutSeconds === 'number' ? serviceTimeoutSeconds : DEFAULT_SERVICE_TIMEOUT_SECONDS;
}

/** Runs a probe on the driver, and lists its operations on stacks. */
async function listStackOperations({ run, ...probe }: DeploymentProbe) {
  const operations: string[] = [];
  let delaySeconds = 0;
  const watch = (stack: ProbeStack): ProbeStack => {
    let isCreated = false;
    return {
      get requests() { return stack.requests; },
      deploy: async (resources, options) => {
        operations.push(`${isCreated ? 'UpdateStack' : 'CreateStack'} in eu-west-1`);
        if (resources.some(({ isNested }) => isNested)) operations.push(UPLOAD);
        if (resources.some(({ failsFirstRollback }) => failsFirstRollback) && isCreated) {
          operations.push('ContinueUpdateRollback in eu-west-1');
        }
        isCreated = true;
        delaySeconds += Math.max(0, ...resources.map(findDelaySeconds));
        return stack.deploy(resources, options);
      },
      destroy: async () => {
        operations.push('DeleteStack in eu-west-1');
        return stack.destroy();
      },
      findRow: async (logicalId) => stack.findRow(logicalId),
      wait: async (seconds) => {
        delaySeconds += seconds;
        return stack.wait(seconds);
      },
    };
  };
  const watched = (lab: DeploymentLab): DeploymentLab => ({ createStack: () => watch(lab.createStack()) });
  await runOnDriver({ ...probe, run: async (lab) => run(watched(lab)) });
  // The clean-up deletes the stack.
  const minutes = (operations.length + 1) * MINUTES_OF_STACK_OPERATION + delaySeconds / 60;
  const counts = new Map<string, number>();
  for (const operation of operations) counts.set(operation, (counts.get(operation) ?? 0) + 1);
  return { minutes, calls: [...counts].map(([call, count]) => (count === 1 ? call : `${call}, ${count} times`)) };
}
