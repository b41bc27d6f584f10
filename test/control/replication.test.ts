import { Readable } from 'node:stream';
import { toFailure } from '../../control/failure';
import { getReplication, isNotVisibleYet, putReplication } from '../../control/replication';
import { type S3Control, sdkS3Control } from '../../control/s3-control';
import { createHandlers } from '../../lambda/handlers';
import { ACCOUNT } from '../support/accounts';
import { bench } from './support';

const SOURCE = { bucket: 'media-eu', region: 'eu-west-1', owner: ACCOUNT };
const NOW = { now: () => 0, sleep: async () => undefined };

/** Creates an SDK client that receives this response to every call. */
function respondWith(body: string | Uint8Array | Readable | undefined, calls: string[] = []): S3Control {
  const requestHandler = {
    handle: async ({ method }: { method: string }) => {
      calls.push(method);
      return { response: { statusCode: 200, headers: {}, body } };
    },
  };
  const credentials = { accessKeyId: ACCOUNT, secretAccessKey: 'secret' };
  return sdkS3Control({}, { credentials, requestHandler });
}

function configuration(more = ''): string {
  const destination = '<Destination><Bucket>arn:aws:s3:::b</Bucket></Destination>';
  const rule = `<Rule><ID>a &lt;tag&gt;</ID><Status>Enabled</Status>${more}${destination}</Rule>`;
  const content = `<Role>arn:aws:iam::1:role/r</Role>${rule}`;
  const root = 'ReplicationConfiguration';
  return `<?xml version="1.0"?><${root} xmlns="http://s3.amazonaws.com/doc/2006-03-01/">${content}</${root}>`;
}

describe('getReplication', () => {
  test.each([
    ['bytes', () => Buffer.from(configuration())],
    [
      'a stream',
      () => Readable.from([Buffer.from(configuration().slice(0, 99)), Buffer.from(configuration().slice(99))]),
    ],
  ])('parses a configuration from %s', async (_kind, body) => {
    const read = await getReplication(respondWith(body()), SOURCE);
    expect(read).toEqual({
      role: 'arn:aws:iam::1:role/r',
      rules: [{ ID: 'a <tag>', Status: 'Enabled', Destination: { Bucket: 'arn:aws:s3:::b' } }],
    });
  });

  test.each([Buffer.from(''), undefined])('throws for the empty response %j', async (body) => {
    await expect(getReplication(respondWith(body), SOURCE)).rejects.toThrow('has no rule');
  });

  test('throws for an unknown element before the handler writes', async () => {
    const calls: string[] = [];
    const s3 = respondWith(
      Buffer.from(configuration().replace('<Rule>', '<Checksums><Kind>SHA256</Kind></Checksums><Rule>')),
      calls,
    );
    await expect(getReplication(s3, SOURCE)).rejects.toMatchObject({ elements: ['Checksums'] });
    const { handleEvent } = createHandlers({ s3, clock: NOW, report: () => undefined, operations: new Map() });
    const event = {
      RequestType: 'Create',
      StackId: `arn:aws:cloudformation:eu-west-1:${ACCOUNT}:stack/Stack/1`,
      RequestId: 'request',
      LogicalResourceId: 'Replication',
      ResourceType: 'Custom::S3BucketReplication',
      ResourceProperties: { Bucket: 'media-eu', Region: 'eu-west-1', Role: 'arn:aws:iam::1:role/r', Rules: [] },
    };
    await expect(handleEvent(event)).rejects.toThrow(/MRAP935.*Checksums.*nothing was written/);
    expect(calls).toEqual(['GET', 'GET']);
  });

  describe.each(['s3', 'sdk'] as const)('through %s', (port) => {
    test('throws AccessDenied for a bucket of another account', async () => {
      const made = bench();
      await expect(
        getReplication(made[port], { ...SOURCE, owner: '999988887777' }).catch((error: unknown) =>
          Promise.reject(new Error(toFailure(error).kind)),
        ),
      ).rejects.toThrow('denied');
    });

    test('returns undefined for a bucket without a configuration, which can be written', async () => {
      const made = bench();
      expect(await getReplication(made[port], SOURCE)).toBeUndefined();
      await putReplication(made[port], SOURCE, undefined);
      expect(made.simulator.journal.count('DeleteBucketReplication')).toBe(1);
    });

    test('recognizes a destination that does not exist yet', async () => {
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
});
