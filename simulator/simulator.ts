import { SimulatedBuckets } from './buckets/simulated-buckets';
import { sleepOnClock } from './clock';
import { isRecordedCall } from './cloudtrail/recorded-event';
import { createDefaultSettings } from './default-settings';
import { accessPointArn } from './engine/access-point';
import { answerCall } from './engine/answer-call';
import { IdentifierGenerator } from './engine/identifiers';
import { type ServiceError } from './engine/service-error';
import { SimulatorState } from './engine/simulator-state';
import { type CallInfo, type FaultRule } from './faults/fault';
import { InjectedFaults } from './faults/faults';
import { CallJournal, type JournalArrival, type JournalOutcome } from './journal';
import { type AccessPointStatus } from './model/control';
import {
  type SimulatedCall, type SimulatedCallContext, type SimulatedOperationInput, type SimulatedOperationName,
  type SimulatedOperationOutput,
} from './model/operations';
import { type RegionConditions } from './objects/region-conditions';
import { type ReplicationQueue } from './objects/replication/replication-queue';
import { OPERATION_HANDLERS } from './operations';
import { type ErrorOutcome, errorOutcome, type SimulatedOutcome } from './outcome';
import { restoreState, saveState } from './saved-state';
import { type RoleSessions } from './services/role-sessions';
import { type SimulatedPermission, type SimulatorSettings } from './settings';
import { type SimulatorSnapshot, takeSnapshot } from './snapshot';

/** Options of the simulator. `SimulatorSettings` has the defaults. */
export interface SimulatorOptions extends Partial<SimulatorSettings> {
  /** The seed of aliases, tokens and request ids. */
  readonly seed?: string;
  readonly faults?: readonly FaultRule[];
  /** The number of calls that the journal remembers at least, besides the calls of CloudTrail. Default: all. */
  readonly rememberedCalls?: number;
}

function findClientToken(input: object): string | undefined {
  return 'ClientToken' in input && typeof input.ClientToken === 'string' ? input.ClientToken : undefined;
}

/** The journal does not keep the content of objects. */
function omitBody(input: object): object {
  if (!('Body' in input)) return input;
  const { Body: _, ...rest } = input;
  return rest;
}

function describeArrival(
  { at, operation, region, accountId, caller, input, requestId }: SimulatedCall<SimulatedOperationName>,
  { index, clientToken }: CallInfo, permissions: readonly SimulatedPermission[],
): JournalArrival {
  return {
    index, at, operation, region, accountId, caller, clientToken, input: omitBody(input), permissions, requestId,
  };
}

function toJournalOutcome(outcome: SimulatedOutcome<unknown>): JournalOutcome {
  switch (outcome.kind) {
    case 'output': return { kind: 'output', status: 200 };
    case 'error': return { kind: 'error', status: outcome.status, code: outcome.code };
    case 'html':
    case 'empty': return { kind: outcome.kind, status: outcome.status };
    default: return { kind: outcome.kind };
  }
}

/**
 * Simulates the operations of S3 Control for Multi-Region Access Points, and of their underlying buckets and objects.
 */
export class Simulator {
  public readonly buckets = new SimulatedBuckets();
  public readonly faults: InjectedFaults;
  public readonly journal: CallJournal;
  private readonly state: SimulatorState;
  private calls = 0;
  private readonly callCounts = new Map<SimulatedOperationName, number>();

  constructor(options: SimulatorOptions = {}) {
    const { seed = 'simulator', faults, rememberedCalls, ...settings } = options;
    this.journal = new CallJournal({ remembered: rememberedCalls, isPermanent: isRecordedCall });
    this.faults = new InjectedFaults(faults);
    this.state = new SimulatorState(
      { ...createDefaultSettings(this.buckets), ...settings },
      new IdentifierGenerator(seed),
      this.buckets,
    );
  }

  /** The conditions of Regions, which can be lost, hang or be slow. Copies that were due before a change have ended. */
  public get regions(): RegionConditions {
    this.state.advanceToNow();
    return this.state.regions;
  }

  /** The copies that replication rules cause. */
  public get replication(): ReplicationQueue {
    this.state.advanceToNow();
    return this.state.replication;
  }

  /** The sessions of roles, which AssumeRole creates. */
  public get sessions(): RoleSessions {
    return this.state.sessions;
  }

  public get settings(): SimulatorSettings {
    return this.state.settings;
  }

