import { type DrillCheckResult } from './report';
import { type DrillContext, runDrillCheck } from './run-check';

/** S3 uses this key if a bucket is encrypted with KMS and no key is named. */
const MANAGED_KEY = 'alias/aws/s3';

/** Checks whether the KMS key of each member is enabled. */
export function checkKmsKeysEnabled({ aws, clock, members }: DrillContext): Promise<DrillCheckResult[]> {
  return Promise.all(members.map(({ region, bucket }) => runDrillCheck(clock, 'key', bucket, async () => {
    const { ServerSideEncryptionConfiguration: configuration } = await aws.call(region, 'GetBucketEncryption', {
      Bucket: bucket,
    });
    const byDefault = configuration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
    if (!byDefault?.SSEAlgorithm?.startsWith('aws:kms')) return ['passed', 'encrypted without a KMS key'];
    const key = byDefault.KMSMasterKeyID ?? MANAGED_KEY;
    const { KeyMetadata: metadata } = await aws.call(region, 'DescribeKey', { KeyId: key });
    return [
      metadata?.KeyState === 'Enabled' ? 'passed' : 'failed',
      `${key} is ${metadata?.KeyState ?? 'without a state'}`,
    ];
  })));
}
