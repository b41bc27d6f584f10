import { createServer, type IncomingMessage, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { createSdkStackReader, type CloudFormationStackReader } from '../../control/stacks';

const STACK_ID = 'arn:aws:cloudformation:eu-west-1:111122223333:stack/Media/11111111-2222-3333-4444-555555555555';
const UPDATED = '2026-11-20T10:00:00.000Z';
const NAMESPACE = 'http://cloudformation.amazonaws.com/doc/2010-05-15/';

type Answer = (parameters: URLSearchParams) => { readonly status: number; readonly body: string };

function success(action: string, result: string) {
  return {
    status: 200,
    body: `<${action}Response xmlns="${NAMESPACE}"><${action}Result>${result}</${action}Result></${action}Response>`,
  };
}

function failure(code: string, message: string) {
  const error = `<Error><Type>Sender</Type><Code>${code}</Code><Message>${message}</Message></Error>`;
  return { status: 400, body: `<ErrorResponse xmlns="${NAMESPACE}">${error}</ErrorResponse>` };
}

function summary(index: number): string {
  return '<member><LogicalResourceId>R</LogicalResourceId><ResourceType>T</ResourceType>'
    + `<PhysicalResourceId>id-${index}</PhysicalResourceId><ResourceStatus>CREATE_COMPLETE</ResourceStatus>`
    + `<LastUpdatedTimestamp>${UPDATED}</LastUpdatedTimestamp></member>`;
}

describe('createSdkStackReader', () => {
  let server: Server | undefined;
  const calls: URLSearchParams[] = [];

  async function listenWith(answer: Answer): Promise<CloudFormationStackReader> {
    calls.length = 0;
    const handle = async (request: IncomingMessage) => {
      const parameters = new URLSearchParams(await text(request));
      calls.push(parameters);
      return answer(parameters);
    };
    server = createServer((request, response) => {
      void handle(request)
        .then(({ status, body }) => response.writeHead(status, { 'content-type': 'text/xml' }).end(body));
    });
    await new Promise<void>((resolve) => { server!.listen(0, '127.0.0.1', resolve); });
    return createSdkStackReader({
      endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
      credentials: { accessKeyId: 'AKIDEXAMPLE', secretAccessKey: 'secret' },
    });
  }

  afterEach(async () => {
    server?.closeAllConnections();
    await new Promise((resolve) => { server?.close(resolve); });
  });

  test('returns the status of a stack', async () => {
    const stacks = await listenWith(() => success(
      'DescribeStacks',
      `<Stacks><member><StackName>Media</StackName><CreationTime>${UPDATED}</CreationTime>`
        + '<StackStatus>UPDATE_ROLLBACK_IN_PROGRESS</StackStatus></member></Stacks>',
    ));
    expect(await stacks.getStatus(STACK_ID)).toBe('UPDATE_ROLLBACK_IN_PROGRESS');
    expect(calls.map((call) => [call.get('Action'), call.get('StackName')])).toEqual([['DescribeStacks', STACK_ID]]);
  });

  test('returns no status for an empty answer', async () => {
    const stacks = await listenWith(() => success('DescribeStacks', '<Stacks/>'));
    expect(await stacks.getStatus(STACK_ID)).toBeUndefined();
  });

  test('returns a resource of a stack', async () => {
    const stacks = await listenWith(() => success(
      'DescribeStackResource',
      '<StackResourceDetail><LogicalResourceId>Media</LogicalResourceId><PhysicalResourceId>id-1</PhysicalResourceId>'
        + `<ResourceStatus>UPDATE_COMPLETE</ResourceStatus><LastUpdatedTimestamp>${UPDATED}</LastUpdatedTimestamp>`
        + '</StackResourceDetail>',
    ));
    expect(await stacks.getResource(STACK_ID, 'Media')).toEqual({
      physicalId: 'id-1', status: 'UPDATE_COMPLETE', updatedAt: Date.parse(UPDATED),
    });
    expect(calls[0].get('LogicalResourceId')).toBe('Media');
  });

  test('returns a resource without a physical id while CloudFormation creates it', async () => {
    const stacks = await listenWith(() => success(
      'DescribeStackResource',
      '<StackResourceDetail><ResourceStatus>CREATE_IN_PROGRESS</ResourceStatus></StackResourceDetail>',
    ));
    expect(await stacks.getResource(STACK_ID, 'Media'))
      .toEqual({ physicalId: '', status: 'CREATE_IN_PROGRESS', updatedAt: 0 });
  });

  test.each([
    `Stack with id ${STACK_ID} does not exist`,
    'Resource Media does not exist for stack Media',
  ])('returns undefined after the error %s', async (message) => {
    const stacks = await listenWith(() => failure('ValidationError', message));
    expect(await stacks.getStatus(STACK_ID)).toBeUndefined();
    expect(await stacks.getResource(STACK_ID, 'Media')).toBeUndefined();
  });

  test.each([
    ['AccessDenied', 'User is not authorized to perform: cloudformation:DescribeStacks'],
    ['ValidationError', '1 validation error detected'],
  ])('fails with %s after one attempt', async (code, message) => {
    const stacks = await listenWith(() => failure(code, message));
    await expect(stacks.getStatus(STACK_ID)).rejects.toMatchObject({ name: code });
    expect(calls).toHaveLength(1);
  });

  test('lists the resources of all pages', async () => {
    const stacks = await listenWith((parameters) => {
      const page = Number(parameters.get('NextToken') ?? '0');
      const next = page < 2 ? `<NextToken>${page + 1}</NextToken>` : '';
      return success(
        'ListStackResources', `<StackResourceSummaries>${summary(page)}</StackResourceSummaries>${next}`,
      );
    });
    const resources = await stacks.listResources(STACK_ID);
    expect(resources.map(({ physicalId }) => physicalId)).toEqual(['id-0', 'id-1', 'id-2']);
    expect(resources[0]).toEqual({ physicalId: 'id-0', status: 'CREATE_COMPLETE', updatedAt: Date.parse(UPDATED) });
  });

  test('does not follow more pages than a stack can have', async () => {
    const stacks = await listenWith(() => success(
      'ListStackResources',
      '<StackResourceSummaries><member><ResourceStatus>CREATE_FAILED</ResourceStatus></member></StackResourceSummaries>'
        + '<NextToken>again</NextToken>',
    ));
    const resources = await stacks.listResources(STACK_ID);
    expect(resources)
      .toEqual(Array.from({ length: 5 }, () => ({ physicalId: '', status: 'CREATE_FAILED', updatedAt: 0 })));
  });
});
