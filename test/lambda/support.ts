import { Simulator, type SimulatorOptions, VirtualClock } from '../../simulator';
import { type Finding } from '../../src/diagnostics/finding';
import { ACCESS_POINT_TYPE, POLICY_TYPE, REPLICATION_TYPE, ROUTES_TYPE } from '../../src/wire/resource-types';
import { CloudFormation, type CloudFormationOptions, type Functions, type Properties } from '../driver/cloudformation';
import { LambdaService, type LambdaServiceOptions } from '../driver/lambda-service';
import { Resource } from '../driver/resource';
import { ACCOUNT } from '../support/accounts';
import { asGranted } from '../support/iam/handler-policies';
import { directS3, sdkInto } from '../support/simulated-s3';

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;

export const BUCKETS = [
  { Bucket: 'media-eu', Region: 'eu-west-1' },
  { Bucket: 'media-us', Region: 'us-east-1' },
  { Bucket: 'media-jp', Region: 'ap-northeast-1' },
];

export const ACCESS_POINT: Properties = {
  ServiceToken: 'arn:aws:lambda:eu-west-1:111122223333:function:framework',
  ServiceTimeout: '3600',
  Name: 'media',
  Buckets: BUCKETS,
  PublicAccessBlock: { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true },
  Existing: 'REFUSE',
  Replacement: 'FORBID',
};

export interface DeploymentOptions extends SimulatorOptions, Pick<CloudFormationOptions, 'deliveries'> {
  /** Through the unmodified SDK and its wire format. */
  readonly throughSdk?: boolean;
  /** Every invocation runs in a process of its own, which remembers nothing. */
  readonly coldStarts?: boolean;
  readonly plan?: LambdaServiceOptions['plan'];
}

/** A stack with an access point, its policy, its routes and the replication of one of its buckets, on a virtual clock. */
export class Deployment {
  public readonly clock = new VirtualClock();
  public readonly simulator: Simulator;
  public readonly functions: Functions;
  public readonly cloudFormation: CloudFormation;
  public readonly reports: Finding[] = [];
  public readonly accessPoint: Resource;
  public readonly policy: Resource;
  public readonly routes: Resource;
  public readonly replication: Resource;

  constructor({ throughSdk, coldStarts = false, plan = () => ({ cold: coldStarts }), deliveries, ...options }: DeploymentOptions = {}) {
    // Every test shows by the way that the handlers need no more than the library grants them.
    this.simulator = new Simulator({ clock: this.clock, authorize: asGranted, ...options });
    for (const { Bucket, Region } of BUCKETS) this.simulator.buckets.add(Bucket, Region, ACCOUNT).versioning = 'Enabled';
    const s3 = throughSdk ? sdkInto(this.simulator) : directS3(this.simulator);
    this.functions = new LambdaService({ clock: this.clock, s3, report: (finding) => this.reports.push(finding), plan }).functions;
    const synchronousTypes = [ROUTES_TYPE];
    this.cloudFormation = new CloudFormation({ clock: this.clock, functions: this.functions, synchronousTypes, deliveries });
    this.accessPoint = new Resource(this.cloudFormation, ACCESS_POINT_TYPE, 'Media');
    this.policy = new Resource(this.cloudFormation, POLICY_TYPE, 'MediaPolicy');
    this.routes = new Resource(this.cloudFormation, ROUTES_TYPE, 'MediaRoutes');
    this.replication = new Resource(this.cloudFormation, REPLICATION_TYPE, 'MediaReplication');
  }

  /** Plays time until the work is done. */
  public async run<T>(work: Promise<T>): Promise<T> {
    const result = await this.clock.runUntilSettled(work);
    if (this.cloudFormation.violations.length > 0) throw new Error(this.cloudFormation.violations.join('\n'));
    return result;
  }

  /** The live access points by name. */
  public get live() {
    return Object.fromEntries(this.simulator.snapshot().accessPoints.map((accessPoint) => [accessPoint.name, accessPoint]));
  }

  /** What the handlers have called that changes anything. */
  public get mutations(): string[] {
    return this.simulator.journal.entries.map((entry) => entry.operation).filter((operation) => /^(Create|Delete|Put|Submit)/.test(operation ?? '')) as string[];
  }

  public get codes(): string[] {
    return this.reports.map((finding) => finding.ruleId);
  }

  /** An access point that something else makes. */
  public async makeForeign(name = 'media', buckets: readonly string[] = BUCKETS.map(({ Bucket }) => Bucket)): Promise<string> {
    const outcome = await this.simulator.call('CreateMultiRegionAccessPoint', {
      ClientToken: `foreign-${name}-${this.clock.now()}`, Details: { Name: name, Regions: buckets.map((Bucket) => ({ Bucket })) },
    }, { accountId: ACCOUNT, region: 'us-west-2', caller: 'someone else' });
    if (outcome.kind !== 'output') throw new Error(`the foreign access point was refused: ${JSON.stringify(outcome)}`);
    this.clock.advance(MINUTE);
    this.simulator.journal.clear();
    return this.live[name].alias;
  }
}
