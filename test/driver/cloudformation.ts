import { type Clock } from '../../control/clock';
import { Provider, type UserFunction } from './provider';
import { StackDirectory } from './stack-directory';

export type Properties = Readonly<Record<string, unknown>>;

/** The response to one request. */
export interface ResourceResponse {
  readonly status: 'SUCCESS' | 'FAILED';
  readonly reason: string;
  readonly physicalId: string;
  readonly data: Readonly<Record<string, string>>;
}

export interface ResourceRequest {
  readonly type: 'Create' | 'Update' | 'Delete';
  readonly resourceType: string;
  readonly logicalId: string;
  readonly properties: Properties;
  readonly oldProperties?: Properties;
  readonly physicalId?: string;
}

/** The function behind the provider. */
export interface Functions {
  readonly handleEvent: UserFunction;
}

interface PendingRequest {
  readonly request: ResourceRequest;
  readonly stackId: string;
  /** Whether CloudFormation has cancelled the request. */
  isCancelled?: boolean;
  /** Whether onEvent failed, so that CloudFormation sends no Delete to the handler. */
  hasFailedEarly?: boolean;
  resolve: (response: ResourceResponse) => void;
  responsesLeft: number;
  /** When the request is delivered first, in milliseconds after it was made. */
  readonly firstDelivery: number;
  hasResponse: boolean;
}

export interface CloudFormationOptions {
  readonly clock: Clock;
  readonly functions: Functions;
  readonly accountId?: string;
  /** Default: Stack. */
  readonly stackName?: string;
  /**
   * When a request is delivered, in milliseconds after it was made. Lambda delivers an event at least once. Default:
   * once, immediately.
   */
  readonly deliveries?: (request: ResourceRequest) => readonly number[];
  /** The states of the stacks that the handlers can read. */
  readonly directory?: StackDirectory;
  /** When a request without a response fails, in seconds. Default: `ServiceTimeout`, or one hour without it. */
  readonly timeOutAfter?: (properties: Properties) => number;
  /** Receives every request and response as text. */
  readonly onMessage?: (text: string) => void;
}

/** Everybody with the address of the response can end the request. */
const RESPONSE_HOST = 'cloudformation.invalid';
const SESSION_TOKEN = 'secret-session-token';
/** No message may contain them. */
export const SECRETS_OF_EVENTS: readonly string[] = [RESPONSE_HOST, SESSION_TOKEN];

const SECOND = 1000;
const MAX_RESPONSE_BYTES = 4096;
const MAX_ID_BYTES = 1024;
/** A handler responds within this time if the request has already timed out. */
const RESPONSE_TIME = 300 * SECOND;
const FIRST_STACK = 123;

/** The part of CloudFormation that custom resources use. It sends requests and receives one response to each. */
export class CloudFormation {
  public stackId = '';
  /** Violations of CloudFormation's protocol. Any violation is a fault of the handlers. */
  public readonly violations: string[] = [];
  /**
   * The ids of creations in a second delivery whose first delivery had failed in onEvent. CloudFormation sends no
   * Delete to the handler.
   */
  public readonly lateCreations: string[] = [];
  /**
   * The request ids of Updates that CloudFormation cancelled and did not roll back. It knows no resource that such an
   * Update creates.
   */
  public readonly forgottenUpdates: string[] = [];
  /** When each Delete was sent. */
  public readonly deletionTimes: number[] = [];
  /** The ids of resources in the responses that CloudFormation accepted. */
  public readonly acceptedIds = new Set<string>();
  private readonly directory: StackDirectory;
  private readonly provider: Provider;
  private readonly pending = new Map<string, PendingRequest>();
  private requests = 0;
  private stacks = 0;

  constructor(private readonly options: CloudFormationOptions) {
    const { clock, functions } = options;
    this.directory = options.directory ?? new StackDirectory(clock);
    this.startStack();
    this.provider = new Provider({
      clock, handleEvent: functions.handleEvent, respond: (url: string, body: string) => this.receive(url, body),
    });
  }

