import { randomBytes } from 'node:crypto';
import {
  AdjustableClock, type BucketDirectory, EdgeLags, listenWithControls, makeLivePageUrl, Simulator,
  type SimulatorControls, type SimulatorSettings, VirtualClock,
} from '../../simulator';
import { applySetup } from './apply-setup';
import { type AuthorizationMode, Authorizer } from './authorize';
import { type IdentityPolicies } from './identities';
import { EMPTY_SETUP, type SetupKey, type SimulatedSetup } from './simulated-setup';
import { restoreFromFolder, saveToFolder } from './state-folder';

export interface SimulationOptions {
  /** The resources at the start. Default: none. */
  readonly setup?: SimulatedSetup;
  /** Default: any free port. */
  readonly port?: number;
  /** The interface. Default: 127.0.0.1. */
  readonly host?: string;
  /** The replication lag of each edge. Default: 5 seconds. */
  readonly lagMs?: number;
  /** The speed of operations and routes compared with S3. Default: 1. */
  readonly speed?: number;
  /** `manual`: time passes only through the control `clock`. Default: `real`. */
  readonly clock?: 'real' | 'manual';
  readonly seed?: string;
  /** Default: `resource`. */
  readonly authorization?: AuthorizationMode;
  /** Policy documents by access key, for the authorization `full`. */
  readonly identities?: IdentityPolicies;
  /** The nearest member Regions by access key. The empty key applies to all other access keys. */
  readonly nearest?: ReadonlyMap<string, string>;
  /** The Region of clients. Default: the Region of the first bucket, or eu-west-1. */
  readonly region?: string;
  /** A folder for objects, routes and pending copies: read at the start, and written at the end. Default: none. */
  readonly stateFolder?: string;
  /** Default: the buckets of the simulator. */
  readonly bucketDirectory?: BucketDirectory;
}

export interface SimulatedAccessPoint {
  readonly arn: string;
  readonly alias: string;
  readonly name: string;
  readonly members: readonly { readonly region: string; readonly bucket: string }[];
}

/** A running simulator with its server. */
export interface Simulation {
  readonly endpoint: string;
  readonly port: number;
  readonly token: string;
  /** The address of the live page, with the token. */
  readonly pageUrl: string;
  readonly accountId: string;
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly region: string;
  readonly accessPoints: readonly SimulatedAccessPoint[];
  close(): Promise<void>;
}

/** An access key that AWS never issues. */
export const SIMULATED_ACCESS_KEY = 'AKIASIMULATED0000000';
/** The own access key has all permissions, unless an option gives it another policy. */
const ADMINISTRATOR = JSON.stringify({ Statement: { Effect: 'Allow', Action: '*', Resource: '*' } });
const DEFAULT_LAG_MS = 5_000;
const DEFAULT_REGION = 'eu-west-1';
const SECRET_BYTES = 20;
/** A program that runs for days does not fill the memory. */
const REMEMBERED_CALLS = 10_000;

/** Starts a simulator with its controls. The caller closes it. */
export async function startSimulation(options: SimulationOptions = {}): Promise<Simulation> {
  const { setup = EMPTY_SETUP, port, host } = options;
  const [secretAccessKey, token] = [randomBytes(SECRET_BYTES), randomBytes(SECRET_BYTES)]
    .map((bytes) => bytes.toString('hex'));
  const world = new SimulatedWorld(options, secretAccessKey);
  await world.reset();
  const { stateFolder } = options;
  if (stateFolder !== undefined) restoreFromFolder(stateFolder, (saved) => world.simulator.restore(saved));
  const listening = await listenWithControls(world, { port, host, token });
  return {
    endpoint: listening.url,
    port: listening.port,
    token,
    pageUrl: makeLivePageUrl(listening.url, token),
    accountId: setup.accountId,
    accessKeyId: SIMULATED_ACCESS_KEY,
    secretAccessKey,
    region: options.region ?? setup.buckets[0]?.region ?? DEFAULT_REGION,
    accessPoints: listAccessPoints(world.simulator),
    close: async () => {
      await listening.close();
      if (stateFolder !== undefined) saveToFolder(stateFolder, world.simulator.save());
    },
  };
}

/** A simulator that a reset replaces by a new one with the same setup. */
class SimulatedWorld implements SimulatorControls {
  public readonly lags: EdgeLags;
  public simulator: Simulator;
  private clock = new AdjustableClock() as AdjustableClock | VirtualClock;
  private readonly authorizer: Authorizer;

