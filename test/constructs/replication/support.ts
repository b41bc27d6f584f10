import { Template } from 'aws-cdk-lib/assertions';
import { type Stack } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, type CrossRegionReplicationProps, type OneWayReplicationRuleOptions, ReplicationRule,
  UnderlyingBucket,
} from '../../../src';
import { ACCOUNT } from '../../support/accounts';
import { stackIn } from '../../support/synthesis';

export const EU = UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1');
export const US = UnderlyingBucket.fromBucketName('media-us', 'us-east-1');
export const JP = UnderlyingBucket.fromBucketName('media-jp', 'ap-northeast-1');

/** No bucket of the replication, in the Region of one of them. */
export const VAULT = UnderlyingBucket.fromBucketName('vault-eu', 'eu-west-1');

/** Makes the rule that copies to the vault. */
export function toVault(options: Partial<OneWayReplicationRuleOptions> = {}): ReplicationRule {
  return ReplicationRule.oneWay({ id: 'vault', destinations: [VAULT], ...options });
}

/** Returns the same bucket with a key alias of its Region. */
export function encrypt(bucket: UnderlyingBucket, alias = 'media'): UnderlyingBucket {
  return UnderlyingBucket.fromBucketName(bucket.bucketName, bucket.region, {
    encryptionKeyArn: `arn:aws:kms:${bucket.region}:${bucket.account ?? ACCOUNT}:alias/${alias}`,
    account: bucket.account,
  });
}

export interface Declared {
  readonly stack: Stack;
  readonly replication: CrossRegionReplication;
  readonly template: Template;
  /** The properties of the custom resources, by source bucket. */
  readonly rules: Record<string, {
    Rules: Record<string, unknown>[];
    Role: unknown;
    Region: string;
    RoleOrigin: string;
  }>;
  /** The statements of the role. */
  readonly statements: { Action: string | string[]; Resource: string | string[]; Condition?: unknown }[];
}

export function declare(props: Partial<CrossRegionReplicationProps> = {}, stack = stackIn()): Declared {
  const replication = new CrossRegionReplication(stack, 'Replication', { buckets: [EU, US, JP], ...props });
  const template = Template.fromStack(stack);
  const customs = Object.values(template.findResources('Custom::S3BucketReplication'))
    .map((resource) => resource.Properties);
  const [policy] = Object.entries(template.findResources('AWS::IAM::Policy'))
    .filter(([id]) => id.startsWith('ReplicationPolicy'))
    .map(([, resource]) => resource);
  return {
    stack,
    replication,
    template,
    rules: Object.fromEntries(customs.map((properties) => [properties.Bucket, properties])),
    statements: policy.Properties.PolicyDocument.Statement,
  };
}