  private get stackName(): string {
    return this.options.stackName ?? 'Stack';
  }

  /** A stack that is deployed again after its deletion has a new id. */
  public startStack(): void {
    const { accountId = '111122223333' } = this.options;
    const uuid = `51af3dc0-da77-11e4-872e-1234567db${FIRST_STACK + this.stacks}`;
    this.stackId = `arn:aws:cloudformation:eu-west-1:${accountId}:stack/${this.stackName}/${uuid}`;
    this.stacks += 1;
  }

  /** Sets the status of the stack. */
  public setStatus(status: string): void {
    this.directory.setStatus(this.stackId, status);
  }

  /** Cancels the pending change of a resource. CloudFormation ignores its later response. */
  public cancel(logicalId: string, type: ResourceRequest['type']): void {
    for (const pending of this.pending.values()) {
      if (pending.request.logicalId === logicalId && !pending.hasResponse) pending.isCancelled = true;
    }
    this.directory.setResource(this.stackId, logicalId, `${type.toUpperCase()}_FAILED`);
  }

  /** Notes that CloudFormation does not roll back the last request of a resource, if it is a cancelled Update. */
  public keepCancelledUpdate(logicalId: string): void {
    const last = [...this.pending].filter(([, { request }]) => request.logicalId === logicalId).at(-1);
    if (last?.[1].isCancelled && last[1].request.type === 'Update') this.forgottenUpdates.push(last[0]);
  }

  /** A replaced resource has no row of its own, because the row of its logical id shows the replacement. */
  private showRequest({ type, logicalId, physicalId }: ResourceRequest): void {
    const isShown = type !== 'Delete' || this.directory.getPhysicalId(this.stackId, logicalId) === physicalId;
    if (isShown) this.directory.setResource(this.stackId, logicalId, `${type.toUpperCase()}_IN_PROGRESS`, physicalId);
  }

  private showResponse(stackId: string, request: ResourceRequest, response: ResourceResponse): void {
    const { type, logicalId, physicalId: oldId } = request;
    const isShown = type !== 'Delete' || this.directory.getPhysicalId(stackId, logicalId) === oldId;
    const outcome = response.status === 'SUCCESS' ? 'COMPLETE' : 'FAILED';
    const status = `${type.toUpperCase()}_${outcome}`;
    if (isShown) this.directory.setResource(stackId, logicalId, status, response.physicalId);
  }

  /** Sends a request, and waits for its first response until the service time-out. */
  public async send(request: ResourceRequest): Promise<ResourceResponse> {
    const { clock, deliveries = () => [0], onMessage } = this.options;
    this.requests += 1;
    const requestId = `${this.stackName}-request-${this.requests}`;
    const delays = deliveries(request);
    this.showRequest(request);
    if (request.type === 'Delete') this.deletionTimes.push(clock.now());
    onMessage?.(
      `${request.type} ${request.logicalId} ${request.physicalId ?? ''} ${JSON.stringify(request.properties)}`,
    );
    const pending: PendingRequest = {
      request,
      responsesLeft: delays.length,
      firstDelivery: Math.min(...delays),
      hasResponse: false,
      stackId: this.stackId,
      resolve: () => undefined,
    };
    this.pending.set(requestId, pending);
    const response = new Promise<ResourceResponse>((resolve) => { pending.resolve = resolve; });
    const query =
      `X-Amz-Date=${formatSigningDate(clock.now())}&X-Amz-Expires=7200&X-Amz-Security-Token=${SESSION_TOKEN}`;
    const event = {
      RequestType: request.type,
      ResponseURL: `https://${RESPONSE_HOST}/${requestId}?${query}`,
      StackId: this.stackId,
      RequestId: requestId,
      ResourceType: request.resourceType,
      LogicalResourceId: request.logicalId,
      ResourceProperties: stringifyValues(request.properties),
      ...(request.oldProperties && { OldResourceProperties: stringifyValues(request.oldProperties) }),
      ...(request.physicalId && { PhysicalResourceId: request.physicalId }),
    };
    for (const delay of delays) void clock.sleep(delay).then(() => this.provider.deliver(event));

    const { timeOutAfter = readServiceTimeout } = this.options;
    const serviceTimeout = timeOutAfter(request.properties) * SECOND;
    void clock.sleep(serviceTimeout).then(() => this.timeOut(pending, serviceTimeout));
    return response;
  }

