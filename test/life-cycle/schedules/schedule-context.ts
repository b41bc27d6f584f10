import { CONTROL_REGIONS } from '../../../control/routes/control-regions';
import { type S3Control } from '../../../control/s3-control';
import { logFinding } from '../../../lambda/log-finding';
import {
  type InjectedFault,
  noAnswerFault,
  htmlAnswerFault,
  connectionResetFault,
  serviceFault,
  Simulator,
  slowAnswerFault,
  slowDownFault,
  VirtualClock,
  faultAfterApplying,
  emptyAnswerFault,
  stall,
  drip,
  endless,
  cut,
} from '../../../simulator';
import { type Finding } from '../../../src/diagnostics/finding';
import { CloudFormation, type Functions } from '../../driver/cloudformation';
import { LambdaService } from '../../driver/lambda-service';
import { type DeployedResource, Stack } from '../../driver/stack';
import { StackDirectory } from '../../driver/stack-directory';
import { ACCOUNT } from '../../support/accounts';
import { asGranted } from '../../support/iam/handler-policies';
import { Operator } from '../../support/operator';
import { directS3 } from '../../support/simulated-s3';
import { type S3Settings } from './s3-settings';
import { type FaultKind, type Conditions } from './schedule';
import { addSecretsToError, containsSecret, showValue, withPlantedSecrets } from './secrets';
import { MEMBERS } from './template';

const SECOND = 1000;
export const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
/** After this time, all functions and operations have ended. */
export const SETTLING_TIME = 180 * MINUTE;

/** Creates a client of the handlers. */
export type SimulatorConnection = (simulator: Simulator) => S3Control;

export const NO_FAULTS: Conditions = { faults: [], deaths: [], cold: false, duration: 2, latency: 0 };

const FAULTS: Readonly<Record<FaultKind, InjectedFault>> = {
  'throttled': slowDownFault(),
  'conflict': serviceFault('OperationAborted', 409),
  'unavailable': serviceFault('InternalError', 500),
  'denied': serviceFault('AccessDenied', 403),
  'reset': connectionResetFault(),
  'hang': noAnswerFault(),
  'html': htmlAnswerFault(),
  'truncated': emptyAnswerFault(200),
  'empty': emptyAnswerFault(),
  'response lost': faultAfterApplying(connectionResetFault()),
  'slow': slowAnswerFault(2 * SECOND),
  // The headers arrive, so S3 has applied the call.
  'stall': faultAfterApplying(stall()),
  'drip': faultAfterApplying(drip()),
  'endless': faultAfterApplying(endless()),
  'cut': faultAfterApplying(cut()),
  'clock skew': serviceFault('RequestTimeTooSkewed', 403),
};

/** The simulated S3, Lambda and CloudFormation of a schedule, and its operators. */
export class ScheduleContext {
  public readonly clock = new VirtualClock();
  public readonly directory = new StackDirectory(this.clock);
  public readonly simulator = new Simulator({ clock: this.clock, authorize: asGranted });
  public readonly reports: Finding[] = [];
  /** The kinds of events that occurred. */
  public readonly covered = new Set<string>();
  /** The logs, responses and errors of handlers that contain a secret. */
  public readonly leaks: string[] = [];
  /** The resources that the stack retained. */
  public readonly retained: DeployedResource[] = [];
  /** The aliases of the access points that successful deployments adopted. */
  public readonly adopted = new Set<string>();
  /** The aliases of the access points that a renamed construct adopted from its own stack. */
  public readonly renamed = new Set<string>();
  /** The names with which a deployment could adopt an access point. After a rollback, its policy and routes remain. */
  public readonly adoptable = new Set<string>();
  /** Called before a failed rollback or deletion is repeated. */
  public onRetry?: (reason: string) => void;
  /** Called for every message of a handler. */
  public onReport?: (finding: Finding) => void;
  public readonly cloudFormation: CloudFormation;
  public readonly stack: Stack;
  private readonly functions: Functions;
  public readonly operator = new Operator(this.simulator);
  /** Whether the current step invokes a function again, because of a death or a repeated delivery. */
  public hasRepeatedInvocations = false;
  private readonly notes: { readonly at: number; readonly text: string }[] = [];
  private conditions = NO_FAULTS;
  private calls = 0;
  private requests = 0;
  private lastDelivery = 0;
  private invocations = 0;
  private operations = 0;

  /** @param connect creates the client with which the handlers call the simulator */
  constructor(settings: S3Settings = {}, connect: SimulatorConnection = directS3) {
    const { clock, simulator } = this;
    for (const { Bucket, Region } of MEMBERS.seventeen) simulator.buckets.add(Bucket, Region, ACCOUNT);
    simulator.faults.add(({ caller }) => (caller === 'handler' ? this.nextFault() : undefined));
    simulator.configure({
      ...settings,
      routesLagMs: (region) => (this.conditions.routesLags?.[CONTROL_REGIONS.indexOf(region)] ?? 2) * SECOND,
      duration: () => this.conditions.duration * SECOND,
      asyncFailure: () => {
        const failure = this.conditions.failure?.operation === this.operations ? this.conditions.failure : undefined;
        this.operations += 1;
        return failure && { code: 'InternalErrors', leaves: failure.leaves };
      },
    });
    const lambda = new LambdaService({
      clock,
      s3: this.addLatency(connect(simulator)),
      stacks: this.directory,
      report: (finding) => this.report(finding),
      plan: () => this.nextInvocation(),
    });
    this.functions = { handleEvent: this.watch(lambda.functions.handleEvent) };
    this.cloudFormation = this.createCloudFormation('Stack');
    this.stack = this.createStack(this.cloudFormation);
  }

