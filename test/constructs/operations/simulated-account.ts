import { createAccessPoint, getAccessPoint } from '../../../control/access-points';
import { type S3Control } from '../../../control/s3-control';
import {
  activeRegionsAt, faultInFirstCalls, noAnswerFault, faultInRegion, Simulator, slowDownFault, VirtualClock,
} from '../../../simulator';
import { ACCOUNT } from '../../support/accounts';
import { type AutomationDocument, executeAutomation, type Execution } from '../../support/automation';
import { runScript, type ScriptAnswer, type ScriptAnswers } from '../../support/automation-script';
import { sdkInto } from '../../support/simulated-s3';

const BLOCK = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
const CONTROL_REGIONS = ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1'];

interface Member {
  readonly Region: string;
  readonly Bucket: string;
}

export interface DeployedTemplate {
  readonly Resources: Readonly<Record<string, unknown>>;
}

interface DeployedResource {
  readonly Type: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

/** A simulated account with an access point, in which only the first Region is active. */
export class SimulatedAccount {
  public static async create(members: readonly Member[]): Promise<SimulatedAccount> {
    const account = new SimulatedAccount(members);
    const accessPoint = { name: 'media', members: members.map(({ Bucket }) => ({ bucket: Bucket })), block: BLOCK };
    await account.runUntilSettled(createAccessPoint(account.s3, ACCOUNT, accessPoint, 'create'));
    account.clock.advance(60_000);
    const { alias } = (await account.runUntilSettled(getAccessPoint(account.s3, ACCOUNT, 'media')))!;
    account.arn = `arn:aws:s3::${ACCOUNT}:accesspoint/${alias}`;
    await account.runUntilSettled(account.s3.call('us-west-2', 'SubmitMultiRegionAccessPointRoutes', {
      AccountId: ACCOUNT,
      Mrap: account.arn,
      RouteUpdates: members.map(({ Bucket }, index) => ({ Bucket, TrafficDialPercentage: index === 0 ? 100 : 0 })),
    }));
    account.clock.advance(150_000);
    account.simulator.journal.clear();
    return account;
  }

  /** The service and operation of all calls, without duplicates. */
  public get calledOperations(): [string, string][] {
    return [...this.calls].sort().map((call) => call.split(':') as [string, string]);
  }

  public arn = '';
  public readonly clock = new VirtualClock();
  public readonly simulator: Simulator;
  public readonly s3: S3Control;
  private lag = 20_000;
  private readonly backlog = new Map<string, number | undefined>();
  private readonly staleRoutes = new Map<string, readonly string[]>();
  private readonly failedMetrics = new Map<string, ScriptAnswer>();
  private readonly calls = new Set<string>();

  private constructor(private readonly members: readonly Member[]) {
    this.simulator = new Simulator({ clock: this.clock, routesLagMs: () => this.lag });
    for (const { Bucket, Region } of members) this.simulator.buckets.add(Bucket, Region, ACCOUNT);
    this.s3 = sdkInto(this.simulator);
  }

  /** Advances the clock until a promise is settled. */
  public runUntilSettled<T>(work: Promise<T>): Promise<T> {
    return this.clock.runUntilSettled(work);
  }

  /** Lists the active Regions after all changes are in effect. */
  public listActiveRegions(): string[] {
    this.clock.advance(this.lag);
    const [{ routes }] = this.simulator.snapshot().accessPoints;
    return [...activeRegionsAt(routes, this.clock.now())].sort();
  }

  /** Lists the control Regions that received an operation. */
  public listCalledRegions(operation: string): string[] {
    const calls = this.simulator.journal.entries.filter((entry) => entry.operation === operation);
    return [...new Set(calls.map(({ region }) => region))];
  }

  /** Sets the pending operations of an edge. Undefined means that S3 publishes no metric. The default is zero. */
  public setBacklog(source: string, destination: string, operations: number | undefined): void {
    this.backlog.set(`media-${source}>media-${destination}`, operations);
  }

  /** Makes a control Region return other active Regions. */
  public setStaleRoutes(controlRegion: string, activeRegions: readonly string[]): void {
    this.staleRoutes.set(controlRegion, activeRegions);
  }