  /** Fails the request if there is no response. */
  private timeOut(pending: PendingRequest, after: number): void {
    const { hasResponse, request, resolve, firstDelivery } = pending;
    if (hasResponse) return;
    // Lambda can deliver an event hours later. The handler could then not respond in time.
    if (firstDelivery + RESPONSE_TIME < after) {
      this.violations.push(`${request.type} of ${request.logicalId} was not answered within ${after / SECOND} s`);
    }
    if (!pending.isCancelled) this.cancel(request.logicalId, request.type);
    resolve({
      status: 'FAILED',
      reason: 'no response',
      physicalId: request.physicalId ?? this.inventId(request.logicalId),
      data: {},
    });
  }

  /** Returns the id that CloudFormation invents for a resource if it cancelled the creation before the response. */
  public inventId(logicalId: string): string {
    return `${this.stackName}-${logicalId}-1ABCDEFGHIJKL`;
  }

  private receive(url: string, body: string): void {
    const {
      Status: status,
      Reason: reason,
      PhysicalResourceId: physicalId,
      Data: data = {},
      RequestId: requestId,
    } = JSON.parse(body) as {
      Status: ResourceResponse['status'];
      Reason: string;
      PhysicalResourceId: string;
      Data?: Record<string, string>;
      RequestId: string;
    };
    const pending = this.pending.get(requestId)!;
    const { request } = pending;
    const isFirst = !pending.hasResponse;
    const isFailedEarly = physicalId.endsWith('::CREATE_FAILED');
    if (!isFirst && pending.hasFailedEarly && !isFailedEarly) this.lateCreations.push(physicalId);
    pending.hasFailedEarly ||= isFailedEarly;
    pending.responsesLeft -= 1;
    pending.hasResponse = true;
    const check = (isValid: boolean, violation: string) => {
      if (!isValid) this.violations.push(`${violation}: ${request.type} of ${request.logicalId}`);
    };
    check(url.includes(`/${requestId}?`), 'a response went to the URL of another request');
    check(Buffer.byteLength(body) <= MAX_RESPONSE_BYTES, `a response has ${Buffer.byteLength(body)} bytes`);
    check(Buffer.byteLength(physicalId) <= MAX_ID_BYTES, `an id has more than ${MAX_ID_BYTES} bytes`);
    check(request.type !== 'Delete' || physicalId === request.physicalId, 'a Delete must echo its id');
    check(pending.responsesLeft >= 0, 'one delivery has two responses');
    const details = status === 'FAILED' ? reason : JSON.stringify(data);
    this.options.onMessage?.(`${request.type} ${request.logicalId}: ${status} ${physicalId} ${details}`);
    const response = { status, reason, physicalId, data };
    // CloudFormation uses the first response to a request that was delivered twice, and none to a cancelled request.
    if (isFirst && !pending.isCancelled) {
      this.acceptedIds.add(physicalId);
      this.showResponse(pending.stackId, request, response);
    }
    pending.resolve(response);
  }
}

function readServiceTimeout({ ServiceTimeout: seconds = 3600 }: Properties): number {
  return Number(seconds);
}

/** Formats a time like the date of a signature, in whole seconds. */
function formatSigningDate(at: number): string {
  return new Date(at).toISOString().replace(/[-:]|\.\d+/g, '');
}

/** CloudFormation sends numbers and booleans as text. */
export function stringifyValues(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(stringifyValues);
  if (typeof value === 'object' && value !== null) {
    return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, stringifyValues(entry)]));
  }
  return String(value);
}
