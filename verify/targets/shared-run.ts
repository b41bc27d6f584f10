import { type Clock } from '../../control/clock';
import { type LabClients } from '../lab/clients';
import { type Journal } from '../lab/journal';
import { Laboratory } from '../lab/laboratory';
import { type CallerLimits, type Page, type PageHeaders, type ServiceLab } from '../lab/service-lab';
import { SharedAccessPoints } from '../lab/shared-access-points';
import { type StackOutcome, type StackTemplate } from '../lab/stack-template';
import { type Step } from '../lab/step';
import { type ServiceProbe } from '../model/probe';
import { type Verdict } from '../model/verdict';

/** A probe, with the id and the statement of its assumption. */
export interface IdentifiedProbe<Probe> {
  readonly id: string;
  readonly statement: string;
  readonly probe: Probe;
}

export interface SharedRunOptions {
  readonly accountId: string;
  readonly clock: Clock;
  readonly journal: Journal;
  readonly memberRegions: readonly [string, string];
  readonly replicationRoleArn: string;
  readonly makeName: () => string;
  /** Creates clients that add their calls to `steps`. */
  readonly createClients: (steps: Step[]) => LabClients;
  readonly restrict: (
    steps: Step[], actions: readonly string[], limits?: CallerLimits,
  ) => Promise<LabClients>;
  readonly deployStack: (
    steps: Step[], name: string, region: string, template: StackTemplate,
  ) => Promise<StackOutcome>;
  readonly getPage: (steps: Step[], url: string, headers?: PageHeaders) => Promise<Page>;
  /** The calls that create and reset shared access points. */
  readonly sharedSteps: Step[];
  /** Receives the verdict of each probe when it has run. */
  readonly onDecided: (
    probe: IdentifiedProbe<ServiceProbe>, verdict: Verdict, steps: readonly Step[],
  ) => void;
}

/** The number of access points that probes use at the same time, besides those that a probe creates itself. */
const SHARED_ACCESS_POINTS = 4;

/** Runs all probes of services side by side. They use shared access points one after another. */
export async function runWithSharedAccessPoints(
  probes: readonly IdentifiedProbe<ServiceProbe>[], options: SharedRunOptions,
): Promise<void> {
  const { sharedSteps, onDecided } = options;
  const owner = new Laboratory({ ...options, ...recordSteps(options, sharedSteps) });
  const shared = new SharedAccessPoints(owner, SHARED_ACCESS_POINTS);
  await waitForAll(probes.map(async (identified) => {
    const steps: Step[] = [];
    onDecided(identified, await runProbe(identified.probe, options, shared, steps), steps);
  }));
}

/** Returns the services of a laboratory, whose calls are added to `steps`. */
function recordSteps({ createClients, restrict, deployStack, getPage }: SharedRunOptions, steps: Step[]) {
  return {
    clients: createClients(steps),
    restrict: async (...permissions: Parameters<ServiceLab['restrict']>) => restrict(steps, ...permissions),
    deployStack: async (name: string, region: string, template: StackTemplate) =>
      deployStack(steps, name, region, template),
    getPage: async (url: string, headers?: PageHeaders) => getPage(steps, url, headers),
  };
}

async function runProbe(
  { run }: ServiceProbe, options: SharedRunOptions, shared: SharedAccessPoints, steps: Step[],
): Promise<Verdict> {
  const taken: Awaited<ReturnType<SharedAccessPoints['take']>>[] = [];
  const lab = new Laboratory({
    ...options,
    ...recordSteps(options, steps),
    takeAccessPoint: async (takeOptions) => {
      const accessPoint = await shared.take(takeOptions);
      taken.push(accessPoint);
      return accessPoint;
    },
  });
  try {
    return await run(lab);
  } catch (error) {
    return makeFailedVerdict(error as Error);
  } finally {
    const hasOtherRoutes = steps.some(({ operation }) => operation === 'SubmitMultiRegionAccessPointRoutes');
    for (const accessPoint of taken) shared.release({ accessPoint, hasOtherRoutes });
  }
}

/** Waits for all work, also if some of it fails, and then throws the first error. */
export async function waitForAll(work: readonly Promise<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(work);
  const failure = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failure !== undefined) throw failure.reason;
}

/** A probe that throws cannot tell. */
export function makeFailedVerdict({ name, message }: Error): Verdict {
  return { decision: 'cannot tell', observation: `the probe failed: ${name}: ${message}` };
}
