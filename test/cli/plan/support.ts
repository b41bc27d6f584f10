import { MEMBERS } from '../../control/support';
import { ACCOUNT } from '../../support/accounts';

export interface Resource {
  Type: string;
  Properties: Record<string, unknown>;
  DeletionPolicy?: string;
  UpdateReplacePolicy?: string;
}
export type Resources = Record<string, Resource>;

export const PHYSICAL_IDS = {
  Media: 'media/mfzwi23gnjvgw.mrap/0123456789abcdef/0123456789abcdef0123', Routes: 'routes', Policy: 'policy',
};

/** The resources that declare the live state of the fixture, except its replication. */
export function makeResources(): Resources {
  const arn = { 'Fn::GetAtt': ['Media', 'Arn'] };
  return {
    Media: {
      Type: 'Custom::S3MultiRegionAccessPoint',
      Properties: {
        Name: 'media',
        Buckets: MEMBERS.map(({ bucket: Bucket, region: Region }) => ({ Bucket, Region })),
        Existing: 'REFUSE',
        Replacement: 'FORBID',
      },
      DeletionPolicy: 'Delete',
    },
    Policy: {
      Type: 'Custom::S3MultiRegionAccessPointPolicy',
      Properties: { Name: { 'Fn::GetAtt': ['Media', 'Name'] }, Policy: { Statement: [makeStatement(ACCOUNT, arn)] } },
    },
    Routes: {
      Type: 'Custom::S3MultiRegionAccessPointRoutes',
      Properties: {
        AccessPointArn: arn,
        Routes: [{ Region: 'us-east-1', TrafficDialPercentage: 100 }],
        OtherMembers: 100,
        LiveRoutes: 'KEEP',
      },
    },
    Replication: {
      Type: 'Custom::S3BucketReplication',
      Properties: {
        Bucket: 'media-eu',
        Region: 'eu-west-1',
        Role: 'role',
        Rules: [{ Id: 'a', Priority: 1, DestinationBucket: 'media-us' }],
      },
    },
    Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'media-eu' }, DeletionPolicy: 'Retain' },
  };
}

export function makeStatement(account: string, arn: unknown): object {
  return {
    Effect: 'Allow',
    Principal: { AWS: account },
    Action: 's3:GetObject',
    Resource: { 'Fn::Join': ['', [arn, '/object/*']] },
  };
}
