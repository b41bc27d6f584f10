import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import {
  AlarmTopics, CrossRegionReplication, Delegation, ExistingAccessPointPolicy, ExistingObjects, FailoverConfiguration, FailoverRunbook,
  MultiRegionAccessPoint, MultiRegionAccessPointOrigin, MultiRegionAccessPointVpcEndpoint, MultiRegionBuckets, Provisioning,
  ReplicatedMultiRegionAccessPoint, ReplicationAlarms, ReplicationTopology, ServerAccessLogs, UnderlyingBucket, UnderlyingBucketEncryption,
} from '../../src';

export const ACCOUNT = '111122223333';
const PARTNER = '444455556666';
const HOME = 'eu-west-1';
const OTHER = 'us-east-1';

/** A template and what it belongs to. */
export interface SynthesizedTemplate {
  readonly application: string;
  readonly stack: string;
  readonly template: Template;
}

export interface Template {
  readonly Resources: Readonly<Record<string, Resource>>;
}

export interface Resource {
  readonly Type: string;
  readonly Properties?: Readonly<Record<string, unknown>>;
}

type Declare = (stack: Stack) => void;

const existing = (stack: Stack, region: string) => UnderlyingBucket.fromBucketName(`media-${region}`, region, { account: stack.account });
const reader = (stack: Stack, id = 'Application') => new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });

/** Together these make every statement that the library can make; each shows something that the ones before do not. */
const APPLICATIONS: Readonly<Record<string, Declare>> = {
  'everything in one construct, with keys': (stack) => {
    const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      regions: [HOME, OTHER],
      encryption: UnderlyingBucketEncryption.kms(),
      failover: FailoverConfiguration.activePassive([HOME]),
    });
    const application = reader(stack);
    media.grants.readWrite(application);
    media.grants.failover(reader(stack, 'Operator'));
  },
  'buckets that are there already, without delegation': (stack) => {
    const accessPoint = new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media', buckets: [existing(stack, HOME), existing(stack, OTHER)], delegation: Delegation.none(),
    });
    accessPoint.grants.read(reader(stack));
  },
  'adoption, and readers of another account': (stack) => {
    const accessPoint = new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media', buckets: [existing(stack, HOME), existing(stack, OTHER)], existing: ExistingAccessPointPolicy.ADOPT,
    });
    accessPoint.grants.read(new iam.AccountPrincipal(PARTNER));
  },
  'CloudFormation\'s own type': (stack) => {
    new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media', buckets: [existing(stack, HOME), existing(stack, OTHER)], provisioning: Provisioning.cloudFormation(),
    });
  },
  'delegation to one access point, logs of the buckets': (stack) => {
    const { buckets } = new MultiRegionBuckets(stack, 'Buckets', {
      bucketNamePrefix: 'media',
      regions: [HOME, OTHER],
      serverAccessLogs: ServerAccessLogs.managed(),
      removalPolicy: RemovalPolicy.DESTROY,
    });
    new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      buckets,
      delegation: Delegation.toAccessPoints([`arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`]),
      removalPolicy: RemovalPolicy.DESTROY,
    });
  },
  'replication of locked objects, with Batch Replication': (stack) => {
    const { buckets } = new MultiRegionBuckets(stack, 'Buckets', {
      bucketNamePrefix: 'media',
      regions: [HOME, OTHER],
      encryption: UnderlyingBucketEncryption.kms({ previousKeyArns: [`arn:aws:kms:${HOME}:${ACCOUNT}:key/former`] }),
      objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(1)),
    });
    new CrossRegionReplication(stack, 'Replication', { buckets, existingObjects: ExistingObjects.allowBatchReplication() });
  },
  'a distribution in front, and a VPC endpoint to which access is restricted': (stack) => {
    const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media', regions: [HOME, OTHER], encryption: UnderlyingBucketEncryption.kms(),
    });
    new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: { origin: new MultiRegionAccessPointOrigin(media.accessPoint) } });
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1', vpcCidrBlock: '10.0.0.0/16', availabilityZones: ['eu-west-1a'], privateSubnetIds: ['subnet-1'], privateSubnetRouteTableIds: ['rtb-1'],
    });
    new MultiRegionAccessPointVpcEndpoint(stack, 'Endpoint', { vpc, multiRegionAccessPoints: [media.accessPoint] }).restrict(media.accessPoint);
  },
  'a distribution in front of buckets without delegation': (stack) => {
    const { buckets } = new MultiRegionBuckets(stack, 'Buckets', { bucketNamePrefix: 'media', regions: [HOME, OTHER] });
    const accessPoint = new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets, delegation: Delegation.none() });
    new cloudfront.Distribution(stack, 'Distribution', { defaultBehavior: { origin: new MultiRegionAccessPointOrigin(accessPoint) } });
  },
  'a runbook and alarms': (stack) => {
    const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media', regions: [HOME, OTHER], failover: FailoverConfiguration.activePassive([HOME]),
    });
    const runbook = new FailoverRunbook(stack, 'Failover', {
      runbookName: 'media-failover',
      multiRegionAccessPoint: media.accessPoint,
      replication: media.replication,
      controlRegions: [HOME, OTHER],
      regionSwitchRegions: [HOME],
    });
    runbook.grantStart(reader(stack, 'Operator'));
    runbook.startOnAlarm(cloudwatch.Alarm.fromAlarmArn(stack, 'Lost', `arn:aws:cloudwatch:${HOME}:${ACCOUNT}:alarm:lost`), OTHER);
    new ReplicationAlarms(stack, 'Alarms', {
      alarmNamePrefix: 'media',
      replication: media.replication,
      multiRegionAccessPoints: media.accessPoints,
      topics: AlarmTopics.inOneRegion(new sns.Topic(stack, 'OnCall', { enforceSSL: true })),
    });
  },
  'replication into another account': (stack) => {
    new CrossRegionReplication(stack, 'Replication', {
      buckets: [existing(stack, HOME), UnderlyingBucket.fromBucketName('partner', OTHER, { account: PARTNER })],
      topology: ReplicationTopology.oneWay([HOME], [OTHER]),
    });
  },
};

/** The stack that most tests of the handlers deploy: an access point over three buckets, with routes, and their replication. */
function declareUsual(stack: Stack): void {
  const buckets = [['media-eu', HOME], ['media-us', OTHER], ['media-jp', 'ap-northeast-1']]
    .map(([name, region]) => UnderlyingBucket.fromBucketName(name, region, { account: ACCOUNT }));
  new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets, failover: FailoverConfiguration.activeActive() });
  new CrossRegionReplication(stack, 'Replication', { buckets });
}

/** Every template of every application. */
export function synthesizeAll(): SynthesizedTemplate[] {
  return Object.entries(APPLICATIONS).flatMap(([application, declare]) => synthesize(application, declare));
}

export function synthesizeUsual(): Template {
  return synthesize('usual', declareUsual).find(({ stack }) => stack === 'Stack')!.template;
}

function synthesize(application: string, declare: Declare): SynthesizedTemplate[] {
  const app = new App({ analyticsReporting: false });
  declare(new Stack(app, 'Stack', { env: { account: ACCOUNT, region: HOME } }));
  return app.synth().stacks.map(({ stackName, template }) => ({ application, stack: stackName, template: template as Template }));
}
