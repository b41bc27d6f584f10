import { Simulator, type SimulatorOptions, VirtualClock } from '../../simulator';
import { type Finding } from '../../src/diagnostics/finding';
import { ACCESS_POINT_TYPE, POLICY_TYPE, REPLICATION_TYPE, ROUTES_TYPE } from '../../src/wire/resource-types';
import { CloudFormation, type CloudFormationOptions, type Functions, type Properties } from '../driver/cloudformation';
import { LambdaService, type LambdaServiceOptions } from '../driver/lambda-service';
import { NoResponse } from '../driver/provider';
import { Resource } from '../driver/resource';
import { StackDirectory } from '../driver/stack-directory';
import { ACCOUNT } from '../support/accounts';
import { asGranted } from '../support/iam/handler-policies';
import { Operator } from '../support/operator';
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
  PublicAccessBlock: {
    BlockPublicAcls: true,
    IgnorePublicAcls: true,
    BlockPublicPolicy: true,
    RestrictPublicBuckets: true,
  },
  Existing: 'REFUSE',
  Replacement: 'FORBID',
};

export interface DeploymentOptions extends SimulatorOptions, Pick<CloudFormationOptions, 'deliveries'> {
  /** Whether the handlers call the simulator through the SDK. */
  readonly throughSdk?: boolean;
  /** Whether every invocation runs in a new process. */
  readonly coldStarts?: boolean;
  readonly plan?: LambdaServiceOptions['plan'];
  /** Whether the caller of the function does not receive its response. The process receives further invocations. */
  readonly isResponseLost?: (event: Properties) => boolean;
}

/**
 * A stack with an access point, its policy, its routes and the replication of one of its buckets, on a virtual clock.
 */
export class Deployment {
  public readonly clock = new VirtualClock();
  public readonly simulator: Simulator;
  public readonly directory = new StackDirectory(this.clock);
  public readonly functions: Functions;
  public readonly cloudFormation: CloudFormation;
  public readonly reports: Finding[] = [];
  public readonly accessPoint: Resource;
  public readonly policy: Resource;
  public readonly routes: Resource;
  public readonly replication: Resource;

  constructor({
    throughSdk,
    coldStarts = false,
    plan = () => ({ cold: coldStarts }),
    deliveries,
    isResponseLost = () => false,
    ...options
  }: DeploymentOptions = {}) {
    // Every test also verifies that the granted permissions are sufficient.
    this.simulator = new Simulator({ clock: this.clock, authorize: asGranted, ...options });
    for (const { Bucket, Region } of BUCKETS) {
      this.simulator.buckets.add(Bucket, Region, ACCOUNT).versioning = 'Enabled';
    }
    const s3 = throughSdk ? sdkInto(this.simulator) : directS3(this.simulator);
    const { functions: { handleEvent } } = new LambdaService({
      clock: this.clock,
      s3,
      stacks: this.directory,
      report: (finding) => this.reports.push(finding),
      plan,
    });
    this.functions = {
      handleEvent: async (event) => {
        const response = await handleEvent(event);
        if (isResponseLost(event)) throw new NoResponse();
        return response;
      },
    };
    this.cloudFormation = new CloudFormation({
      clock: this.clock,
      functions: this.functions,
      deliveries,
      directory: this.directory,
    });
    this.accessPoint = new Resource(this.cloudFormation, ACCESS_POINT_TYPE, 'Media');
    this.policy = new Resource(this.cloudFormation, POLICY_TYPE, 'MediaPolicy');
    this.routes = new Resource(this.cloudFormation, ROUTES_TYPE, 'MediaRoutes');
    this.replication = new Resource(this.cloudFormation, REPLICATION_TYPE, 'MediaReplication');
  }

  /** Advances the virtual clock until the work is done. */
  public async run<T>(work: Promise<T>): Promise<T> {
    const result = await this.clock.runUntilSettled(work);
    if (this.cloudFormation.violations.length > 0) throw new Error(this.cloudFormation.violations.join('\n'));
    return result;
  }

  /** The live access points by name. */
  public get live() {
    return Object.fromEntries(
      this.simulator.snapshot().accessPoints.map((accessPoint) => [accessPoint.name, accessPoint]),
    );
  }

  /** The mutating calls of the handlers. */
  public get mutations(): string[] {
    const operations = this.simulator.journal.entries.map(({ operation }): string => operation ?? '');
    return operations.filter((operation) => /^(Create|Delete|Put|Submit)/.test(operation));
  }

  public get codes(): string[] {
    return this.reports.map((finding) => finding.ruleId);
  }

  /** Creates an access point outside the stack, and returns its alias. */
  public async createForeign(
    name = 'media',
    buckets: readonly string[] = BUCKETS.map(({ Bucket }) => Bucket),
  ): Promise<string> {
    if (!(await new Operator(this.simulator).createAccessPoint(name, buckets))) {
      throw new Error(`S3 refused access point ${name}`);
    }
    this.clock.advance(MINUTE);
    this.simulator.journal.clear();
    return this.live[name].alias;
  }
}
