import { type S3Control } from '../../../control/s3-control';
import { type Fault, hang, html, reset, serviceFault, Simulator, slow, slowDown, VirtualClock, afterApplying, empty } from '../../../simulator';
import { type Finding } from '../../../src/diagnostics/finding';
import { ROUTES_TYPE } from '../../../src/wire/resource-types';
import { CloudFormation } from '../../driver/cloudformation';
import { LambdaService } from '../../driver/lambda-service';
import { type Held, Stack } from '../../driver/stack';
import { ACCOUNT } from '../../support/accounts';
import { asGranted } from '../../support/iam/handler-policies';
import { directS3 } from '../../support/simulated-s3';
import { type FaultKind, type Weather } from './schedule';
import { MEMBERS } from './template';

const SECOND = 1000;
export const MINUTE = 60 * SECOND;

const CALM: Weather = { faults: [], deaths: [], cold: false, duration: 2, latency: 0 };

const FAULTS: Readonly<Record<FaultKind, Fault>> = {
  'throttled': slowDown(),
  'conflict': serviceFault('OperationAborted', 409),
  'unavailable': serviceFault('InternalError', 500),
  'denied': serviceFault('AccessDenied', 403),
  'reset': reset(),
  'hang': hang(),
  'html': html(),
  'cut short': empty(200),
  'empty': empty(),
  'answer lost': afterApplying(reset()),
  'slow': slow(2 * SECOND),
};

/** What people do without a stack. */
export type ByHand = 'CreateMultiRegionAccessPoint' | 'DeleteMultiRegionAccessPoint' | 'SubmitMultiRegionAccessPointRoutes';

/** S3, Lambda, CloudFormation and the people who change things by hand. */
export class World {
  public readonly clock = new VirtualClock();
  public readonly simulator = new Simulator({ clock: this.clock, authorize: asGranted });
  public readonly reports: Finding[] = [];
  /** What the stack left where it is because its template says so. */
  public readonly retained: Held[] = [];
  /** The aliases of what the stack has taken over, by deployments that succeeded. */
  public readonly adopted = new Set<string>();
  /** Names that a deployment would have taken over; of one that is rolled back policy and routes stay. */
  public readonly adoptable = new Set<string>();
  /** What else is done before a rollback or a deletion that failed is tried again. */
  public onCalm?: () => void;
  public readonly cloudFormation: CloudFormation;
  public readonly stack: Stack;
  private readonly notes: { readonly at: number; readonly text: string }[] = [];
  private weather = CALM;
  private calls = 0;
  private invocations = 0;
  private operations = 0;

  constructor() {
    const { clock, simulator } = this;
    for (const { Bucket, Region } of MEMBERS.three) simulator.buckets.add(Bucket, Region, ACCOUNT);
    simulator.faults.add(({ caller }) => (caller === 'handler' ? this.nextFault() : undefined));
    simulator.configure({
      duration: () => this.weather.duration * SECOND,
      asyncFailure: () => {
        const failure = this.weather.failure?.operation === this.operations ? this.weather.failure : undefined;
        this.operations += 1;
        return failure && { code: 'InternalErrors', leaves: failure.leaves };
      },
    });
    const lambda = new LambdaService({
      clock, s3: this.slowed(directS3(simulator)), report: (finding) => this.report(finding), plan: () => this.nextInvocation(),
    });
    this.cloudFormation = new CloudFormation({
      clock,
      functions: lambda.functions,
      synchronousTypes: [ROUTES_TYPE],
      onMessage: (text) => this.note(text),
      deliveries: () => (this.weather.secondDelivery === undefined ? [0] : [0, this.weather.secondDelivery * SECOND]),
    });
    this.stack = new Stack({
      cloudFormation: this.cloudFormation, clock, calm: () => this.calmDown(), onRetained: (held) => this.retained.push(held),
    });
  }

  private calmDown(): void {
    this.setWeather(CALM);
    this.onCalm?.();
  }

  public setWeather(weather: Weather = CALM): void {
    this.weather = weather;
    this.calls = 0;
    this.invocations = 0;
    this.operations = 0;
  }

  /** Whether this weather may have had the same function asked the same twice. */
  public get askedTwice(): boolean {
    return this.weather.secondDelivery !== undefined || this.weather.deaths.some(({ how }) => how !== 'exited');
  }

  /** Someone who is not the stack calls S3, and waits until it is done. */
  public async byHand(operation: ByHand, input: object): Promise<boolean> {
    const named = operation.startsWith('Submit') ? input : { ClientToken: `by-hand-${this.clock.now()}`, Details: input };
    const outcome = await this.simulator.call(operation, named as never, { accountId: ACCOUNT, region: 'us-west-2', caller: 'someone' });
    await this.clock.sleep(10 * SECOND);
    return outcome.kind === 'output';
  }

  /** What happened, in order, for whoever has to understand a schedule. */
  public get transcript(): string[] {
    const calls = this.simulator.journal.entries.map(({ at, caller, region, operation, outcome }) =>
      ({ at, text: `  ${caller} ${region} ${operation}: ${outcome.code ?? outcome.kind}` }));
    const began = calls[0]?.at ?? 0;
    return [...this.notes, ...calls].sort((a, b) => a.at - b.at).map(({ at, text }) => `${((at - began) / SECOND).toFixed(1)} ${text}`);
  }

  private note(text: string): void {
    this.notes.push({ at: this.clock.now(), text });
  }

  private report(finding: Finding): void {
    this.reports.push(finding);
    this.note(`  ${finding.ruleId} ${finding.message}`);
  }

  private slowed(s3: S3Control): S3Control {
    return {
      call: async (...call) => {
        if (this.weather.latency > 0) await this.clock.sleep(this.weather.latency);
        return s3.call(...call);
      },
    };
  }

  private nextFault(): Fault | undefined {
    const index = this.calls;
    this.calls += 1;
    const fault = this.weather.faults.find(({ call, calls }) => index >= call && index < call + calls);
    return fault && FAULTS[fault.kind];
  }

  private nextInvocation() {
    const index = this.invocations;
    this.invocations += 1;
    return { cold: this.weather.cold, death: this.weather.deaths.find(({ invocation }) => invocation === index) };
  }
}
