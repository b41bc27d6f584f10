import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { createAccessPoint } from '../../control/access-points';
import { systemClock } from '../../control/clock';
import { NoControlRegion } from '../../control/routes/control-regions';
import { RoutesClient } from '../../control/routes/routes-client';
import { type S3Control, sdkS3Control } from '../../control/s3-control';
import { listen, Simulator } from '../../simulator';
import { FAILOVER_CONTROL_REGIONS } from '../../src/facts/control-plane';
import { type Result, type Row } from '../row';
import { seconds } from '../statistics';

const ACCOUNT = '111122223333';
const MEMBERS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
const BLOCK = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
const FIVE = FAILOVER_CONTROL_REGIONS.map(({ region }) => region);
const COUNTS = [0, 1, 2, 3, 4, 5];
const BUDGET_MS = 30_000;

/** Takes connections and never says a word. */
async function silence(): Promise<{ readonly url: string; readonly close: () => void }> {
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

/** How long it takes until a control Region has accepted that Tokyo takes all traffic; undefined where none has. */
async function failOver(s3: S3Control, accessPointArn: string): Promise<{ readonly tookMs: number; readonly accepted: boolean }> {
  const began = Date.now();
  const client = new RoutesClient({ s3, clock: systemClock, accountId: ACCOUNT, accessPointArn, startedAt: began, onSkipped: () => undefined });
  try {
    const members = await client.read(began);
    await client.submit(members, new Map(MEMBERS.map((region) => [region, region === 'ap-northeast-1' ? 100 : 0])), began + BUDGET_MS);
    return { tookMs: Date.now() - began, accepted: true };
  } catch (error) {
    if (!(error instanceof NoControlRegion)) throw error;
    return { tookMs: Date.now() - began, accepted: false };
  }
}

/** Over sockets, by the SDK with its time-outs, in real time; all counts at once. */
async function measureLoss(what: string, lost: string, well: string, simulator: Simulator): Promise<Result> {
  const clientWithout = (regions: readonly string[]) => sdkS3Control({
    credentials: { accessKeyId: 'bench', secretAccessKey: 'bench' },
    endpointProvider: ({ Region: region }) => ({ url: new URL(regions.includes(region!) ? lost : well) }),
  });
  const outcomes = await Promise.all(COUNTS.map(async (count) => {
    const name = `${what}-${count}`;
    const members = MEMBERS.map((region) => ({ bucket: `media-${region}` }));
    await createAccessPoint(clientWithout([]), ACCOUNT, { name, members, block: BLOCK }, name);
    const { arn } = simulator.snapshot().accessPoints.find((accessPoint) => accessPoint.name === name)!;
    const { tookMs, accepted } = await failOver(clientWithout(FIVE.slice(0, count)), arn);
    const { routes } = simulator.snapshot().accessPoints.find((accessPoint) => accessPoint.name === name)!;
    return { tookMs, accepted, inTokyo: routes.at(-1)!.activeRegions.join() === 'ap-northeast-1' };
  }));
  const [none, four, five] = [outcomes[0], outcomes[4], outcomes[5]];
  return {
    what: `failover with 4 of 5 control Regions ${what}`,
    measured: `${seconds(four.tookMs)}; with none of them ${seconds(none.tookMs)}, with all told after ${seconds(five.tookMs)}`,
    against: 'one Region (AWS CLI, Terraform): fails with 1',
    budget: `0 to 4 succeed, ${seconds(BUDGET_MS)}`,
    kept: !five.accepted && !five.inTokyo
      && outcomes.slice(0, 5).every(({ accepted, inTokyo, tookMs }) => accepted && inTokyo && tookMs <= BUDGET_MS),
    figures: Object.fromEntries(outcomes.map(({ tookMs }, count) => [`ms${count}`, tookMs])),
  };
}

export const failover: Row = {
  name: 'failover',
  measure: async () => {
    const simulator = new Simulator({ duration: () => 0, routesLagMs: () => 0 });
    for (const region of MEMBERS) simulator.buckets.add(`media-${region}`, region, ACCOUNT);
    const [well, closed, silent] = [await listen(simulator), await listen(simulator), await silence()];
    await closed.close();
    try {
      return await Promise.all([
        measureLoss('refusing', closed.url, well.url, simulator),
        measureLoss('hanging', silent.url, well.url, simulator),
      ]);
    } finally {
      silent.close();
      await well.close();
    }
  },
};