  constructor(private readonly options: SimulationOptions, private readonly secretAccessKey: string) {
    const { lagMs = DEFAULT_LAG_MS, authorization = 'resource', identities = [] } = options;
    this.lags = new EdgeLags(lagMs);
    const policies = new Map([[SIMULATED_ACCESS_KEY, ADMINISTRATOR], ...identities]);
    this.authorizer = new Authorizer(authorization, policies, SIMULATED_ACCESS_KEY, () => this.clock.now());
    this.simulator = this.createSimulator();
  }

  public advanceClock(ms: number): void {
    this.clock.advance(ms);
  }

  public async reset(): Promise<void> {
    this.lags.reset();
    this.simulator = this.createSimulator();
    const { setup = EMPTY_SETUP } = this.options;
    const aliases = await applySetup(this.simulator, setup);
    this.authorizer.setRoles(setup.roles.map(({ render }) => render(aliases)));
  }

  private createSimulator(): Simulator {
    const { options: { clock, seed, setup = EMPTY_SETUP, nearest = new Map<string, string>() } } = this;
    this.clock = clock === 'manual' ? new VirtualClock(Date.now()) : new AdjustableClock();
    const simulator = new Simulator({
      clock: this.clock,
      ...(seed !== undefined && { seed }),
      rememberedCalls: REMEMBERED_CALLS,
      accountForAccessKey: () => setup.accountId,
      credentials: [SIMULATED_ACCESS_KEY, ...this.options.identities?.keys() ?? []]
        .map((accessKeyId) => ({ accessKeyId, secretAccessKey: this.secretAccessKey })),
      authorize: (request) => request.caller === SETUP_CALLER || this.authorizer.authorize(request),
      decideByIdentity: (request) => this.authorizer.decideByIdentity(request),
      findRole: (arn) => this.authorizer.findRole(arn),
      findRoleArn: (accountId, name) => setup.roles.map(({ arn }) => arn)
        .find((arn) => arn.startsWith(`arn:aws:iam::${accountId}:role/`) && arn.endsWith(`/${name}`)),
      findKey: makeKeyFinder(setup.keys),
      nearestRegion: (caller = '') => nearest.get(caller) ?? nearest.get(''),
      copyLagMs: (from, to) => this.lags.get(from, to),
      eventHistoryLagMs: 0,
      ...(this.options.bucketDirectory && { bucketDirectory: this.options.bucketDirectory }),
    });
    simulator.configure(speedUp(simulator.settings, this.options.speed ?? 1));
    return simulator;
  }
}

/** The caller of the setup, which needs no permissions. No access key is equal to it. */
const SETUP_CALLER = 'simulate';

function speedUp({ duration, routesLagMs, routesConflictMs, jobPreparationMs }: SimulatorSettings, speed: number) {
  return {
    duration: (call: Parameters<typeof duration>[0]) => duration(call) / speed,
    routesLagMs: (controlRegion: string) => routesLagMs(controlRegion) / speed,
    routesConflictMs: routesConflictMs / speed,
    jobPreparationMs: jobPreparationMs / speed,
  };
}

/**
 * Finds a key of the templates by its ARN, or by its id or alias in the Region and account of the bucket. All other
 * keys exist without a policy.
 */
export function makeKeyFinder(keys: readonly SetupKey[]): SimulatorSettings['findKey'] {
  return (keyId, region, accountId) => {
    const isArn = keyId.startsWith('arn:');
    const [, , , keyRegion, owner, name] = isArn ? keyId.split(':') : ['', '', '', region, accountId, keyId];
    const names = [name, `key/${name}`];
    const found = keys.find(({ arn, aliases }) => {
      const [, , , otherRegion, otherOwner, resource] = arn.split(':');
      return otherRegion === keyRegion && otherOwner === owner
        && [resource, ...aliases].some((other) => names.includes(other));
    });
    if (found !== undefined) return { name: found.arn, accountId: found.accountId, policy: found.policy };
    return { name: isArn ? keyId : `arn:aws:kms:${region}:${accountId}:key/${name}`, accountId: owner };
  };
}

function listAccessPoints(simulator: Simulator): SimulatedAccessPoint[] {
  return simulator.snapshot().accessPoints.map(({ arn, alias, name, regions }) => (
    { arn, alias, name, members: regions.map(({ Region, Bucket }) => ({ region: Region, bucket: Bucket })) }
  ));
}
