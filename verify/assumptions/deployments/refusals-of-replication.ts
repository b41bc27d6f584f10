import { PutBucketReplicationCommand } from '@aws-sdk/client-s3';
import { requireRefusal } from '../../lab/refusal';
import { putWhenVersioned } from '../../lab/replication';
import { type ServiceLab } from '../../lab/service-lab';
import { type Assumption } from '../../model/assumption';
import { decide } from '../../model/verdict';

export const refusalsOfReplication: Assumption = {
  id: '18',
  statement:
    'While S3 does not see the versioning of a bucket or the destination bucket, `put-bucket-replication` fails '
    + 'with `InvalidRequest` and a message that names it.',
  evidence: 'Terraform\'s issue 749 quotes the messages.',
  consequence: 'A first deployment fails with MRAP933 instead of waiting. It succeeds when it is repeated.',
  manualCheck: 'Put a rule immediately after you create the destination.',
  verification: {
    subject: 'service',
    group: 'hour',
    minutes: 1,
    run: async (lab) => {
      const [from, to] = lab.memberRegions;
      const source = await lab.createBucket(from, 'Enabled');
      const unversioned = await lab.createBucket(to);
      // S3 can see the versioning of the source late. Only a refusal of the destination counts.
      const putVersioned = async (destination: string) =>
        putWhenVersioned(lab, async () => put(lab, source, destination), /^(?!.*destination).*versioning/i)
          .then(() => 'accepted', describeRefusal);
      const refusals = [
        {
          of: 'an unversioned source',
          named: /versioning/i,
          answer: await put(lab, await lab.createBucket(from), source).then(() => 'accepted', describeRefusal),
        },
        {
          of: 'an unversioned destination',
          named: /destination.*versioning/i,
          answer: await putVersioned(unversioned),
        },
        { of: 'a missing destination', named: /destination.*exist/i, answer: await putVersioned(lab.makeName()) },
      ];
      const wrong = refusals.filter(({ named, answer }) => !/^InvalidRequest:/.test(answer) || !named.test(answer));
      return decide(wrong.length === 0, refusals.map(({ of, answer }) => `${of}: ${answer}`).join('; '));
    },
  },
};

/** Puts a rule that replicates all objects. */
async function put(lab: ServiceLab, source: string, destination: string): Promise<void> {
  await lab.clients.s3(lab.memberRegions[0]).send(new PutBucketReplicationCommand({
    Bucket: source,
    ReplicationConfiguration: {
      Role: lab.replicationRoleArn,
      Rules: [{
        ID: 'probe',
        Status: 'Enabled',
        Priority: 1,
        Filter: { Prefix: '' },
        DeleteMarkerReplication: { Status: 'Disabled' },
        Destination: { Bucket: `arn:aws:s3:::${destination}` },
      }],
    },
  }));
}

function describeRefusal(error: unknown): string {
  const { code, message } = requireRefusal(error);
  return `${code}: ${message}`;
}
