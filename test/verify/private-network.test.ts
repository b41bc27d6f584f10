import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type FunctionAnswer } from '../../verify/lab/private-network';
import { type SignedRequest } from '../../verify/lab/signed-request';
import { makePrivateNetworkTemplate } from '../../verify/lab/templates/private-network';

const { handler: send } = jest.requireActual<{
  readonly handler: (requests: readonly SignedRequest[]) => Promise<readonly FunctionAnswer[]>;
}>('../../verify/lab/templates/request-function.cjs');

/** Runs work with the URL of a server that answers as a test says. */
async function withServer<T>(
  answer: (request: IncomingMessage, response: ServerResponse) => void, work: (url: string) => Promise<T>,
): Promise<T> {
  const server = createServer(answer);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  try {
    return await work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`);
  } finally {
    server.close();
    server.closeAllConnections();
    await once(server, 'close');
  }
}

describe('makePrivateNetworkTemplate', () => {
  test('has a function that sends the signed headers and returns the content of an object', async () => {
    const seen: unknown[] = [];
    const answers = await withServer(({ url, headers }, response) => {
      seen.push({ url, authorization: headers.authorization });
      response.end('open');
    }, async (url) => send([{ url: `${url}/open`, headers: { authorization: 'signature' } }]));
    expect(answers).toEqual([{ status: 200, body: 'open' }]);
    expect(seen).toEqual([{ url: '/open', authorization: 'signature' }]);
  });

  test('has a function that returns only the code of an error, which can repeat the signed headers', async () => {
    const answers = await withServer((_request, response) => {
      response.writeHead(403);
      response.end('<Error><Code>SignatureDoesNotMatch</Code><CanonicalRequest>token</CanonicalRequest></Error>');
    }, async (url) => send([{ url, headers: {} }]));
    expect(answers).toEqual([{ status: 403, body: '<Code>SignatureDoesNotMatch</Code>' }]);
  });

  test('has a function that does not send the signed headers to another server', async () => {
    const answers = await withServer((_request, response) => {
      response.writeHead(307, { location: 'http://127.0.0.1:1/' });
      response.end('<html>elsewhere</html>');
    }, async (url) => send([{ url, headers: {} }]));
    expect(answers).toEqual([{ status: 307, body: '' }]);
  });

  test('has a function that returns the reason if it cannot connect', async () => {
    const closed = await withServer(() => undefined, async (url) => url);
    expect(await send([{ url: closed, headers: {} }])).toEqual([{ error: 'ECONNREFUSED' }]);
  });
});

interface Resource {
  readonly Type: string;
  readonly DependsOn?: string;
  readonly Properties: Readonly<Record<string, unknown>>;
}

describe('makePrivateNetworkTemplate', () => {
  const { Resources: resources } = makePrivateNetworkTemplate({
    name: 'media',
    arn: 'arn:aws:s3::111122223333:accesspoint/m.mrap',
    members: [{ bucket: 'one', region: 'eu-west-1' }, { bucket: 'two', region: 'us-east-1' }],
  }) as { readonly Resources: Readonly<Record<string, Resource>> };

  test('contains no way to the internet', () => {
    expect(Object.values(resources).map(({ Type: type }) => type).sort()).toEqual([
      'AWS::EC2::SecurityGroup', 'AWS::EC2::Subnet', 'AWS::EC2::VPC', 'AWS::EC2::VPCEndpoint', 'AWS::IAM::Role',
      'AWS::Lambda::Function',
    ]);
    const { SecurityGroupEgress: [rule, ...others] } = resources.SecurityGroup.Properties as {
      readonly SecurityGroupEgress: readonly object[];
    };
    expect({ rule, others }).toEqual({
      rule: { IpProtocol: 'tcp', FromPort: 443, ToPort: 443, CidrIp: '10.0.0.0/28' }, others: [],
    });
  });

  test('allows the endpoint only to read the objects of the access point', () => {
    expect(resources.Endpoint.Properties.PolicyDocument).toMatchObject({
      Statement: [{
        Action: 's3:GetObject',
        Resource: [
          'arn:aws:s3::111122223333:accesspoint/m.mrap/object/*', 'arn:aws:s3:::one/*', 'arn:aws:s3:::two/*',
        ],
      }],
    });
  });

  test('deletes the network before the role with which Lambda deletes the interfaces in it', () => {
    expect([resources.Subnet, resources.SecurityGroup].map(({ DependsOn: role }) => role))
      .toEqual(['FunctionRole', 'FunctionRole']);
  });

  test('has a function that is short enough for a template and cannot write logs', () => {
    const { Code: { ZipFile: code } } = resources.Function.Properties as {
      readonly Code: { readonly ZipFile: string };
    };
    expect(code.length).toBeLessThan(4096);
    expect(JSON.stringify(resources.FunctionRole)).not.toContain('logs:');
  });
});
