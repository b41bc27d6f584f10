import { EMPTY_SETUP, type SimulatedSetup } from '../../../../cli/simulate/simulated-setup';
import { ACCOUNT } from '../../../support/accounts';
import { makeDestination, makeResource, makeRule, makeState } from './state';

/** A Terraform configuration: the resources that it creates, and its state afterwards. */
export interface TerraformConfiguration {
  readonly title: string;
  readonly name: string;
  readonly setup: SimulatedSetup;
  readonly makeState: (alias: string) => object;
}

const BLOCK = {
  block_public_acls: true, block_public_policy: true, ignore_public_acls: true, restrict_public_buckets: true,
};
const makeArn = (alias: string) => `arn:aws:s3::${ACCOUNT}:accesspoint/${alias}`;

function makeAccessPoint(address: string, alias: string, details: object): object {
  return makeResource(address, {
    account_id: ACCOUNT,
    alias,
    arn: makeArn(alias),
    details: [details],
    domain_name: `${alias}.example`,
    id: `${ACCOUNT}:name`,
    status: 'READY',
  });
}

const SHOP_BUCKETS = [
  { bucket: 'shop-tky', region: 'ap-northeast-1' }, { bucket: 'shop-osk', region: 'ap-northeast-3' },
];
const SHOP_ROLE = `arn:aws:iam::${ACCOUNT}:role/shop-s3-replication`;

/**
 * Two buckets in a module each, which replicate to each other with one role. Rebuilt from the public configuration of a
 * demonstration of access points in Tokyo and Osaka, with other names.
 */
const SHOP: TerraformConfiguration = {
  title: 'a module for each bucket and one role',
  name: 'shop',
  setup: {
    ...EMPTY_SETUP,
    accountId: ACCOUNT,
    buckets: SHOP_BUCKETS.map(({ bucket, region }) => ({
      name: bucket, region, accountId: ACCOUNT, hasObjectLock: false, isVersioned: true,
    })),
    replications: SHOP_BUCKETS.map(({ bucket }, index) => ({
      bucket,
      configuration: {
        Role: SHOP_ROLE,
        Rules: [{
          ID: 'replicate-all',
          Priority: 0,
          Status: 'Enabled' as const,
          Filter: { Prefix: '' },
          Destination: { Bucket: `arn:aws:s3:::${SHOP_BUCKETS[1 - index].bucket}` },
          DeleteMarkerReplication: { Status: 'Enabled' as const },
        }],
      },
    })),
    accessPoints: [{ name: 'shop', members: SHOP_BUCKETS.map(({ bucket }) => bucket), routes: [] }],
    accessPointPolicies: [],
    bucketPolicies: [],
  },
  makeState: (alias) => makeState([
    makeResource('aws_iam_role.main', { arn: SHOP_ROLE, name: 'shop-s3-replication' }),
    makeAccessPoint('aws_s3control_multi_region_access_point.main', alias, {
      name: 'shop',
      public_access_block: [BLOCK],
      region: SHOP_BUCKETS.map(({ bucket, region }) => ({ bucket, bucket_account_id: ACCOUNT, region })),
    }),
  ], Object.fromEntries(SHOP_BUCKETS.map(({ bucket, region }, index) => {
    const module = `module.${bucket.slice(5)}`;
    return [module, [
      makeResource(`${module}.aws_s3_bucket.main`, { bucket, region, object_lock_enabled: false, policy: '' }),
      makeResource(`${module}.aws_s3_bucket_versioning.main`, {
        bucket, versioning_configuration: [{ mfa_delete: '', status: 'Enabled' }],
      }),
      makeResource(`${module}.aws_s3_bucket_replication_configuration.main`, {
        bucket,
        role: SHOP_ROLE,
        rule: [makeRule({
          id: 'replicate-all',
          delete_marker_replication: [{ status: 'Enabled' }],
          destination: [makeDestination({ bucket: `arn:aws:s3:::${SHOP_BUCKETS[1 - index].bucket}` })],
        })],
      }),
    ]];
  }))),
};

const BACKUP_BUCKETS = [
  { bucket: '1c0f9a52-primary', region: 'us-west-2', label: 'primary' },
  { bucket: '77ab3e90-replica', region: 'us-east-2', label: 'replica' },
];
const BACKUP_ROLE = `arn:aws:iam::${ACCOUNT}:role/5b1d7c34`;
const BACKUP_NAME = 'b7c1de0f-4a5e-4f6a-9c38-0d2b7e61a9f4';

function makeBackupPolicy(alias: string): string {
  return JSON.stringify({
    Version: '2012-10-17',
    Statement: [{
      Sid: 'AllowCloudFrontRead',
      Effect: 'Allow',
      Principal: { Service: 'cloudfront.amazonaws.com' },
      Action: ['s3:GetObject'],
      Resource: [`${makeArn(alias)}/object/*`],
      Condition: { StringEquals: { 'AWS:SourceArn': `arn:aws:cloudfront::${ACCOUNT}:distribution/E1EXAMPLE` } },
    }],
  });
}

/**
 * Buckets and an access point with generated names, Replication Time Control in both directions, and a policy for a
 * distribution. Rebuilt from two public configurations: a module for backups of clusters, and a website behind
 * CloudFront, with other names.
 */
