import { createAccessPoint, getAccessPoint } from '../../../control/access-points';
import { type S3Control } from '../../../control/s3-control';
import { activeRegionsAt, firstCalls, hang, inRegion, Simulator, slowDown, VirtualClock } from '../../../simulator';
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

/** A simulated account with an access point whose first Region is active, and what one does at night to find out and to change that. */
export class Night {
  public static async of(members: readonly Member[]): Promise<Night> {
    const night = new Night(members);
    const accessPoint = { name: 'media', members: members.map(({ Bucket }) => ({ bucket: Bucket })), block: BLOCK };
    await night.play(createAccessPoint(night.s3, ACCOUNT, accessPoint, 'create'));
    night.clock.advance(60_000);
    const { alias } = (await night.play(getAccessPoint(night.s3, ACCOUNT, 'media')))!;
    night.arn = `arn:aws:s3::${ACCOUNT}:accesspoint/${alias}`;
    await night.play(night.s3.call('us-west-2', 'SubmitMultiRegionAccessPointRoutes', {
      AccountId: ACCOUNT,
      Mrap: night.arn,
      RouteUpdates: members.map(({ Bucket }, index) => ({ Bucket, TrafficDialPercentage: index === 0 ? 100 : 0 })),
    }));
    night.clock.advance(150_000);
    night.simulator.journal.clear();
    return night;
  }

  /** Service and operation of every call, each once. */
  public get called(): [string, string][] {
    return [...this.calls].sort().map((call) => call.split(':') as [string, string]);
  }

  public arn = '';
  public readonly clock = new VirtualClock();
  public readonly simulator: Simulator;
  public readonly s3: S3Control;
  private lag = 20_000;
  private readonly pending = new Map<string, number | undefined>();
  private readonly calls = new Set<string>();

  private constructor(members: readonly Member[]) {
    this.simulator = new Simulator({ clock: this.clock, routesLagMs: () => this.lag });
    for (const { Bucket, Region } of members) this.simulator.buckets.add(Bucket, Region, ACCOUNT);
    this.s3 = sdkInto(this.simulator);
  }

  /** Plays time until the work is done. */
  public play<T>(work: Promise<T>): Promise<T> {
    return this.clock.runUntilSettled(work);
  }

  /** The Regions that take traffic once everything has shown. */
  public active(): string[] {
    this.clock.advance(this.lag);
    const [{ routes }] = this.simulator.snapshot().accessPoints;
    return [...activeRegionsAt(routes, this.clock.now())].sort();
  }

  public regionsAsked(): string[] {
    return [...new Set(this.simulator.journal.entries.map(({ region }) => region))];
  }

  /** How many operations wait; undefined where S3 publishes nothing. Where nothing is said, none waits. */
  public waiting(source: string, destination: string, operations: number | undefined): void {
    this.pending.set(`media-${source}>media-${destination}`, operations);
  }

  public loseAllBut(region: string): void {
    for (const lost of CONTROL_REGIONS.filter((entry) => entry !== region)) this.simulator.faults.add(inRegion(lost, hang()));
  }

  public slowDown(times: number): void {
    this.simulator.faults.add(firstCalls(times, slowDown()));
  }

  public routesNeverShow(): void {
    this.lag = 3_600_000;
  }

  /** Starts the document that a template deploys, in its Region. */
  public execute({ Resources }: DeployedTemplate, region: string, parameters: Record<string, string>): Promise<Execution> {
    const resources = Object.entries(Resources) as [string, DeployedResource][];
    const [[, { Properties: { Content: content } }]] = resources.filter(([, { Type }]) => Type === 'AWS::SSM::Document');
    const document = this.deployed(content) as AutomationDocument;
    return this.play(executeAutomation(document, parameters, {
      now: () => this.clock.now(),
      sleep: (ms) => this.clock.sleep(ms),
      call: async (service, api, inputs) => {
        this.calls.add(`${service === 's3control' ? 's3' : service}:${api}`);
        if (service === 's3control') return this.s3.call(region, api as 'GetMultiRegionAccessPointRoutes', inputs as never);
        return describeAlarms(resources, this.pending, inputs as { AlarmNames: string[] });
      },
    }));
  }

  /** What CloudFormation has written in the place of every reference. */
  private deployed(content: unknown): unknown {
    return JSON.parse(JSON.stringify(content), (_key, value: unknown) => {
      const { 'Fn::GetStackOutput': output, 'Fn::GetAtt': attribute, 'Fn::Join': join } = (value ?? {}) as Record<string, unknown>;
      // The only ones are the ARN of the access point, from home or in pieces at home, and that of the document's role.
      if (output !== undefined || join !== undefined) return this.arn;
      return attribute === undefined ? value : `arn:aws:iam::${ACCOUNT}:role/runbook`;
    });
  }
}

/** The composite alarms of a template that have these names, judged by what waits. */
function describeAlarms(resources: ResourcesById, pending: ReadonlyMap<string, number | undefined>, { AlarmNames: names }: { AlarmNames: string[] }) {
  const states = new Map(resources.filter(([, { Type }]) => Type === 'AWS::CloudWatch::Alarm').map(([id, { Properties: properties }]) => {
    const dimensions = new Map((properties.Dimensions as { Name: string; Value: string }[]).map(({ Name, Value }) => [Name, Value]));
    const edge = `${dimensions.get('SourceBucket')}>${dimensions.get('DestinationBucket')}`;
    const waiting = pending.has(edge) ? pending.get(edge) : 0;
    if (waiting === undefined) return [id, properties.TreatMissingData === 'missing' ? 'INSUFFICIENT_DATA' : 'OK'];
    return [id, waiting > (properties.Threshold as number) ? 'ALARM' : 'OK'];
  }));
  const composites = resources.filter(([, { Type }]) => Type === 'AWS::CloudWatch::CompositeAlarm')
    .map(([, { Properties: properties }]) => ({ name: properties.AlarmName as string, rule: properties.AlarmRule }))
    .filter(({ name }) => names.includes(name));
  return { CompositeAlarms: composites.map(({ name, rule }) => ({ AlarmName: name, StateValue: isInAlarm(rule, states) ? 'ALARM' : 'OK' })) };
}

/** Whether the rule of a composite alarm holds; every one here is `(NOT ((OK("a") AND OK("b"))))`. */
function isInAlarm(rule: unknown, states: ReadonlyMap<string, string>): boolean {
  const text = (rule as { 'Fn::Join': [string, (string | { 'Fn::GetAtt': string[] })[]] })['Fn::Join'][1]
    .map((part) => (typeof part === 'string' ? part : part['Fn::GetAtt'][0])).join('');
  const { parts } = /^\(NOT \((?<parts>.+)\)\)$/.exec(text)!.groups!;
  const all = parts.split(' AND ').map((part) => /^\(*OK\("(?<id>\w+)"\)+$/.exec(part)!.groups!.id);
  return !all.every((id) => states.get(id) === 'OK');
}
