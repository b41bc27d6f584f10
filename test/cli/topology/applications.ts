import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { App, Stack } from 'aws-cdk-lib/core';
import { REGIONS } from '../../../src/facts/regions';
import {
  AlarmTopics, FailoverConfiguration, FailoverDrill, FailoverRunbook, MultiRegionAccessPointOrigin,
  MultiRegionAccessPointVpcEndpoint, ReplicatedMultiRegionAccessPoint, ReplicationAlarms, UnderlyingBucketEncryption,
} from 'cdk-s3-mrap';

const ACCOUNT = '111122223333';

/** Typical sets of Regions: two on one continent, three continents, and more, up to all Regions enabled by default. */
const CHOICES: Readonly<Record<number, readonly string[]>> = {
  2: ['eu-west-1', 'eu-central-1'],
  3: ['eu-west-1', 'us-east-1', 'ap-northeast-1'],
  6: ['eu-west-1', 'eu-central-1', 'us-east-1', 'us-west-2', 'ap-northeast-1', 'ap-southeast-2'],
};

export function regionsFor(count: number): readonly string[] {
  return (
    CHOICES[count]
    ?? REGIONS.filter(({ support }) => support === 'default')
      .slice(0, count)
      .map(({ region }) => region)
  );
}

/** Synthesizes an access point with members in the given Regions into a folder. */
export function synthesizeOver(regions: readonly string[], outdir: string): void {
  const app = new App({ outdir });
  addAccessPoint(app, regions);
  app.synth();
}

/**
 * Synthesizes an access point with readers and writers, CloudFront, a VPC endpoint, alarms, a runbook and a drill.
 *
 * @param regions the Regions of the members
 */
export function synthesizeOperatedApplication(outdir: string, regions = regionsFor(3)): void {
  const app = new App({ outdir });
  const { accessPoint, replication } = addAccessPoint(app, regions);
  const { stack } = accessPoint;
  const reader = new iam.Role(stack, 'Reader', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });
  const operator = new iam.Role(stack, 'Operator', { assumedBy: new iam.AccountRootPrincipal() });
  const { grants } = accessPoint;
  grants.read(reader);
  grants.readWrite(new iam.User(stack, 'Editor'));
  grants.read(new iam.AccountPrincipal('444455556666'));
  const origin = new MultiRegionAccessPointOrigin(accessPoint);
  new cloudfront.Distribution(stack, 'Cdn', { defaultBehavior: { origin } });
  const vpc = new ec2.Vpc(stack, 'Vpc');
  new MultiRegionAccessPointVpcEndpoint(stack, 'Endpoint', { vpc, multiRegionAccessPoints: [accessPoint] });
  const topics = AlarmTopics.inOneRegion(new sns.Topic(stack, 'OnCall'));
  const runbook = new FailoverRunbook(stack, 'Failover', {
    runbookName: 'media-failover', multiRegionAccessPoint: accessPoint, replication,
  });
  new ReplicationAlarms(stack, 'Alarms', {
    alarmNamePrefix: 'media', replication, topics, multiRegionAccessPoints: [accessPoint], runbooks: [runbook],
  });
  const reportBucket = new s3.Bucket(stack, 'Reports', { bucketName: 'media-reports' });
  new FailoverDrill(stack, 'Drill', { multiRegionAccessPoint: accessPoint, failoverRole: operator, reportBucket });
  app.synth();
}

function addAccessPoint(app: App, regions: readonly string[]): ReplicatedMultiRegionAccessPoint {
  const stack = new Stack(app, 'Media', { env: { account: ACCOUNT, region: regions[0] } });
  return new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    bucketNamePrefix: 'media-example',
    regions: [...regions],
    encryption: UnderlyingBucketEncryption.kms(),
    failover: FailoverConfiguration.activePassive(regions.slice(0, 2)),
  });
}
