import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Resources } from './stacks';

/** A request of CloudFormation to a custom resource. */
export interface CustomResourceRequest {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

export interface CustomResourceReply {
  readonly Status?: 'SUCCESS' | 'FAILED';
  readonly PhysicalResourceId?: string;
}

type ReplyFunction = (request: CustomResourceRequest) => CustomResourceReply | Promise<CustomResourceReply>;

/** The handler of the custom resource: forwards requests to the recorder, and its replies to CloudFormation. */
const HANDLER_CODE = `exports.handler = async (event) => {
  const { ServiceToken, Recorder } = event.ResourceProperties;
  const reply = await (await fetch(Recorder, { method: 'POST', body: JSON.stringify(event) })).json();
  const { StackId, RequestId, LogicalResourceId } = event;
  const response = { Status: 'SUCCESS', Reason: 'probe', StackId, RequestId, LogicalResourceId, ...reply };
  await fetch(event.ResponseURL, { method: 'PUT', body: JSON.stringify(response) });
};`;

const FUNCTION = 'probe-custom-resource';
const QUIET_PERIOD_MS = 1_500;

export const RECORDER_STACK: Resources = {
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: {
      AssumeRolePolicyDocument: {
        Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }],
      },
    },
  },
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: FUNCTION,
      Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      Runtime: 'nodejs22.x',
      Handler: 'index.handler',
      Timeout: 60,
      Code: { ZipFile: HANDLER_CODE },
    },
  },
};

/** Records all requests to custom resources and sends configurable replies. */
export class Recorder {
  public requests: CustomResourceRequest[] = [];
  private reply?: ReplyFunction;
  private readonly server: Server;
  private readonly serviceToken: string;

  constructor(account: string, region: string) {
    this.serviceToken = `arn:aws:lambda:${region}:${account}:function:${FUNCTION}`;
    this.server = createServer((request, response) => void text(request).then(async (body) => {
      const event = JSON.parse(body) as CustomResourceRequest;
      this.requests.push(event);
      const defaultReply = { PhysicalResourceId: event.PhysicalResourceId ?? event.LogicalResourceId };
      response.end(JSON.stringify({ ...defaultReply, ...await this.reply?.(event) }));
    }));
  }

  public async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  /** Makes a template resource whose requests this recorder receives. */
  public resource(properties: object, rest: object = {}): Resources[string] {
    const { port } = this.server.address() as AddressInfo;
    const own = { ServiceToken: this.serviceToken, ServiceTimeout: 30, Recorder: `http://127.0.0.1:${port}/` };
    return { Type: 'Custom::Probe', Properties: { ...own, ...properties }, ...rest };
  }

  /**
   * Deletes the recorded requests and sets the replies to later requests.
   *
   * @param reply By default success, with the logical id as the physical id of new resources.
   */
  public reset(reply?: ReplyFunction): void {
    this.requests = [];
    this.reply = reply;
  }

  /** Waits until no more requests arrive and returns them as texts like `Delete old`. */
  public async summarizeRequests(): Promise<string[]> {
    for (let count = -1; count !== this.requests.length;) {
      count = this.requests.length;
      await sleep(count === 0 ? QUIET_PERIOD_MS : QUIET_PERIOD_MS / 3);
    }
    return this.requests.map(({ RequestType: type, PhysicalResourceId: id }) =>
      id === undefined ? type : `${type} ${id}`,
    );
  }

  public async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
