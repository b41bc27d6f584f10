import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** Answers a call with this body. Without an answer, the connection stays open. */
export type FakeAnswer = (response: ServerResponse, body: string) => void;

const STS = 'https://sts.amazonaws.com/doc/2011-06-15/';
const S3_CONTROL = 'http://awss3control.amazonaws.com/doc/2018-08-20/';
const IAM = 'https://iam.amazonaws.com/doc/2010-05-08/';
export const CLOUDFORMATION = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

/** Services of AWS on loopback, with the answers of a test. */
export class FakeAws {
  /** Starts services that accept the account and answer nothing else. */
  public static async start(accountId: string): Promise<FakeAws> {
    const fake = new FakeAws(accountId);
    fake.server.listen(0, '127.0.0.1');
    await once(fake.server, 'listening');
    return fake;
  }

  /** The operations that the services have received, in order. */
  public readonly operations: string[] = [];
  /** By operation. */
  public readonly answers = new Map<string, FakeAnswer>();
  private readonly server = createServer((request, response) => {
    void this.answer(request, response);
  });

  private constructor(accountId: string) {
    this.answers.set('GetCallerIdentity', sendXml('GetCallerIdentityResponse', STS,
      `<GetCallerIdentityResult><Arn>arn:aws:iam::${accountId}:user/me</Arn><UserId>AIDA1</UserId>`
      + `<Account>${accountId}</Account></GetCallerIdentityResult>`));
    this.answers.set('ListMultiRegionAccessPoints',
      sendXml('ListMultiRegionAccessPointsResult', S3_CONTROL, '<AccessPoints></AccessPoints>'));
    this.answers.set('SimulatePrincipalPolicy', sendXml('SimulatePrincipalPolicyResponse', IAM,
      '<SimulatePrincipalPolicyResult><IsTruncated>false</IsTruncated><EvaluationResults/>'
      + '</SimulatePrincipalPolicyResult>'));
  }

  /** The host resolves with the account id of S3 Control in front of it. */
  public get url(): string {
    return `http://localhost:${(this.server.address() as AddressInfo).port}`;
  }

  public count(operation: string): number {
    return this.operations.filter((one) => one === operation).length;
  }

  public async stop(): Promise<void> {
    this.server.close();
    this.server.closeAllConnections();
    await once(this.server, 'close');
    // The clients close their ends of the connections later.
    const deadline = Date.now() + 1_000;
    while (process.getActiveResourcesInfo().some((name) => name.startsWith('TCP')) && Date.now() < deadline) {
      await new Promise((resolve) => { setTimeout(resolve, 5); });
    }
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let body = '';
    for await (const chunk of request) body += String(chunk);
    const operation = /\bAction=(\w+)/.exec(body)?.[1] ?? nameRequest(request);
    this.operations.push(operation);
    this.answers.get(operation)?.(response, body);
  }
}

function nameRequest({ method, url = '' }: IncomingMessage): string {
  if (url.startsWith('/v20180820/mrap/instances')) return 'ListMultiRegionAccessPoints';
  return `${method} ${url}`;
}

/** Sends an answer of AWS. */
export function sendXml(root: string, namespace: string, content: string, status = 200): FakeAnswer {
  return (response) => {
    response.writeHead(status, { 'content-type': 'text/xml', 'x-amz-request-id': 'request-1' });
    response.end(`<${root} xmlns="${namespace}">${content}<ResponseMetadata><RequestId>request-1</RequestId>`
      + `</ResponseMetadata></${root}>`);
  };
}

/** Sends an error of STS. */
export function sendStsError(status: number, code: string, message: string): FakeAnswer {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return sendXml('ErrorResponse', STS, error, status);
}

export function sendPage(status: number, text: string, type = 'text/html'): FakeAnswer {
  return (response) => {
    response.writeHead(status, { 'content-type': type });
    response.end(text);
  };
}

/** Sends the answer of CloudFormation to the creation of a stack. */
export function sendStackId(): FakeAnswer {
  return (response, body) => {
    const id = `arn:aws:cloudformation:eu-west-1:111122223333:stack/${new URLSearchParams(body).get('StackName')}/1`;
    sendXml('CreateStackResponse', CLOUDFORMATION,
      `<CreateStackResult><StackId>${id}</StackId></CreateStackResult>`)(response, body);
  };
}

/** Sends the description of a stack of a run. */
export function sendStackStatus(name: string, prefix: string, status: string): FakeAnswer {
  const id = `arn:aws:cloudformation:eu-west-1:111122223333:stack/${name}/1`;
  return sendXml('DescribeStacksResponse', CLOUDFORMATION,
    `<DescribeStacksResult><Stacks><member><StackId>${id}</StackId><StackName>${name}</StackName>`
    + `<StackStatus>${status}</StackStatus><CreationTime>2026-11-29T12:00:00Z</CreationTime><Tags><member>`
    + `<Key>mrap-verify-run</Key><Value>${prefix}</Value></member></Tags></member></Stacks></DescribeStacksResult>`);
}
