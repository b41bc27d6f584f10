import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { setTimeout as sleep } from 'node:timers/promises';
import { type Resources } from './stacks';

/** A request as CloudFormation sends it to a custom resource. */
export interface Request {
  readonly RequestType: 'Create' | 'Update' | 'Delete';
  readonly LogicalResourceId: string;
  readonly PhysicalResourceId?: string;
  readonly ResourceProperties: Readonly<Record<string, unknown>>;
}

export interface Reply {
  readonly Status?: 'SUCCESS' | 'FAILED';
  readonly PhysicalResourceId?: string;
}

type Answering = (request: Request) => Reply | Promise<Reply>;

/** Hands every request on to whoever probes, and the reply back. */
const CODE = `exports.handler = async (event) => {
  const { ServiceToken, Recorder } = event.ResourceProperties;
  const reply = await (await fetch(Recorder, { method: 'POST', body: JSON.stringify(event) })).json();
  const { StackId, RequestId, LogicalResourceId } = event;
  const body = JSON.stringify({ Status: 'SUCCESS', Reason: 'as told', StackId, RequestId, LogicalResourceId, ...reply });
  await fetch(event.ResponseURL, { method: 'PUT', body });
};`;

const FUNCTION = 'probe-custom-resource';
const QUIET_MS = 1_500;

export const RECORDER_STACK: Resources = {
  Role: {
    Type: 'AWS::IAM::Role',
    Properties: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Allow', Principal: { Service: 'lambda.amazonaws.com' }, Action: 'sts:AssumeRole' }] } },
  },
  Function: {
    Type: 'AWS::Lambda::Function',
    Properties: {
      FunctionName: FUNCTION, Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Runtime: 'nodejs22.x', Handler: 'index.handler', Timeout: 60, Code: { ZipFile: CODE },
    },
  },
};

/** Sees every request to custom resources, and answers them as it is told. */
export class Recorder {
  public requests: Request[] = [];
  private reply?: Answering;
  private readonly server: Server;
  private readonly serviceToken: string;

  constructor(account: string, region: string) {
    this.serviceToken = `arn:aws:lambda:${region}:${account}:function:${FUNCTION}`;
    this.server = createServer((request, response) => void text(request).then(async (body) => {
      const event = JSON.parse(body) as Request;
      this.requests.push(event);
      const told = { PhysicalResourceId: event.PhysicalResourceId ?? event.LogicalResourceId, ...await this.reply?.(event) };
      response.end(JSON.stringify(told));
    }));
  }

  public async start(): Promise<void> {
    this.server.listen(0, '127.0.0.1');
    await once(this.server, 'listening');
  }

  /** A custom resource whose requests come here. */
  public resource(properties: object, rest: object = {}): Resources[string] {
    const { port } = this.server.address() as AddressInfo;
    const own = { ServiceToken: this.serviceToken, ServiceTimeout: 30, Recorder: `http://127.0.0.1:${port}/` };
    return { Type: 'Custom::Probe', Properties: { ...own, ...properties }, ...rest };
  }

  /** Forgets what was, and answers by this from now on. Default: success, under the logical id of what has no id yet. */
  public begin(reply?: Answering): void {
    this.requests = [];
    this.reply = reply;
  }

  /** What was requested, such as `Delete old`; waits for what may still come. */
  public async heard(): Promise<string[]> {
    for (let count = -1; count !== this.requests.length;) {
      count = this.requests.length;
      await sleep(count === 0 ? QUIET_MS : QUIET_MS / 3);
    }
    return this.requests.map(({ RequestType: type, PhysicalResourceId: id }) => (id === undefined ? type : `${type} ${id}`));
  }

  public async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
  }
}