  /** Runs the work of a schedule, and looks for secrets in the console output. */
  public run<T>(work: () => Promise<T>): Promise<T> {
    const onOutput = (text: string) => {
      if (text.includes('clientName:')) this.covered.add('logger of the SDK');
      this.checkSecrets('a log', text);
    };
    return withPlantedSecrets(onOutput, () => this.clock.runUntilSettled(work()));
  }

  /** Looks for secrets in the responses and errors of the handlers. */
  private watch(handleEvent: Functions['handleEvent']): Functions['handleEvent'] {
    return async (event) => {
      try {
        const response = await handleEvent(event);
        this.checkSecrets('a response', JSON.stringify(response));
        return response;
      } catch (error) {
        this.checkSecrets('an error', showValue(error));
        throw error;
      }
    };
  }

  private checkSecrets(source: string, text: string): void {
    if (containsSecret(text)) this.leaks.push(`${source} contains a secret: ${text}`);
  }

  /** Creates the CloudFormation of another stack. All stacks use the same functions. */
  public createCloudFormation(stackName: string): CloudFormation {
    return new CloudFormation({
      clock: this.clock,
      functions: this.functions,
      stackName,
      directory: this.directory,
      onMessage: (text) => this.note(`${stackName}: ${text}`),
      deliveries: () => this.nextDeliveries(),
    });
  }

  public createStack(cloudFormation: CloudFormation): Stack {
    return new Stack({
      cloudFormation,
      clock: this.clock,
      onRetry: (reason) => this.removeFaults(reason),
      onReaction: (reaction) => this.covered.add(reaction),
      onRetained: (resource) => this.retained.push(resource),
    });
  }

  private removeFaults(reason: string): void {
    this.startConditions(NO_FAULTS);
    this.onRetry?.(reason);
  }

  /** Sets the conditions of a step. An operator who repeats a rollback ends its faults, but not their effects. */
  public setConditions(weather: Conditions = NO_FAULTS): void {
    const { deaths, secondDelivery, lateRequest } = weather;
    this.hasRepeatedInvocations = deaths.length > 0 || secondDelivery !== undefined || lateRequest !== undefined;
    this.startConditions(weather);
  }

  private startConditions(weather: Conditions): void {
    this.conditions = weather;
    this.calls = 0;
    this.requests = 0;
    this.invocations = 0;
    this.operations = 0;
  }

  /** Creates access points of other owners, whose names precede the names of the stacks in a list. */
  public async createNeighbors(count: number): Promise<void> {
    const buckets = MEMBERS.two.map(({ Bucket }) => Bucket);
    for (let index = 0; index < count; index += 1) {
      await this.operator.createAccessPoint(`another-${index}`, buckets);
    }
    await this.clock.sleep(MINUTE);
  }

  /** Waits until all functions and operations have ended, also those of late deliveries. */
  public async settle(): Promise<void> {
    await this.clock.sleep(Math.max(0, this.lastDelivery - this.clock.now()) + SETTLING_TIME);
  }

  /** Waits until a call of an operator has taken effect, and returns whether S3 accepted it. */
  public async waitForEffect(change: Promise<boolean>): Promise<boolean> {
    const isAccepted = await change;
    await this.clock.sleep(10 * SECOND);
    return isAccepted;
  }

  /** The messages and calls in their order, to explain a failure. */
  public get transcript(): string[] {
    const calls = this.simulator.journal.entries.map(({ at, caller, region, operation, outcome }) =>
      ({ at, text: `  ${caller} ${region} ${operation}: ${outcome.code ?? outcome.kind}` }));
    const startedAt = calls[0]?.at ?? 0;
    return [...this.notes, ...calls]
      .sort((a, b) => a.at - b.at)
      .map(({ at, text }) => `${((at - startedAt) / SECOND).toFixed(1)} ${text}`);
  }

  /** The requests, responses and messages without their times. */
  public get messages(): readonly string[] {
    return this.notes.map(({ text }) => text);
  }

  private note(text: string): void {
    this.notes.push({ at: this.clock.now(), text });
  }

  private report(finding: Finding): void {
    logFinding(finding);
    this.reports.push(finding);
    this.onReport?.(finding);
    this.note(`  ${finding.ruleId} ${finding.message}`);
  }

  private addLatency(s3: S3Control): S3Control {
    return {
      call: async (...call) => {
        if (this.conditions.latency > 0) await this.clock.sleep(this.conditions.latency);
        return s3.call(...call).catch((error: unknown) => {
          throw addSecretsToError(error);
        });
      },
    };
  }

  private nextDeliveries(): readonly number[] {
    const { lateRequest, secondDelivery } = this.conditions;
    const isLate = this.requests === lateRequest?.request;
    const usual = secondDelivery === undefined ? [0] : [0, secondDelivery];
    const deliveries = (isLate ? lateRequest.deliveries : usual).map((delay) => delay * SECOND);
    this.requests += 1;
    const isFirstLate = Math.min(...deliveries) >= HOUR;
    if (Math.max(...deliveries) >= HOUR) this.covered.add(isFirstLate ? 'late delivery' : 'late second delivery');
    this.lastDelivery = Math.max(this.lastDelivery, ...deliveries.map((delay) => this.clock.now() + delay));
    return deliveries;
  }

  private nextFault(): InjectedFault | undefined {
    const index = this.calls;
    this.calls += 1;
    const fault = this.conditions.faults.find(({ call, calls }) => index >= call && index < call + calls);
    if (fault) this.covered.add(`fault: ${fault.kind}`);
    return fault && FAULTS[fault.kind];
  }

  private nextInvocation() {
    const index = this.invocations;
    this.invocations += 1;
    const death = this.conditions.deaths.find(({ invocation }) => invocation === index);
    if (death) this.covered.add(`function: ${death.how}`);
    return { cold: this.conditions.cold, death };
  }
}
