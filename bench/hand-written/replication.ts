import * as iam from 'aws-cdk-lib/aws-iam';
import type * as s3 from 'aws-cdk-lib/aws-s3';
import { CustomResource, Duration, RemovalPolicy } from 'aws-cdk-lib/core';
import { type Construct } from 'constructs';
import { type Handlers } from './handlers';
import { ACCOUNT, ALIAS, makeBucketArn, makeBucketName, makeKeyArn, REGIONS } from './names';

/** Declares replication from each bucket to all others, with one role and one custom resource per bucket. */
export function declareReplication(scope: Construct, handlers: Handlers, after: readonly s3.Bucket[]): void {
  const role = new iam.Role(scope, 'ReplicationRole', {
    assumedBy: new iam.ServicePrincipal('s3.amazonaws.com'),
    path: '/cdk-s3-mrap/',
  });
  role.applyRemovalPolicy(RemovalPolicy.RETAIN_ON_UPDATE_OR_DELETE);
  const buckets = REGIONS.map(makeBucketArn);
  const objects = buckets.map((bucket) => `${bucket}/*`);
  for (const [actions, resources] of [
    [['s3:GetReplicationConfiguration', 's3:ListBucket'], buckets],
    [[
      's3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging',
      's3:GetObjectVersionAnnotationForReplication',
    ], objects],
    [['s3:ReplicateObject', 's3:ReplicateTags', 's3:ReplicateDelete'], objects],
  ]) role.addToPolicy(new iam.PolicyStatement({ actions, resources }));
  role.addToPolicy(new iam.PolicyStatement({
    actions: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
    resources: REGIONS.map((region) => `arn:aws:kms:${region}:${ACCOUNT}:key/*`),
    conditions: {
      'StringEquals': { 'kms:ViaService': REGIONS.map((region) => `s3.${region}.amazonaws.com`) },
      'StringLike': { 'kms:EncryptionContext:aws:s3:arn': [...buckets, ...objects] },
      'ForAnyValue:StringEquals': { 'kms:ResourceAliases': ALIAS },
    },
  }));

  for (const source of REGIONS) {
    const rules = new CustomResource(scope, `Rules${source}`, {
      serviceToken: handlers.serviceToken,
      resourceType: 'Custom::S3BucketReplication',
      serviceTimeout: Duration.minutes(10),
      properties: {
        Bucket: makeBucketName(source),
        Region: source,
        Role: role.roleArn,
        RoleOrigin: 'created',
        Rules: REGIONS.filter((region) => region !== source).map((destination, index) => ({
          Id: `${source}-${destination}`,
          Priority: 1000 + index,
          DestinationBucket: makeBucketName(destination),
          ReplicaKmsKeyId: makeKeyArn(destination),
          DeleteMarkers: true,
          ReplicaModifications: true,
          Metrics: true,
        })),
      },
    });
    rules.node.addDependency(handlers.permissions, ...after);
  }
}
