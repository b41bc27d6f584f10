import { type Clock } from '../../control/clock';
import { Provider, type UserFunction } from './provider';

export type Properties = Readonly<Record<string, unknown>>;

/** The answer to one request, as CloudFormation takes it. */
export interface Answer {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly reason: string;
  readonly physicalId: string;
  readonly data: Readonly<Record<string, string>>;
}

export interface Request {
  readonly type: 'Create' | 'Update' | 'Delete';
  readonly resourceType: string;
  readonly logicalId: string;
  readonly properties: Properties;
  readonly oldProperties?: Properties;
  readonly physicalId?: string;
}

/** The functions behind the two providers. */
export interface Functions {
  readonly onEvent: UserFunction;
  readonly isComplete: UserFunction;
  readonly onSynchronousEvent: UserFunction;
}

interface Pending {
  readonly request: Request;
  resolve: (answer: Answer) => void;
  answersLeft: number;
  answered: boolean;
}

export interface CloudFormationOptions {
  readonly clock: Clock;
  readonly functions: Functions;
  /** The types whose provider has no isComplete. */
  readonly synchronousTypes: readonly string[];
  readonly accountId?: string;
  /** Default: Stack. */
  readonly stackName?: string;
  /** When a request is delivered, in milliseconds after it was made; Lambda promises at least once. Default: once, at once. */
  readonly deliveries?: (request: Request) => readonly number[];
  /** Told of every request, and of every answer to it. */
  readonly onMessage?: (text: string) => void;
}

const SECOND = 1000;
const MAX_ANSWER_BYTES = 4096;
const MAX_ID_BYTES = 1024;
const FIRST_STACK = 123;

/** CloudFormation, as far as a custom resource sees it: requests out, one answer each in. */
export class CloudFormation {
  public stackId = '';
  /** What is wrong with answers; a fault of the handlers, whatever a test is about. */
  public readonly violations: string[] = [];
  private readonly asynchronous: Provider;
  private readonly synchronous: Provider;
  private readonly pending = new Map<string, Pending>();
  private requests = 0;
  private stacks = 0;

  constructor(private readonly options: CloudFormationOptions) {
    const { clock, functions } = options;
    this.beginStack();
    const respond = (url: string, body: string) => this.take(url, body);
    this.asynchronous = new Provider({ clock, onEvent: functions.onEvent, isComplete: functions.isComplete, respond });
    this.synchronous = new Provider({ clock, onEvent: functions.onSynchronousEvent, respond });
  }

  private get stackName(): string {
    return this.options.stackName ?? 'Stack';
  }

  /** A stack that was deleted and is deployed again has another id. */
  public beginStack(): void {
    this.stackId = `arn:aws:cloudformation:eu-west-1:${this.options.accountId ?? '111122223333'}:stack/${this.stackName}/51af3dc0-da77-11e4-872e-1234567db${FIRST_STACK + this.stacks}`;
    this.stacks += 1;
  }

  /** Sends a request, and waits for its first answer as long as CloudFormation would. */
  public async send(request: Request): Promise<Answer> {
    const { clock, deliveries = () => [0], onMessage } = this.options;
    this.requests += 1;
    const requestId = `${this.stackName}-request-${this.requests}`;
    const delays = deliveries(request);
    onMessage?.(`${request.type} ${request.logicalId} ${request.physicalId ?? ''} ${JSON.stringify(request.properties)}`);
    const pending: Pending = { request, answersLeft: delays.length, answered: false, resolve: () => undefined };
    this.pending.set(requestId, pending);
    const answer = new Promise<Answer>((resolve) => { pending.resolve = resolve; });
    const event = {
      RequestType: request.type,
      ResponseURL: `https://cloudformation.invalid/${requestId}?X-Amz-Date=${signingDate(clock.now())}&X-Amz-Expires=7200`,
      StackId: this.stackId,
      RequestId: requestId,
      ResourceType: request.resourceType,
      LogicalResourceId: request.logicalId,
      ResourceProperties: asText(request.properties),
      ...(request.oldProperties && { OldResourceProperties: asText(request.oldProperties) }),
      ...(request.physicalId && { PhysicalResourceId: request.physicalId }),
    };
    const provider = this.options.synchronousTypes.includes(request.resourceType) ? this.synchronous : this.asynchronous;
    for (const delay of delays) void clock.sleep(delay).then(() => provider.deliver(event));

    const serviceTimeout = Number(request.properties.ServiceTimeout ?? 3600) * SECOND;
    void clock.sleep(serviceTimeout).then(() => this.giveUp(pending, serviceTimeout));
    return answer;
  }

  /** What CloudFormation does without an answer. */
  private giveUp({ answered, request, resolve }: Pending, after: number): void {
    if (answered) return;
    this.violations.push(`${request.type} of ${request.logicalId} was not answered within ${after / SECOND} s`);
    resolve({ status: 'FAILED', reason: 'no answer', physicalId: request.physicalId ?? this.inventId(request.logicalId), data: {} });
  }

  /** An id that CloudFormation makes up for a resource whose creation it cancelled before there was an answer. */
  public inventId(logicalId: string): string {
    return `${this.stackName}-${logicalId}-1ABCDEFGHIJKL`;
  }

  private take(url: string, body: string): void {
    const { Status: status, Reason: reason, PhysicalResourceId: physicalId, Data: data = {}, RequestId: requestId } = JSON.parse(body) as {
      Status: Answer['status']; Reason: string; PhysicalResourceId: string; Data?: Record<string, string>; RequestId: string;
    };
    const pending = this.pending.get(requestId)!;
    const { request } = pending;
    pending.answersLeft -= 1;
    pending.answered = true;
    const check = (holds: boolean, violation: string) => { if (!holds) this.violations.push(`${violation}: ${request.type} of ${request.logicalId}`); };
    check(url.includes(`/${requestId}?`), 'an answer went to the address of another request');
    check(Buffer.byteLength(body) <= MAX_ANSWER_BYTES, `an answer has ${Buffer.byteLength(body)} bytes`);
    check(Buffer.byteLength(physicalId) <= MAX_ID_BYTES, `an id has more than ${MAX_ID_BYTES} bytes`);
    check(request.type !== 'Delete' || physicalId === request.physicalId, 'a Delete must echo its id');
    check(pending.answersLeft >= 0, 'one delivery was answered twice');
    this.options.onMessage?.(`${request.type} ${request.logicalId}: ${status} ${physicalId} ${status === 'FAILED' ? reason : ''}`);
    // Of a request that was delivered twice the first answer counts.
    pending.resolve({ status, reason, physicalId, data });
  }
}

/** The time as signatures have it, in whole seconds. */
function signingDate(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** CloudFormation hands every figure and flag on as text. */
export function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, asText(entry)]));
  return String(value);
}
