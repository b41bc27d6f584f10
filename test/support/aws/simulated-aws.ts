import { type AwsCalls } from '../../../control/aws';
import { inProcessHandler, type Simulator, VirtualClock } from '../../../simulator';
import { Alarms } from './alarms';
import { connectOnClock } from './connect-on-clock';
import { FiguresOfReplication } from './figures';
import { Identities } from './identities';
import { Jobs } from './jobs';
import { Objects } from './objects';
import { DeployedStacks } from './stacks';
import { scopeOf, type WireRequest, type WireResponse } from './wire';

type InProcessRequest = Parameters<ReturnType<typeof inProcessHandler>['handle']>[0];

/** Whether a service of a Region is unavailable. */
export type Death = (region: string, service: string) => boolean;

/** The time-out of the SDK. */
const TIMEOUT_MS = 5_000;

/**
 * All of AWS that operating an access point needs, called through the SDK. The simulator serves S3 Control and buckets,
 * and this folder the rest.
 */
export class SimulatedAws {
  public readonly figures: FiguresOfReplication;
  public readonly alarms = new Alarms();
  public readonly identities = new Identities();
  public readonly objects: Objects;
  public readonly jobs: Jobs;
  public readonly stacks = new DeployedStacks();
  public readonly aws: AwsCalls;
  /** The unavailable Regions and services. */
  public deaths: readonly Death[] = [];
  private readonly intoSimulator;

  constructor(private readonly simulator: Simulator) {
    const { clock } = simulator.settings;
    this.figures = new FiguresOfReplication(clock, (bucket) => simulator.buckets.get(bucket)?.region);
    this.objects = new Objects(simulator);
    this.jobs = new Jobs(clock);
    this.intoSimulator = inProcessHandler(simulator);
    const handler = { ...this.intoSimulator, handle: async (request: WireRequest) => this.handle(request) };
    this.aws = connectOnClock(handler, clock instanceof VirtualClock ? clock : undefined);
  }

  private async handle(request: WireRequest): Promise<{ response: WireResponse }> {
    const { region, service } = scopeOf(request);
    const target = request.hostname.includes('s3-control') ? 's3-control' : service;
    if (this.deaths.some((isDead) => isDead(region, target))) {
      await this.simulator.settings.clock.sleep!(TIMEOUT_MS);
      throw Object.assign(new Error(`no answer within ${TIMEOUT_MS} ms`), { name: 'TimeoutError', code: 'ETIMEDOUT' });
    }
    const response = this.answer(target, request);
    return response === undefined ? this.intoSimulator.handle(request as InProcessRequest) : { response };
  }

  private answer(service: string, request: WireRequest): WireResponse | undefined {
    switch (service) {
      case 'monitoring':
        return (request.headers['x-amz-target'].endsWith('DescribeAlarms')
          ? this.alarms
          : this.figures).answer(request);
      case 'iam': return this.identities.iam(request);
      case 'cloudformation': return this.stacks.answer(request);
      case 'cloudtrail': return undefined;
      case 'sts': return this.identities.sts();
      case 'kms': return this.identities.kms(request);
      case 's3-control': return request.path.startsWith('/v20180820/jobs') ? this.jobs.answer(request) : undefined;
      default: return this.objects.answer(request);
    }
  }
}
