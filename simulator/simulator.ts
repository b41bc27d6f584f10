import { OwnBuckets } from './buckets/own';
import { sleepOn } from './clock';
import { defaultSettings } from './default-settings';
import { Identifiers } from './engine/identifiers';
import { runOperation } from './engine/run-operation';
import { type ServiceError } from './engine/service-error';
import { World } from './engine/world';
import { type CallInfo, type FaultRule } from './faults/fault';
import { Faults } from './faults/faults';
import { Journal, type JournalOutcome } from './journal';
import { type AccessPointStatus } from './model/control';
import { type Call, type CallContext, type Input, type OperationName, type Output } from './model/operations';
import { OPERATIONS } from './operations';
import { type ErrorOutcome, errorOutcome, type Outcome } from './outcome';
import { type Settings } from './settings';
import { type Snapshot, takeSnapshot } from './snapshot';

/** All optional: see `Settings` for every switch and its default. */
export interface SimulatorOptions extends Partial<Settings> {
  /** Aliases, tokens and request ids follow from it. */
  readonly seed?: string;
  readonly faults?: readonly FaultRule[];
}

function clientTokenOf(input: object): string | undefined {
  return 'ClientToken' in input && typeof input.ClientToken === 'string' ? input.ClientToken : undefined;
}

function journalOutcome(outcome: Outcome<unknown>): JournalOutcome {
  switch (outcome.kind) {
    case 'output': return { kind: 'output', status: 200 };
    case 'error': return { kind: 'error', status: outcome.status, code: outcome.code };
    case 'html':
    case 'empty': return { kind: outcome.kind, status: outcome.status };
    default: return { kind: outcome.kind };
  }
}

/** S3 Control as far as Multi-Region Access Points go, and the buckets behind them: typed calls in, typed answers out. */
export class Simulator {
  public readonly buckets = new OwnBuckets();
  public readonly faults: Faults;
  public readonly journal = new Journal();
  private readonly world: World;
  private calls = 0;
  private readonly callsOf = new Map<OperationName, number>();

  constructor(options: SimulatorOptions = {}) {
    const { seed = 'simulator', faults, ...settings } = options;
    this.faults = new Faults(faults);
    this.world = new World({ ...defaultSettings(this.buckets), ...settings }, new Identifiers(seed), this.buckets);
  }

  public get settings(): Settings {
    return this.world.settings;
  }

  /** Switches behaviour from now on. What has ended by now ended the old way; durations and failures are settled when a call is accepted. */
  public configure(settings: Partial<Settings>): void {
    this.world.now();
    this.world.settings = { ...this.world.settings, ...settings };
  }

  /** One call, as if it had arrived now. */
  public async call<O extends OperationName>(operation: O, input: Input<O>, context: CallContext): Promise<Outcome<Output<O>>> {
    const at = this.world.now();
    const requestId = this.world.identifiers.requestId();
    const call: Call<O> = { ...context, operation, input, at, requestId };
    const handler = OPERATIONS[operation];
    const permissions = handler.permissions(this.world, call);
    const info = this.info(call);
    const note = this.journal.record({ ...call, index: info.index, clientToken: info.clientToken, permissions });
    const fault = this.faults.decide(info);
    if (fault !== undefined && fault.kind !== 'after-applying' && fault.kind !== 'slow') {
      const refusal = { ...fault, requestId };
      note(journalOutcome(refusal), false);
      return refusal;
    }
    const result = await runOperation(this.world, handler, permissions, call);
    if (fault?.kind === 'slow') await sleepOn(this.settings.clock, fault.ms);
    const answer = { ...(fault?.kind === 'after-applying' ? fault.answer : result), requestId };
    note(journalOutcome(answer), result.kind === 'output');
    return answer;
  }

  /** Writes down a request that never became a call, because it could not be read. */
  public refuse(error: ServiceError, context: CallContext, operation?: OperationName): ErrorOutcome & { readonly requestId: string } {
    const requestId = this.world.identifiers.requestId();
    const outcome = { ...errorOutcome(error), requestId };
    this.calls += 1;
    const arrival = { ...context, index: this.calls, at: this.world.now(), operation, permissions: [], requestId };
    this.journal.record(arrival)(journalOutcome(outcome), false);
    return outcome;
  }

  /** Lets an access point drift into another state behind everybody's back. */
  public setStatus(accountId: string, name: string, status: AccessPointStatus): void {
    this.world.now();
    const accessPoint = this.world.account(accountId).accessPoints.get(name);
    if (accessPoint === undefined) {
      throw new Error(`account ${accountId} has no access point ${name}`);
    }
    accessPoint.status = status;
  }

  /** Everything there is, as plain values. */
  public snapshot(): Snapshot {
    return takeSnapshot(this.world);
  }

  private info(call: Call<OperationName>): CallInfo {
    const { operation, region, accountId, caller, at, input } = call;
    const countOfThisOperation = (this.callsOf.get(operation) ?? 0) + 1;
    this.callsOf.set(operation, countOfThisOperation);
    this.calls += 1;
    return { index: this.calls, operation, countOfThisOperation, region, accountId, caller, clientToken: clientTokenOf(input), input, at };
  }
}
