// Starts a simulator with the contract of `cdk-s3-mrap simulate --json`, until that command has these controls.
import { createServer, type IncomingMessage, request, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { parseArgs } from 'node:util';
import { listenOnLoopback, Simulator } from '../../simulator';
import { failOver } from '../../simulator/controls/fail-over';

const ACCOUNT = '111122223333';
const CREDENTIALS = { accessKeyId: ACCOUNT, secretAccessKey: 'secret-of-the-simulator' };
const TOKEN = 'token-of-the-simulator';
const CONTEXT = { accountId: ACCOUNT, region: 'us-west-2' };

type Body = Partial<Record<'region' | 'from' | 'to' | 'accessPoint', string>> & {
  readonly delay?: number; readonly lag?: number; readonly active?: readonly string[];
};

async function createSimulator(members: readonly { region: string; bucket: string }[], lagMs: number) {
  const simulator = new Simulator({
    credentials: [CREDENTIALS],
    accountForAccessKey: () => ACCOUNT,
    duration: () => 0,
    copyLagMs: () => lagMs,
    routesLagMs: () => 0,
    routesConflictMs: 0,
  });
  for (const { bucket, region } of members) {
    simulator.buckets.add(bucket, region, ACCOUNT).versioning = 'Enabled';
  }
  for (const { bucket } of members) {
    const rules = members.filter((other) => other.bucket !== bucket).map((other, priority) => ({
      ID: other.region,
      Priority: priority,
      Status: 'Enabled' as const,
      Filter: { Prefix: '' },
      DeleteMarkerReplication: { Status: 'Enabled' as const },
      Destination: { Bucket: `arn:aws:s3:::${other.bucket}` },
    }));
    simulator.buckets.get(bucket)!.replication.push({
      since: 0, configuration: { Role: `arn:aws:iam::${ACCOUNT}:role/replication`, Rules: rules },
    });
  }
  await simulator.call('CreateMultiRegionAccessPoint', {
    ClientToken: 'members', Details: { Name: 'members', Regions: members.map(({ bucket }) => ({ Bucket: bucket })) },
  }, CONTEXT);
  return simulator;
}

async function control(simulator: Simulator, action: string, body: Body): Promise<object> {
  const { region = '', delay = 0, lag = 0, from, to, accessPoint = '', active = [] } = body;
  const { regions, replication, settings } = simulator;
  switch (action) {
    case 'lose': return regions.lose(region), {};
    case 'hang': return regions.hang(region), {};
    case 'slow': return regions.slow(region, delay), {};
    case 'restore': return regions.restore(region), {};
    case 'pause': return replication.pause(), {};
    case 'resume': return replication.resume(settings.clock.now()), {};
    case 'state': return { pendingReplications: replication.pending.length };
    case 'lag': {
      const before = settings.copyLagMs;
      simulator.configure({
        copyLagMs: (source, destination) =>
          ((from ?? source) === source && (to ?? destination) === destination ? lag : before(source, destination)),
      });
      return {};
    }
    case 'failover': {
      const problem = await failOver(simulator, accessPoint, active);
      if (problem !== undefined) throw new Error(problem);
      return {};
    }
    default: throw new Error(`there is no control ${action}`);
  }
}

async function readBody(incoming: IncomingMessage): Promise<Body> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  return chunks.length === 0 ? {} : JSON.parse(Buffer.concat(chunks).toString()) as Body;
}

/** Sends a request to the simulator without a change. */
function forward(incoming: IncomingMessage, outgoing: ServerResponse, port: number): void {
  const { method, url: path, rawHeaders: headers } = incoming;
  const upstream = request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (response) => {
    outgoing.writeHead(response.statusCode!, response.rawHeaders);
    response.pipe(outgoing);
  });
  upstream.once('error', () => incoming.socket.resetAndDestroy());
  incoming.pipe(upstream);
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    allowPositionals: true,
    options: {
      members: { type: 'string', default: 'eu-west-1,us-east-1' },
      lag: { type: 'string', default: '0s' },
      json: { type: 'boolean' },
      port: { type: 'string', default: '0' },
    },
  });
  const members = values.members.split(',').map((region) => ({ region, bucket: `members-${region}` }));
  const simulator = await createSimulator(members, parseFloat(values.lag) * 1_000);
  const { port } = await listenOnLoopback(simulator);
  const server = createServer((incoming, outgoing) => {
    const action = /^\/_simulator\/(\w+)$/.exec(incoming.url ?? '')?.[1];
    if (action === undefined) return forward(incoming, outgoing, port);
    if (incoming.headers['x-simulator-token'] !== TOKEN) return void outgoing.writeHead(403).end('{"message":"token"}');
    readBody(incoming).then(async (body) => control(simulator, action, body)).then(
      (answer) => outgoing.end(JSON.stringify(answer)),
      (error: Error) => outgoing.writeHead(400).end(JSON.stringify({ message: error.message })));
  });
  await new Promise<void>((resolve) => server.listen(Number(values.port), '127.0.0.1', resolve));
  const { arn, alias, name } = simulator.snapshot().accessPoints[0];
  process.stdout.write(`${JSON.stringify({
    endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    token: TOKEN,
    accountId: ACCOUNT,
    ...CREDENTIALS,
    accessPoints: [{ arn, alias, name, members }],
  })}\n`);
  process.once('SIGTERM', () => process.exit(0));
  process.stdin.once('end', () => process.exit(0)).resume();
}

void main();
