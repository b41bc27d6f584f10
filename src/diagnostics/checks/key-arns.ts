import { MRAP412_REPLICA_KEY_REGION } from '../definitions/replication';
import { type Finding } from '../finding';

/** The ARN of a KMS key, in a property of the user. */
export interface DeclaredKeyArn {
  /** The property, for messages. */
  readonly property: string;
  /** The Region of the bucket, which must be the Region of the key. Undefined if it is not known. */
  readonly region: string | undefined;
  readonly arn: string;
}

/** Checks that a property contains the ARN of a key or alias in the Region of the bucket (MRAP412). */
export function checkKeyArn({ property, region, arn }: DeclaredKeyArn): Finding[] {
  const got = `got ${JSON.stringify(arn)}`;
  if (!/^arn:[^:]+:kms:[^:]+:[^:]+:(key|alias)\//.test(arn)) {
    const problem = `${describeRegion(region)}is not the ARN of a key or alias, ${got}`;
    const expected = `an ARN like "arn:aws:kms:${region ?? 'eu-west-1'}:111122223333:alias/media"`;
    return [MRAP412_REPLICA_KEY_REGION.create({ problem, expected, property })];
  }
  if (region === undefined || parseKeyRegion(arn) === region) return [];
  const problem = `${describeRegion(region)}is in another Region, ${got}`;
  return [MRAP412_REPLICA_KEY_REGION.create({ problem, expected: `a key in ${region}`, property })];
}

/** Checks the key of an underlying bucket, if its ARN is known. */
export function checkBucketKey(bucket: string, region: string | undefined, arn: string | undefined): Finding[] {
  return arn === undefined ? [] : checkKeyArn({ property: `encryptionKeyArn of bucket "${bucket}"`, region, arn });
}

function describeRegion(region: string | undefined): string {
  return region === undefined ? '' : `for Region ${region} `;
}

export function parseKeyRegion(arn: string): string {
  return arn.split(':')[3];
}

/** Returns the account of a key, or undefined if the ARN does not contain it as text. */
export function parseKeyAccount(arn: string | undefined): string | undefined {
  return /^arn:[^:]+:kms:[^:]+:(\d{12}):/.exec(arn ?? '')?.[1];
}

/** Returns whether the ARN is the alias of the key that AWS manages for S3. */
export function isAwsManagedKey(arn: string | undefined): arn is string {
  return arn?.endsWith(':alias/aws/s3') ?? false;
}
