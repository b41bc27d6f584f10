import { type OperationHandler } from '../../engine/operation-handler';
import { invalidRequestError, requireParameter } from '../../engine/service-error';
import { type SimulatorState } from '../../engine/simulator-state';
import { bucketArn, findBucket } from '../find-bucket';
import { parseReplicationConfiguration } from '../replication-configuration';
import { type SimulatedBucket } from '../simulated-buckets';

/** A new bucket may appear as unversioned for a while. */
function isVersioned(state: SimulatorState, { versioning, createdAt }: SimulatedBucket, at: number): boolean {
  return versioning === 'Enabled' && createdAt + state.settings.versioningLagMs <= at;
}

function checkDestination(state: SimulatorState, arn: string, at: number): void {
  const bucket = state.buckets.get(arn.replace(/^arn:aws:s3:::/, ''));
  if (bucket === undefined) throw invalidRequestError('Destination bucket must exist.');
  if (!isVersioned(state, bucket, at)) throw invalidRequestError('Destination bucket must have versioning enabled.');
}

export const putBucketReplicationHandler: OperationHandler<'PutBucketReplication'> = {
  plane: 'buckets',
  permissions: (_state, { input }) => [
    { action: 's3:PutReplicationConfiguration', resource: bucketArn(input.Bucket) },
    { action: 'iam:PassRole', resource: input.ReplicationConfiguration?.Role ?? '*' },
  ],
  handle: (state, call) => {
    const source = findBucket(state, call);
    const configuration = parseReplicationConfiguration(
      source.name,
      requireParameter(call.input.ReplicationConfiguration, 'ReplicationConfiguration'),
    );
    if (!isVersioned(state, source, call.at)) {
      throw invalidRequestError('Versioning must be \'Enabled\' on the bucket to apply a replication configuration');
    }
    for (const { Destination: { Bucket: arn } } of configuration.Rules) checkDestination(state, arn, call.at);
    source.replication.push({ since: call.at, configuration });
    return {};
  },
};