  /**
   * Changes settings. Operations that ended before are not affected, and accepted operations keep their duration and
   * their failure.
   */
  public configure(settings: Partial<SimulatorSettings>): void {
    this.state.advanceToNow();
    this.state.settings = { ...this.state.settings, ...settings };
  }

  /** Handles one call, which arrives now. */
  public async call<O extends SimulatedOperationName>(
    operation: O, input: SimulatedOperationInput<O>, context: SimulatedCallContext,
  ): Promise<SimulatedOutcome<SimulatedOperationOutput<O>>> {
    const at = this.state.advanceToNow();
    const requestId = this.state.identifiers.requestId();
    // Spread syntax would make a hidden class of V8 for each call.
    const call: SimulatedCall<O> = Object.assign({ operation, input, at, requestId }, context);
    const handler = OPERATION_HANDLERS[operation];
    const permissions = handler.permissions(this.state, call);
    const info = this.describeCall(call);
    const note = this.journal.record(describeArrival(call, info, permissions));
    const fault = this.faults.decide(info);
    if (fault !== undefined && fault.kind !== 'after-applying' && fault.kind !== 'slow') {
      const refusal = { ...fault, requestId };
      note(toJournalOutcome(refusal), false);
      return refusal;
    }
    const servedBy = handler.findServer?.(this.state, call);
    const condition = this.regions.get(servedBy?.region ?? call.region);
    if (condition.kind === 'lost' || condition.kind === 'hanging') {
      const unanswered = { kind: condition.kind === 'lost' ? 'reset' : 'hang', requestId } as const;
      note(toJournalOutcome(unanswered), false);
      return unanswered;
    }
    const result = await answerCall(this.state, handler, permissions, call);
    if (fault?.kind === 'slow') await sleepOnClock(this.settings.clock, fault.ms);
    if (condition.kind === 'slow') await sleepOnClock(this.settings.clock, condition.ms);
    const answer = { ...(fault?.kind === 'after-applying' ? fault.answer : result), requestId, servedBy };
    note(toJournalOutcome(answer), result.kind === 'output');
    return answer;
  }

  /** Records a request that could not be parsed, and returns its error. */
  public refuse(
    error: ServiceError, context: SimulatedCallContext, operation?: SimulatedOperationName,
  ): ErrorOutcome & { readonly requestId: string } {
    const requestId = this.state.identifiers.requestId();
    const outcome = { ...errorOutcome(error), requestId };
    this.calls += 1;
    const arrival = {
      ...context,
      index: this.calls,
      at: this.state.advanceToNow(),
      operation,
      permissions: [],
      requestId,
    };
    this.journal.record(arrival)(toJournalOutcome(outcome), false);
    return outcome;
  }

  /** Changes the status of an access point without an operation. */
  public setStatus(accountId: string, name: string, status: AccessPointStatus): void {
    this.state.advanceToNow();
    const accessPoint = this.state.account(accountId).accessPoints.get(name);
    if (accessPoint === undefined) {
      throw new Error(`account ${accountId} has no access point ${name}`);
    }
    accessPoint.status = status;
  }

  /** Returns the ARN of the access point with an alias. Without such an access point, the account is `000000000000`. */
  public findAccessPointArn(alias: string): string {
    const owner = [...this.state.accounts.values()]
      .find(({ accessPoints }) => [...accessPoints.values()].some((accessPoint) => accessPoint.alias === alias));
    return accessPointArn(owner?.accountId ?? '000000000000', alias);
  }

  /** Returns the objects, routes and pending copies, for `restore` of another run. */
  public save(): Uint8Array {
    this.state.advanceToNow();
    return saveState(this.state);
  }

  /** Restores the result of `save` in a simulator with the same access points. */
  public restore(saved: Uint8Array): void {
    restoreState(this.state, saved);
  }

  /** Returns the whole state as plain values. */
  public snapshot(): SimulatorSnapshot {
    return takeSnapshot(this.state);
  }

  private describeCall(call: SimulatedCall<SimulatedOperationName>): CallInfo {
    const { operation, region, accountId, caller, signedAt, at, input } = call;
    const countOfThisOperation = (this.callCounts.get(operation) ?? 0) + 1;
    this.callCounts.set(operation, countOfThisOperation);
    this.calls += 1;
    const clientToken = findClientToken(input);
    return {
      index: this.calls,
      operation,
      countOfThisOperation,
      region,
      accountId,
      caller,
      signedAt,
      clientToken,
      input,
      at,
    };
  }
}
