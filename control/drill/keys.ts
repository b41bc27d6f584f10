import { type Check } from './report';
import { type DrillContext, runCheck } from './step';

/** The key that S3 makes where KMS is asked for and none is named. */
const MANAGED_KEY = 'alias/aws/s3';

/** Whether the key that each member encrypts with can be used. */
export function checkKeys({ aws, clock, members }: DrillContext): Promise<Check[]> {
  return Promise.all(members.map(({ region, bucket }) => runCheck(clock, 'key', bucket, async () => {
    const { ServerSideEncryptionConfiguration: configuration } = await aws.ask(region, 'GetBucketEncryption', { Bucket: bucket });
    const byDefault = configuration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
    if (!byDefault?.SSEAlgorithm?.startsWith('aws:kms')) return ['passed', 'encrypted by S3 itself, without a key'];
    const key = byDefault.KMSMasterKeyID ?? MANAGED_KEY;
    const { KeyMetadata: metadata } = await aws.ask(region, 'DescribeKey', { KeyId: key });
    return [metadata?.KeyState === 'Enabled' ? 'passed' : 'failed', `${key} is ${metadata?.KeyState ?? 'nowhere'}`];
  })));
}
