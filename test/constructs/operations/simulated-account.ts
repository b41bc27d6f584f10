import { createAccessPoint, getAccessPoint } from '../../../control/access-points';
import { type S3Control } from '../../../control/s3-control';
import {
  activeRegionsAt, faultInFirstCalls, noAnswerFault, faultInRegion, Simulator, slowDownFault, VirtualClock,
} from '../../../simulator';
import { ACCOUNT } from '../../support/accounts';
import { type AutomationDocument, executeAutomation, type Execution } from '../../support/automation';
import { sdkInto } from '../../support/simulated-s3';

const BLOCK = { BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: true, RestrictPublicBuckets: true };
const CONTROL_REGIONS = ['us-east-1', 'us-west-2', 'ap-southeast-2', 'ap-northeast-1', 'eu-west-1'];

interface Member {
  readonly Region: string;
  readonly Bucket: string;
}

type ResourcesById = readonly (readonly [id: string, resource: DeployedResource])[];

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
  private readonly calls = new Set<string>();

  private constructor(members: readonly Member[]) {
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

  public listCalledRegions(): string[] {
    return [...new Set(this.simulator.journal.entries.map(({ region }) => region))];
  }

  /** Sets the pending operations of an edge. Undefined means that S3 publishes no metric. The default is zero. */
  public setBacklog(source: string, destination: string, operations: number | undefined): void {
    this.backlog.set(`media-${source}>media-${destination}`, operations);
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
        if (service === 's3control') {
          return this.s3.call(region, api as 'GetMultiRegionAccessPointRoutes', inputs as never);
        }
        return describeAlarms(resources, this.backlog, inputs as { AlarmNames: string[] });
      },
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

/** Returns the composite alarms with some names, in the state that follows from the pending operations. */
function describeAlarms(
  resources: ResourcesById,
  backlog: ReadonlyMap<string, number | undefined>,
  { AlarmNames: names }: { AlarmNames: string[] },
) {
  const states = new Map(resources.filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm')
    .map(([id, { Properties: properties }]) => {
      const dimensions = new Map((properties.Dimensions as { Name: string; Value: string }[])
        .map(({ Name, Value }) => [Name, Value]));
      const edge = `${dimensions.get('SourceBucket')}>${dimensions.get('DestinationBucket')}`;
      const operations = backlog.has(edge) ? backlog.get(edge) : 0;
      if (operations === undefined) return [id, properties.TreatMissingData === 'missing' ? 'INSUFFICIENT_DATA' : 'OK'];
      return [id, operations > (properties.Threshold as number) ? 'ALARM' : 'OK'];
    }));
  const composites = resources.filter(([, { Type }]) => Type === 'AWS::CloudWatch::CompositeAlarm')
    .map(([, { Properties: properties }]) => ({ name: properties.AlarmName as string, rule: properties.AlarmRule }))
    .filter(({ name }) => names.includes(name));
  return {
    CompositeAlarms: composites.map(({ name, rule }) => ({
      AlarmName: name,
      StateValue: isInAlarm(rule, states) ? 'ALARM' : 'OK',
    })),
  };
}

/** Evaluates the rule of a composite alarm. All rules have the format `(NOT ((OK("a") AND OK("b"))))`. */
function isInAlarm(rule: unknown, states: ReadonlyMap<string, string>): boolean {
  const text = (rule as { 'Fn::Join': [string, (string | { 'Fn::GetAtt': string[] })[]] })['Fn::Join'][1]
    .map((part) => (typeof part === 'string' ? part : part['Fn::GetAtt'][0])).join('');
  const { parts } = /^\(NOT \((?<parts>.+)\)\)$/.exec(text)!.groups!;
  const all = parts.split(' AND ').map((part) => /^\(*OK\("(?<id>\w+)"\)+$/.exec(part)!.groups!.id);
  return !all.every((id) => states.get(id) === 'OK');
}
