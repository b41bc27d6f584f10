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

export interface CloudFormationOptions {
  readonly clock: Clock;
  readonly functions: Functions;
  /** The types whose provider has no isComplete. */
  readonly synchronousTypes: readonly string[];
  readonly accountId?: string;
  /** How often a request is delivered; Lambda promises at least once. */
  readonly deliveries?: (request: Request) => number;
}

const SECOND = 1000;
const MAX_ANSWER_BYTES = 4096;
const MAX_ID_BYTES = 1024;

/** What is wrong with an answer is a fault of the handlers, whatever the test is about. */
export class ProtocolViolation extends Error {}

/** CloudFormation, as far as a custom resource sees it: requests out, one answer each in. */
export class CloudFormation {
  public readonly stackId: string;
  private readonly asynchronous: Provider;
  private readonly synchronous: Provider;
  private readonly pending = new Map<string, (answer: Answer) => void>();
  private requests = 0;

  constructor(private readonly options: CloudFormationOptions) {
    const { clock, functions, accountId = '111122223333' } = options;
    this.stackId = `arn:aws:cloudformation:eu-west-1:${accountId}:stack/Stack/51af3dc0-da77-11e4-872e-1234567db123`;
    const respond = (url: string, body: string) => this.take(url, body);
    this.asynchronous = new Provider({ clock, onEvent: functions.onEvent, isComplete: functions.isComplete, respond });
    this.synchronous = new Provider({ clock, onEvent: functions.onSynchronousEvent, respond });
  }

  /** Sends a request, and waits for its first answer as long as CloudFormation would. */
  public async send(request: Request): Promise<Answer> {
    this.requests += 1;
    const requestId = `request-${this.requests}`;
    const answered = new Promise<Answer>((resolve) => this.pending.set(requestId, resolve));
    const event = {
      RequestType: request.type,
      ResponseURL: `https://cloudformation.invalid/${requestId}?X-Amz-Date=${signingDate(this.options.clock.now())}&X-Amz-Expires=7200`,
      StackId: this.stackId,
      RequestId: requestId,
      ResourceType: request.resourceType,
      LogicalResourceId: request.logicalId,
      ResourceProperties: asText(request.properties),
      ...(request.oldProperties && { OldResourceProperties: asText(request.oldProperties) }),
      ...(request.physicalId && { PhysicalResourceId: request.physicalId }),
    };
    const provider = this.options.synchronousTypes.includes(request.resourceType) ? this.synchronous : this.asynchronous;
    for (let delivery = this.options.deliveries?.(request) ?? 1; delivery > 0; delivery -= 1) void provider.deliver(event);

    const serviceTimeout = Number(request.properties.ServiceTimeout ?? 3600) * SECOND;
    const answer = await Promise.race([answered, this.options.clock.sleep(serviceTimeout).then(() => undefined)]);
    if (answer === undefined) throw new ProtocolViolation(`${request.type} of ${request.logicalId} was not answered within ${serviceTimeout / SECOND} s`);
    if (request.type === 'Delete' && answer.physicalId !== request.physicalId) throw new ProtocolViolation('a Delete must echo its id');
    return answer;
  }

  /** An id that CloudFormation makes up for a resource whose creation it cancelled before there was an answer. */
  public inventId(logicalId: string): string {
    return `Stack-${logicalId}-1ABCDEFGHIJKL`;
  }

  private take(url: string, body: string): void {
    const bytes = Buffer.byteLength(body);
    if (bytes > MAX_ANSWER_BYTES) throw new ProtocolViolation(`an answer has ${bytes} bytes`);
    const { Status: status, Reason: reason, PhysicalResourceId: physicalId, Data: data = {}, RequestId: requestId } = JSON.parse(body) as {
      Status: Answer['status']; Reason: string; PhysicalResourceId: string; Data?: Record<string, string>; RequestId: string;
    };
    if (!url.includes(`/${requestId}?`)) throw new ProtocolViolation(`the answer to ${requestId} went to ${url}`);
    if (Buffer.byteLength(physicalId) > MAX_ID_BYTES) throw new ProtocolViolation(`an id has more than ${MAX_ID_BYTES} bytes: ${physicalId}`);
    // Of a request that was delivered twice the first answer counts.
    this.pending.get(requestId)?.({ status, reason, physicalId, data });
    this.pending.delete(requestId);
  }
}

/** The time as signatures have it, in whole seconds. */
function signingDate(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** CloudFormation hands every figure and flag on as text. */
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText);
  if (typeof value === 'object' && value !== null) return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, asText(entry)]));
  return String(value);
}