const BACKUP: TerraformConfiguration = {
  title: 'generated names, Replication Time Control and a policy for a distribution',
  name: BACKUP_NAME,
  setup: {
    ...EMPTY_SETUP,
    accountId: ACCOUNT,
    buckets: BACKUP_BUCKETS.map(({ bucket, region }) => ({
      name: bucket, region, accountId: ACCOUNT, hasObjectLock: false, isVersioned: true,
    })),
    replications: BACKUP_BUCKETS.map(({ bucket }, index) => ({
      bucket,
      configuration: {
        Role: BACKUP_ROLE,
        Rules: [{
          ID: 'replication',
          Priority: 0,
          Status: 'Enabled' as const,
          Filter: { Prefix: '' },
          Destination: {
            Bucket: `arn:aws:s3:::${BACKUP_BUCKETS[1 - index].bucket}`,
            StorageClass: 'STANDARD',
            ReplicationTime: { Status: 'Enabled' as const, Time: { Minutes: 15 } },
            Metrics: { Status: 'Enabled' as const, EventThreshold: { Minutes: 15 } },
          },
          DeleteMarkerReplication: { Status: 'Enabled' as const },
        }],
      },
    })),
    accessPoints: [{ name: BACKUP_NAME, members: BACKUP_BUCKETS.map(({ bucket }) => bucket), routes: [] }],
    accessPointPolicies: [{ name: BACKUP_NAME, render: (aliases) => makeBackupPolicy(aliases.get(BACKUP_NAME)!) }],
    bucketPolicies: [],
  },
  makeState: (alias) => makeState([
    makeAccessPoint('aws_s3control_multi_region_access_point.backup["prod"]', alias, {
      name: BACKUP_NAME,
      public_access_block: [BLOCK],
      region: BACKUP_BUCKETS.map(({ bucket }) => ({ bucket, bucket_account_id: '', region: '' })),
    }),
    makeResource('aws_s3control_multi_region_access_point_policy.backup[0]', {
      account_id: ACCOUNT,
      details: [{ name: BACKUP_NAME, policy: makeBackupPolicy(alias) }],
      established: makeBackupPolicy(alias),
      proposed: '',
    }),
    ...BACKUP_BUCKETS.flatMap(({ bucket, region, label }, index) => [
      makeResource(`aws_s3_bucket.${label}`, { bucket, region, object_lock_enabled: false, policy: '' }),
      makeResource(`aws_s3_bucket_server_side_encryption_configuration.${label}`, {
        bucket,
        rule: [{ apply_server_side_encryption_by_default: [{ kms_master_key_id: '', sse_algorithm: 'AES256' }] }],
      }),
      makeResource(`aws_s3_bucket_replication_configuration.${label}`, {
        bucket,
        role: BACKUP_ROLE,
        rule: [makeRule({
          id: 'replication',
          delete_marker_replication: [{ status: 'Enabled' }],
          destination: [makeDestination({
            bucket: `arn:aws:s3:::${BACKUP_BUCKETS[1 - index].bucket}`,
            storage_class: 'STANDARD',
            replication_time: [{ status: 'Enabled', time: [{ minutes: 15 }] }],
            metrics: [{ status: 'Enabled', event_threshold: [{ minutes: 15 }] }],
          })],
        })],
      }),
    ]),
  ]),
};

const REPORTS_BUCKETS = [
  { bucket: 'reports-virginia', region: 'us-east-1', dial: 100 },
  { bucket: 'reports-ohio', region: 'us-east-2', dial: 0 },
];

/**
 * An active and a passive Region, without replication and policy. Rebuilt from the configuration of a public issue that
 * asks the provider for traffic dials, with other names. The provider has none, so somebody has submitted the routes.
 */
const REPORTS: TerraformConfiguration = {
  title: 'routes that another program has submitted',
  name: 'reports',
  setup: {
    ...EMPTY_SETUP,
    accountId: ACCOUNT,
    buckets: REPORTS_BUCKETS.map(({ bucket, region }) => ({
      name: bucket, region, accountId: ACCOUNT, hasObjectLock: false, isVersioned: true,
    })),
    replications: [],
    accessPoints: [{
      name: 'reports', members: REPORTS_BUCKETS.map(({ bucket }) => bucket), routes: REPORTS_BUCKETS,
    }],
    accessPointPolicies: [],
    bucketPolicies: [],
  },
  makeState: (alias) => makeState([
    makeAccessPoint('aws_s3control_multi_region_access_point.example', alias, {
      name: 'reports',
      public_access_block: [BLOCK],
      region: REPORTS_BUCKETS.map(({ bucket, region }) => ({ bucket, bucket_account_id: ACCOUNT, region })),
    }),
    ...REPORTS_BUCKETS.map(({ bucket, region }) => makeResource(`aws_s3_bucket.${region}`, {
      bucket, region, object_lock_enabled: false, policy: '',
    })),
  ]),
};

export const TERRAFORM_CONFIGURATIONS: readonly TerraformConfiguration[] = [SHOP, BACKUP, REPORTS];
