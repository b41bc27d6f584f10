import { type Clock } from '../../control/clock';
import { sdkS3Control } from '../../control/s3-control';
import { createHandlers } from '../../lambda/handlers';
import { listenOnLoopback, type ListeningServer, Simulator } from '../../simulator';
import { type Finding } from '../../src/diagnostics/finding';
import { CloudFormation } from '../../test/driver/cloudformation';
import { StackDeployment } from './stack-deployment';

export const ACCOUNT = '111122223333';

/** Creates a clock that is faster than real time. Its timers do not keep the process alive. */
export function createFastClock(speed: number): Clock {
  const start = Date.now();
  return {
    now: () => start + (Date.now() - start) * speed,
    sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms / speed).unref()),
  };
}

/** A simulated AWS account: S3 Control on a socket, the SDK as its client, and CloudFormation with the handlers. */
export interface Simulation {
  readonly clock: Clock;
  readonly simulator: Simulator;
  readonly listening: ListeningServer;
  /** Returns the deployed stack of a name. */
  readonly findDeployment: (stack: string) => StackDeployment;
  readonly reports: Finding[];
}

const OPERATION_SECONDS = {
  CreateMultiRegionAccessPoint: 75, DeleteMultiRegionAccessPoint: 40, PutMultiRegionAccessPointPolicy: 15,
};

export async function startSimulation(speed: number): Promise<Simulation> {
  const clock = createFastClock(speed);
  const simulator = new Simulator({
    clock,
    seed: `demo ${Date.now()}`,
    duration: ({ operation }) => OPERATION_SECONDS[operation] * 1000,
    routesLagMs: () => 20_000,
    versioningLagMs: 10_000,
  });
  const listening = await listenOnLoopback(simulator);
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'demo' };
  const s3 = sdkS3Control(
    { credentials, endpointProvider: () => ({ url: new URL(listening.url) }) },
    { credentials, endpoint: listening.url, forcePathStyle: true },
  );
  const reports: Finding[] = [];
  const functions = createHandlers({ s3, clock, report: (finding) => reports.push(finding), operations: new Map() });
  const cloudFormation = new CloudFormation({ clock, functions, accountId: ACCOUNT });
  const deployments = new Map<string, StackDeployment>();
  const findDeployment = (stack: string) => {
    const deployment = deployments.get(stack) ?? new StackDeployment(cloudFormation, ACCOUNT);
    deployments.set(stack, deployment);
    return deployment;
  };
  return { clock, simulator, listening, findDeployment, reports };
}
