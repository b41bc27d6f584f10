import { type OperationHandler } from '../../engine/operation-handler';
import { invalidRequest, required } from '../../engine/service-error';
import { type World } from '../../engine/world';
import { bucketArn, findBucket } from '../find-bucket';
import { type OwnBucket } from '../own';
import { checkedConfiguration } from '../replication-configuration';

/** A bucket that was just created may not be seen as versioned everywhere. */
function isVersioned(world: World, { versioning, createdAt }: OwnBucket, at: number): boolean {
  return versioning === 'Enabled' && createdAt + world.settings.versioningLagMs <= at;
}

function checkDestination(world: World, arn: string, at: number): void {
  const bucket = world.buckets.get(arn.replace(/^arn:aws:s3:::/, ''));
  if (bucket === undefined) throw invalidRequest('Destination bucket must exist.');
  if (!isVersioned(world, bucket, at)) throw invalidRequest('Destination bucket must have versioning enabled.');
}

export const putBucketReplication: OperationHandler<'PutBucketReplication'> = {
  plane: 'buckets',
  permissions: (_world, { input }) => [
    { action: 's3:PutReplicationConfiguration', resource: bucketArn(input.Bucket) },
    { action: 'iam:PassRole', resource: input.ReplicationConfiguration?.Role ?? '*' },
  ],
  handle: (world, call) => {
    const source = findBucket(world, call);
    const configuration = checkedConfiguration(source.name, required(call.input.ReplicationConfiguration, 'ReplicationConfiguration'));
    if (!isVersioned(world, source, call.at)) {
      throw invalidRequest('Versioning must be \'Enabled\' on the bucket to apply a replication configuration');
    }
    for (const { Destination: { Bucket: destination } } of configuration.Rules) checkDestination(world, destination, call.at);
    source.replication.push({ since: call.at, configuration });
    return {};
  },
};
