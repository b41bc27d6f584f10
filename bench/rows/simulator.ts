import { ECDSA_ALGORITHM, HMAC_ALGORITHM } from '../../simulator/signatures/parse-signature';
import { type SignedRequest } from '../../simulator/signatures/signed-request';
import { Moto, MOTO_VERSION } from '../../test/deploy/emulator/moto';
import { install } from '../../test/deploy/emulator/python';
import { signRequest } from '../../test/simulator/wire/objects/sign-request';
import { type Result, type Row } from '../row';
import { type MeasuredSimulator, startMeasuredSimulator } from '../simulator/measured-simulator';
import { TimedClient } from '../simulator/timed-client';
import { formatRatio, formatSeconds, median } from '../statistics';

const BODY = Buffer.alloc(1_000, 'x');
const WARM_UP_REQUESTS = 100;
const MEASURED_REQUESTS = 500;
const STARTS = 5;
const OBJECTS = 100_000;
const CONNECTIONS = 8;
const RATIO = 1.5;
const START_MS = 2_000;
const BYTES = 600_000_000;

type Method = 'PUT' | 'GET';

/** Makes a signed request for a key. */
type MakeRequest = (method: Method, key: string) => SignedRequest;

const makeBody = (method: Method) => (method === 'PUT' ? BODY : Buffer.alloc(0));

/** Requests for the access point have SigV4A signatures, which the simulator verifies. */
function makeAccessPointRequest({ credentials, accessPointHost }: MeasuredSimulator): MakeRequest {
  return (method, key) => signRequest(
    { method, url: `/${key}`, headers: [['host', accessPointHost]], body: makeBody(method) },
    { credentials, algorithm: ECDSA_ALGORITHM });
}

function makeBucketRequest(
  { host }: URL, bucket: string, credentials: MeasuredSimulator['credentials'],
): MakeRequest {
  return (method, key) => signRequest(
    { method, url: `/${bucket}/${key}`, headers: [['host', host]], body: makeBody(method) },
    { credentials, algorithm: HMAC_ALGORITHM });
}

interface MeasuredServer {
  readonly client: TimedClient;
  readonly make: MakeRequest;
}

const formatTime = (ms: number) => `${ms.toFixed(2)} ms`;

/** Measures a request of both servers in turn, so that other processes affect both. */
async function measureRequest(method: Method, ours: MeasuredServer, theirs: MeasuredServer): Promise<Result> {
  const times: [number, number][] = [];
  for (let index = 0; index < WARM_UP_REQUESTS + MEASURED_REQUESTS; index += 1) {
    const requests = [ours, theirs].map(({ make }) => make(method, `measured-${index}`));
    times.push([await ours.client.send(requests[0]), await theirs.client.send(requests[1])]);
  }
  const measured = times.slice(WARM_UP_REQUESTS);
  const [ourMs, theirMs] = [median(measured.map(([ms]) => ms)), median(measured.map(([, ms]) => ms))];
  return {
    subject: `simulator: ${method} of 1 kB through the access point, p50`,
    measured: `${formatTime(ourMs)} (${formatRatio(ourMs / theirMs)})`,
    comparison: `moto ${MOTO_VERSION}, ${method} in its bucket: ${formatTime(theirMs)}`,
    budget: formatRatio(RATIO),
    met: ourMs / theirMs <= RATIO,
    figures: { ourMs, theirMs, requests: MEASURED_REQUESTS },
  };
}

async function measureRequests(): Promise<Result[]> {
  await install();
  const [simulator, moto] = await Promise.all([startMeasuredSimulator(), Moto.start()]);
  const endpoint = new URL(moto.url);
  const clients = [new TimedClient(simulator.endpoint), new TimedClient(endpoint)];
  try {
    await fetch(`${moto.url}/measured`, { method: 'PUT' });
    const ours = { client: clients[0], make: makeAccessPointRequest(simulator) };
    const theirs = { client: clients[1], make: makeBucketRequest(endpoint, 'measured', simulator.credentials) };
    return [await measureRequest('PUT', ours, theirs), await measureRequest('GET', ours, theirs)];
  } finally {
    for (const client of clients) client.close();
    await Promise.all([simulator.stop(), moto.stop()]);
  }
}

/** Measures the time from the start of the process to the answer to its first request. */
async function measureOneStart(): Promise<number> {
  const begin = performance.now();
  const simulator = await startMeasuredSimulator();
  const client = new TimedClient(simulator.endpoint);
  try {
    await client.send(makeAccessPointRequest(simulator)('PUT', 'first'));
    return performance.now() - begin;
  } finally {
    client.close();
    await simulator.stop();
  }
}

async function measureStart(): Promise<Result> {
  const times: number[] = [];
  for (let run = 0; run < STARTS; run += 1) times.push(await measureOneStart());
  // The best run counts, because other processes slow down every other run.
  const ms = Math.min(...times);
  return {
    subject: 'simulator: answer to the first request after the start of its process',
    measured: formatSeconds(ms),
    comparison: `best of ${STARTS} runs`,
    budget: formatSeconds(START_MS),
    met: ms <= START_MS,
    figures: { ms, runs: STARTS },
  };
}

/** Writes all objects into one member, which replicates them to the other. */
async function measureMemory(): Promise<Result> {
  const simulator = await startMeasuredSimulator();
  const client = new TimedClient(simulator.endpoint);
  const make = makeBucketRequest(simulator.endpoint, simulator.bucket, simulator.credentials);
  let next = 0;
  const write = async () => {
    while (next < OBJECTS) await client.send(make('PUT', `object-${next++}`));
  };
  try {
    await Promise.all(Array.from({ length: CONNECTIONS }, write));
    const bytes = simulator.measureMemory();
    return {
      subject: `simulator: memory with ${OBJECTS.toLocaleString('en')} objects of 1 kB in two Regions`,
      measured: `${(bytes / 1_000_000).toFixed(0)} MB`,
      comparison: 'resident memory of the process after the writes',
      budget: `${BYTES / 1_000_000} MB`,
      met: bytes <= BYTES,
      figures: { bytes, objects: OBJECTS },
    };
  } finally {
    client.close();
    await simulator.stop();
  }
}

export const simulator: Row = {
  name: 'simulator',
  measure: async () => [...await measureRequests(), await measureStart()],
};

export const simulatorMemory: Row = {
  name: 'simulator-memory',
  measure: async () => [await measureMemory()],
};
