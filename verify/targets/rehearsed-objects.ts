import { type SimulatedAccount } from './simulator';

/** An object that a request for an access point names, with the policy of the access point. */
export interface RehearsedObject {
  readonly accessPointArn: string;
  readonly bucket: string;
  readonly policy?: string;
  readonly content: string;
  /** The KMS key of an object that S3 has encrypted with one. */
  readonly keyArn?: string;
}

/** Finds an object in the first bucket of the access point with a host name. */
export function findObject(
  { simulator, accountId }: SimulatedAccount, hostname: string, key: string,
): RehearsedObject | undefined {
  const accessPoint = simulator.snapshot().accessPoints.find(({ alias }) => hostname.startsWith(`${alias}.`));
  if (accessPoint === undefined) return undefined;
  const { alias, policy, regions: [{ Bucket: bucket }] } = accessPoint;
  const version = simulator.buckets.get(bucket)?.objects.current(key);
  return version?.kind !== 'object' ? undefined : {
    accessPointArn: `arn:aws:s3::${accountId}:accesspoint/${alias}`,
    bucket,
    policy: policy.established,
    content: Buffer.from(version.body).toString(),
    keyArn: version.headers['x-amz-server-side-encryption-aws-kms-key-id'],
  };
}
