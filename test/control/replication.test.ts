import { Readable } from 'node:stream';
import { toFailure } from '../../control/failure';
import { getReplication, isNotVisibleYet, putReplication } from '../../control/replication';
import { type S3Control, sdkS3Control } from '../../control/s3-control';
import { createHandlers } from '../../lambda/handlers';
import { ACCOUNT } from '../support/accounts';
import { bench } from './support';

const SOURCE = { bucket: 'media-eu', region: 'eu-west-1', owner: ACCOUNT };
const NOW = { now: () => 0, sleep: async () => undefined };

/** The SDK, with an S3 behind it that answers every call like this. */
function answering(body: string | Uint8Array | Readable | undefined, calls: string[] = []): S3Control {
  const requestHandler = {
    handle: async ({ method }: { method: string }) => {
      calls.push(method);
      return { response: { statusCode: 200, headers: {}, body } };
    },
  };
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'secret' };
  return sdkS3Control({}, { credentials, requestHandler: requestHandler as never });
}

function configuration(more = ''): string {
  return (
    '<?xml version="1.0"?><ReplicationConfiguration xmlns="http://s3.amazonaws.com/doc/2006-03-01/"><Role>arn:aws:iam::1:role/r</Role>' +
    `<Rule><ID>a &lt;tag&gt;</ID><Status>Enabled</Status>${more}<Destination><Bucket>arn:aws:s3:::b</Bucket></Destination></Rule></ReplicationConfiguration>`
  );
}

test.each([
  ['bytes', () => Buffer.from(configuration())],
  [
    'a stream',
    () => Readable.from([Buffer.from(configuration().slice(0, 99)), Buffer.from(configuration().slice(99))]),
  ],
])('a configuration comes as %s', async (_kind, body) => {
  const read = await getReplication(answering(body()), SOURCE);
  expect(read).toEqual({
    role: 'arn:aws:iam::1:role/r',
    rules: [{ ID: 'a <tag>', Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::b' } }],
  });
});

test.each([Buffer.from(''), undefined])('an empty answer is none', async (body) => {
  await expect(getReplication(answering(body), SOURCE)).rejects.toThrow('has no rule');
});

test('what stands beside role and rules stops the handler before it writes', async () => {
  const calls: string[] = [];
  const s3 = answering(
    Buffer.from(configuration().replace('<Rule>', '<Checksums><Kind>SHA256</Kind></Checksums><Rule>')),
    calls,
  );
  await expect(getReplication(s3, SOURCE)).rejects.toMatchObject({ elements: ['Checksums'] });
  const { onEvent } = createHandlers({ s3, clock: NOW, report: () => undefined, operations: new Map() });
  const event = {
    RequestType: 'Create',
    StackId: `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/Stack/1`,
    RequestId: 'request',
    LogicalResourceId: 'Replication',
    ResourceType: 'Custom::S3BucketReplication',
    ResourceProperties: { Bucket: 'media-eu', Region: 'eu-west-1', Role: 'arn:aws:iam::1:role/r', Rules: [] },
  };
  await expect(onEvent(event)).rejects.toThrow(/MRAP935.*Checksums.*nothing was written/);
  expect(calls).toEqual(['GET', 'GET']);
});

describe.each(['s3', 'sdk'] as const)('through %s', (port) => {
  test('a bucket of somebody else is denied, though its name is right', async () => {
    const made = bench();
    await expect(
      getReplication(made[port], { ...SOURCE, owner: '999988887777' }).catch((error: unknown) =>
        Promise.reject(new Error(toFailure(error).kind)),
      ),
    ).rejects.toThrow('denied');
  });

  test('a bucket without replication has none, and none can be put', async () => {
    const made = bench();
    expect(await getReplication(made[port], SOURCE)).toBeUndefined();
    await putReplication(made[port], SOURCE, undefined);
    expect(made.simulator.journal.count('DeleteBucketReplication')).toBe(1);
  });

  test('a destination that is not there yet may come', async () => {
    const made = bench();
    made.simulator.buckets.get('media-eu')!.versioning = 'Enabled';
    const rules = [
      {
        ID: 'a',
        Status: 'Enabled' as const,
        Priority: 1,
        Filter: { Prefix: '' },
        DeleteMarkerReplication: { Status: 'Disabled' as const },
        Destination: { Bucket: 'arn:aws:s3:::none-such' },
      },
    ];
    const error: unknown = await putReplication(made[port], SOURCE, {
      role: `arn:aws:iam::${ACCOUNT}:role/r`,
      rules,
    }).catch((thrown: unknown) => thrown);
    expect(isNotVisibleYet(toFailure(error))).toBe(true);
  });
});