  /** Makes CloudWatch of a Region fail. */
  public failMetrics(region: string, answer: ScriptAnswer): void {
    this.failedMetrics.set(region, answer);
  }

  public failAllControlRegionsExcept(region: string): void {
    for (const failed of CONTROL_REGIONS.filter((entry) => entry !== region)) {
      this.simulator.faults.add(faultInRegion(failed, noAnswerFault()));
    }
  }

  public throttleFirstCalls(times: number): void {
    this.simulator.faults.add(faultInFirstCalls(times, slowDownFault()));
  }

  public delayRoutes(): void {
    this.lag = 3_600_000;
  }

  /** Executes the document of a template in its Region. */
  public execute(
    { Resources }: DeployedTemplate, region: string, parameters: Record<string, string>,
  ): Promise<Execution> {
    const resources = Object.entries(Resources) as [string, DeployedResource][];
    const [[, { Properties: { Content: content } }]] = resources.filter(([, { Type }]) =>
      Type === 'AWS::SSM::Document');
    const document = this.resolve(content) as AutomationDocument;
    return this.runUntilSettled(executeAutomation(document, parameters, {
      now: () => this.clock.now(),
      sleep: (ms) => this.clock.sleep(ms),
      call: async (service, api, inputs) => {
        this.calls.add(`${service === 's3control' ? 's3' : service}:${api}`);
        return this.s3.call(region, api as 'GetMultiRegionAccessPointRoutes', inputs as never);
      },
      runScript: async (inputs) => {
        const result = runScript(inputs, await this.answerScript());
        for (const call of result.calls) {
          this.calls.add(`${call.service === 's3control' ? 's3' : call.service}:${call.operation}`);
        }
        if (result.payload === undefined) throw new Error(result.failure);
        return result.payload;
      },
    }));
  }

  /** Reads all that a script can read, because Python does not wait for the virtual clock. */
  private async answerScript(): Promise<ScriptAnswers> {
    const routes = await Promise.all(CONTROL_REGIONS.map(async (region) => {
      try {
        const { Routes = [] } = await this.s3.call(region, 'GetMultiRegionAccessPointRoutes', {
          AccountId: ACCOUNT, Mrap: this.arn,
        });
        const stale = this.staleRoutes.get(region);
        const isActive = ({ Region }: { Region?: string }) => stale!.includes(Region!);
        const output = stale === undefined
          ? Routes
          : Routes.map((route) => ({ ...route, TrafficDialPercentage: isActive(route) ? 100 : 0 }));
        return [region, { output: { Routes: output } }] as const;
      } catch (error) {
        return [region, { error: (error as Error).message }] as const;
      }
    }));
    const metrics = this.members.map(({ Region }) =>
      [Region, this.failedMetrics.get(Region) ?? { output: this.readBacklogInto(Region) }] as const);
    return {
      GetMultiRegionAccessPointRoutes: Object.fromEntries(routes), GetMetricData: Object.fromEntries(metrics),
    };
  }

  /** The values by metric, buckets and rule. */
  private readBacklogInto(region: string): Record<string, number[]> {
    const destination = this.members.find(({ Region }) => Region === region)!.Bucket;
    return Object.fromEntries(this.members.flatMap(({ Bucket: source }) => {
      const edge = `${source}>${destination}`;
      const operations = this.backlog.has(edge) ? this.backlog.get(edge) : 0;
      const values = operations === undefined ? [] : [operations, 9];
      return ['OperationsPendingReplication', 'BytesPendingReplication'].map((metric) =>
        [`${metric} ${source} ${destination} cdk-s3-mrap/${source}/${destination}`, values] as const);
    }));
  }

  /** Resolves all references, as CloudFormation does. */
  private resolve(content: unknown): unknown {
    return JSON.parse(JSON.stringify(content), (_key, value: unknown) => {
      const { 'Fn::GetStackOutput': output, 'Fn::GetAtt': attribute, 'Fn::Join': join } = (value
        ?? {}) as Record<string, unknown>;
      // All references are the ARN of the access point, as stack output or as join, or the ARN of the role.
      if (output !== undefined || join !== undefined) return this.arn;
      return attribute === undefined ? value : `arn:aws:iam::${ACCOUNT}:role/runbook`;
    });
  }
}
