import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createAccessPoint } from '../../control/access-points';
import { systemClock } from '../../control/clock';
import { AllControlRegionsFailedError } from '../../control/routes/control-regions';
import { RETRY_PATIENCE_OF_FUNCTIONS } from '../../control/routes/rounds';
import { RoutesClient } from '../../control/routes/routes-client';
import { type S3Control, sdkS3Control } from '../../control/s3-control';
import { listenOnLoopback, Simulator } from '../../simulator';
import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { type Result, type Row } from '../row';
import { formatSeconds } from '../statistics';

const ACCOUNT = '111122223333';
const MEMBERS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
const BLOCK = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
const CONTROL_REGIONS = FAILOVER_CONTROL_REGIONS.map(({ region }) => region);
const COUNTS = [0, 1, 2, 3, 4, 5];
const BUDGET_MS = 30_000;

/** Starts a server that accepts connections and never answers. */
async function startSilentServer(): Promise<{ readonly url: string; readonly close: () => void }> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => sockets.add(socket.on('error', () => socket.destroy())));
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    close: () => {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}

interface FailoverOutcome {
  readonly tookMs: number;
  readonly accepted: boolean;
}

/** Makes Tokyo the only active member, and measures the time until a control Region accepts the change. */
async function failOver(s3: S3Control, accessPointArn: string): Promise<FailoverOutcome> {
  const began = Date.now();
  const client = new RoutesClient({
    s3,
    clock: systemClock,
    accountId: ACCOUNT,
    accessPointArn,
    startedAt: began,
    patience: RETRY_PATIENCE_OF_FUNCTIONS,
    onSkipped: () => undefined,
  });
  const dials = new Map(MEMBERS.map((region) => [region, region === 'ap-northeast-1' ? 100 : 0]));
  try {
    const members = await client.read(began);
    await client.submit({ members, dials, until: began + BUDGET_MS });
    return { tookMs: Date.now() - began, accepted: true };
  } catch (error) {
    if (!(error instanceof AllControlRegionsFailedError)) throw error;
    return { tookMs: Date.now() - began, accepted: false };
  }
}

/** Measures failovers with 0 to 5 failing control Regions in parallel, with the SDK over sockets, in real time. */
async function measureFailover(
  failure: string, failingUrl: string, healthyUrl: string, simulator: Simulator,
): Promise<Result> {
  const clientWithout = (regions: readonly string[]) => sdkS3Control({
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    endpointProvider: ({ Region: region }) => ({ url: new URL(regions.includes(region!) ? failingUrl : healthyUrl) }),
  });
  const outcomes = await Promise.all(COUNTS.map(async (count) => {
    const name = `${failure}-${count}`;
    const members = MEMBERS.map((region) => ({ bucket: `media-${region}` }));
    await createAccessPoint(clientWithout([]), ACCOUNT, { name, members, block: BLOCK }, name);
    const { arn } = simulator.snapshot().accessPoints.find((accessPoint) => accessPoint.name === name)!;
    const { tookMs, accepted } = await failOver(clientWithout(CONTROL_REGIONS.slice(0, count)), arn);
    const { routes } = simulator.snapshot().accessPoints.find((accessPoint) => accessPoint.name === name)!;
    return { tookMs, accepted, inTokyo: routes.at(-1)!.activeRegions.join() === 'ap-northeast-1' };
  }));
  const [noneFailed, fourFailed, allFailed] = [outcomes[0], outcomes[4], outcomes[5]];
  return {
    subject: `failover with 4 of 5 control Regions ${failure}`,
    measured: [
      formatSeconds(fourFailed.tookMs),
      `with 0 of 5: ${formatSeconds(noneFailed.tookMs)}`,
      `error with 5 of 5: ${formatSeconds(allFailed.tookMs)}`,
    ].join('; '),
    comparison: 'tools with one Region (AWS CLI, Terraform): fail with 1 of 5',
    budget: `success with 0 to 4, ${formatSeconds(BUDGET_MS)}`,
    met: !allFailed.accepted && !allFailed.inTokyo
      && outcomes.slice(0, 5).every(({ accepted, inTokyo, tookMs }) => accepted && inTokyo && tookMs <= BUDGET_MS),
    figures: Object.fromEntries(outcomes.map(({ tookMs }, count) => [`ms${count}`, tookMs])),
  };
}

export const failover: Row = {
  name: 'failover',
  measure: async () => {
    const simulator = new Simulator({ duration: () => 0, routesLagMs: () => 0 });
    for (const region of MEMBERS) simulator.buckets.add(`media-${region}`, region, ACCOUNT);
    const [healthy, closed, silent] = [
      await listenOnLoopback(simulator), await listenOnLoopback(simulator), await startSilentServer(),
    ];
    await closed.close();
    try {
      return await Promise.all([
        measureFailover('refusing', closed.url, healthy.url, simulator),
        measureFailover('hanging', silent.url, healthy.url, simulator),
      ]);
    } finally {
      silent.close();
      await healthy.close();
    }
  },
};
