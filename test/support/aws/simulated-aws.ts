import { type Aws, sdkAws } from '../../../control/aws';
import { inProcessHandler, type Simulator, VirtualClock } from '../../../simulator';
import { ACCOUNT } from '../accounts';
import { FiguresOfReplication } from './figures';
import { Identities } from './identities';
import { Jobs } from './jobs';
import { Objects } from './objects';
import { scopeOf, type WireRequest, type WireResponse } from './wire';

/** Whether a service of a Region is dead. */
export type Death = (region: string, service: string) => boolean;

/** After so long the SDK gives up a call that is not answered. */
const TIMEOUT_MS = 5_000;

/**
 * All of AWS that operating an access point touches, behind the unmodified SDK's own wire formats: S3 Control and buckets in the simulator,
 * the rest here.
 */
export class SimulatedAws {
  public readonly figures: FiguresOfReplication;
  public readonly identities = new Identities();
  public readonly objects: Objects;
  public readonly jobs: Jobs;
  public readonly aws: Aws;
  /** What never answers: a Region as a whole, or a service in it. */
  public deaths: readonly Death[] = [];
  private readonly intoSimulator;

  constructor(private readonly simulator: Simulator) {
    const { clock } = simulator.settings;
    this.figures = new FiguresOfReplication(clock, (bucket) => simulator.buckets.get(bucket)?.region);
    this.objects = new Objects(simulator);
    this.jobs = new Jobs(clock);
    this.intoSimulator = inProcessHandler(simulator);
    this.aws = this.connect(clock instanceof VirtualClock ? clock : undefined);
  }

  /** Time stands still while the SDK works: it reads files first, which a virtual clock would take for idleness. */
  private connect(clock: VirtualClock | undefined): Aws {
    const requestHandler = {
      ...this.intoSimulator,
      handle: async (request: WireRequest) => {
        clock?.release();
        return this.handle(request).finally(() => clock?.hold());
      },
    } as never;
    const common = { credentials: { accessKeyId: ACCOUNT, secretAccessKey: 'secret' }, requestHandler };
    const aws = sdkAws({ s3Control: common, s3: { ...common, forcePathStyle: true }, cloudWatch: common, iam: common, kms: common, sts: common });
    return {
      call: (...call) => {
        clock?.hold();
        return aws.call(...call).finally(() => clock?.release());
      },
    };
  }

  private async handle(request: WireRequest): Promise<{ response: WireResponse }> {
    const { region, service } = scopeOf(request);
    const asked = request.hostname.includes('s3-control') ? 's3-control' : service;
    if (this.deaths.some((isDead) => isDead(region, asked))) {
      await this.simulator.settings.clock.sleep!(TIMEOUT_MS);
      throw Object.assign(new Error(`no answer within ${TIMEOUT_MS} ms`), { name: 'TimeoutError', code: 'ETIMEDOUT' });
    }
    const response = this.answer(asked, request);
    return response === undefined ? this.intoSimulator.handle(request as never) : { response };
  }

  private answer(service: string, request: WireRequest): WireResponse | undefined {
    switch (service) {
      case 'monitoring': return this.figures.answer(request);
      case 'iam': return this.identities.iam(request);
      case 'sts': return this.identities.sts();
      case 'kms': return this.identities.kms(request);
      case 's3-control': return request.path.startsWith('/v20180820/jobs') ? this.jobs.answer(request) : undefined;
      default: return this.objects.answer(request);
    }
  }
}
