import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as cloudwatch from 'aws-cdk-lib/aws-cloudwatch';
import * as ec2 from 'aws-cdk-lib/aws-ec2';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import { App, Duration, RemovalPolicy, Stack } from 'aws-cdk-lib/core';
import {
  AlarmTopics, CrossRegionReplication, Delegation, ExistingAccessPointPolicy, ExistingObjects, FailoverConfiguration,
  FailoverRunbook, MultiRegionAccessPoint, MultiRegionAccessPointOrigin, MultiRegionAccessPointVpcEndpoint,
  MultiRegionBuckets, Provisioning, RegionSwitchPlan, ReplicatedMultiRegionAccessPoint, ReplicationAlarms,
  ReplicationTopology, ServerAccessLogs, UnderlyingBucket, UnderlyingBucketEncryption,
} from '../../src';

export const ACCOUNT = '111122223333';
const PARTNER = '444455556666';
const HOME = 'eu-west-1';
const OTHER = 'us-east-1';

/** A template with its application and stack. */
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

const importBucket = (stack: Stack, region: string) =>
  UnderlyingBucket.fromBucketName(`media-${region}`, region, { account: stack.account });
const createRole = (stack: Stack, id = 'Application') =>
  new iam.Role(stack, id, { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') });

/** Together, these applications contain every statement that the library can make. */
const APPLICATIONS: Readonly<Record<string, Declare>> = {
  'replicated access point with keys': (stack) => {
    const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      regions: [HOME, OTHER],
      encryption: UnderlyingBucketEncryption.kms(),
      failover: FailoverConfiguration.activePassive([HOME]),
    });
    const application = createRole(stack);
    media.grants.readWrite(application);
    media.grants.failover(createRole(stack, 'Operator'));
  },
  'existing buckets without delegation': (stack) => {
    const accessPoint = new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      buckets: [importBucket(stack, HOME), importBucket(stack, OTHER)],
      delegation: Delegation.none(),
    });
    accessPoint.grants.read(createRole(stack));
  },
  'adoption and readers in another account': (stack) => {
    const accessPoint = new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      buckets: [importBucket(stack, HOME), importBucket(stack, OTHER)],
      existing: ExistingAccessPointPolicy.ADOPT,
    });
    accessPoint.grants.read(new iam.AccountPrincipal(PARTNER));
  },
  'CloudFormation resource type': (stack) => {
    new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      buckets: [importBucket(stack, HOME), importBucket(stack, OTHER)],
      provisioning: Provisioning.cloudFormation(),
    });
  },
  'delegation to one access point and server access logs': (stack) => {
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
  'replication of locked objects with Batch Replication': (stack) => {
    const { buckets } = new MultiRegionBuckets(stack, 'Buckets', {
      bucketNamePrefix: 'media',
      regions: [HOME, OTHER],
      encryption: UnderlyingBucketEncryption.kms({ previousKeyArns: [`arn:aws:kms:${HOME}:${ACCOUNT}:key/former`] }),
      objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(1)),
    });
    new CrossRegionReplication(stack, 'Replication', {
      buckets,
      existingObjects: ExistingObjects.allowBatchReplication(),
    });
  },
  'distribution and restricted VPC endpoint': (stack) => {
    const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media', regions: [HOME, OTHER], encryption: UnderlyingBucketEncryption.kms(),
    });
    new cloudfront.Distribution(stack, 'Distribution', {
      defaultBehavior: { origin: new MultiRegionAccessPointOrigin(media.accessPoint) },
    });
    const vpc = ec2.Vpc.fromVpcAttributes(stack, 'Vpc', {
      vpcId: 'vpc-1',
      vpcCidrBlock: '10.0.0.0/16',
      availabilityZones: ['eu-west-1a'],
      privateSubnetIds: ['subnet-1'],
      privateSubnetRouteTableIds: ['rtb-1'],
    });
    new MultiRegionAccessPointVpcEndpoint(stack, 'Endpoint', {
      vpc,
      multiRegionAccessPoints: [media.accessPoint],
    }).restrict(media.accessPoint);
  },
  'distribution with buckets without delegation': (stack) => {
    const { buckets } = new MultiRegionBuckets(stack, 'Buckets', { bucketNamePrefix: 'media', regions: [HOME, OTHER] });
    const accessPoint = new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      buckets,
      delegation: Delegation.none(),
    });
    new cloudfront.Distribution(stack, 'Distribution', {
      defaultBehavior: { origin: new MultiRegionAccessPointOrigin(accessPoint) },
    });
  },
  'runbook and alarms': (stack) => {
    const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      regions: [HOME, OTHER],
      failover: FailoverConfiguration.activePassive([HOME]),
    });
    const runbook = new FailoverRunbook(stack, 'Failover', {
      runbookName: 'media-failover',
      multiRegionAccessPoint: media.accessPoint,
      replication: media.replication,
      controlRegions: [HOME, OTHER],
      regionSwitchRegions: [HOME, OTHER],
    });
    new RegionSwitchPlan(stack, 'Plan', { planName: 'media', runbook });
    runbook.grantStart(createRole(stack, 'Operator'));
    runbook.startOnAlarm(
      cloudwatch.Alarm.fromAlarmArn(stack, 'Lost', `arn:aws:cloudwatch:${HOME}:${ACCOUNT}:alarm:lost`),
      OTHER,
    );
    new ReplicationAlarms(stack, 'Alarms', {
      alarmNamePrefix: 'media',
      replication: media.replication,
      multiRegionAccessPoints: media.accessPoints,
      topics: AlarmTopics.inOneRegion(new sns.Topic(stack, 'OnCall', { enforceSSL: true })),
    });
  },
  'alarms with a topic in each Region': (stack) => {
    const buckets = [importBucket(stack, HOME), importBucket(stack, OTHER)];
    const other = new Stack(stack.node.scope!, 'Other', { env: { account: ACCOUNT, region: OTHER } });
    new ReplicationAlarms(stack, 'Alarms', {
      alarmNamePrefix: 'media',
      replication: new CrossRegionReplication(stack, 'Replication', { buckets }),
      topics: AlarmTopics.perRegion({
        [HOME]: new sns.Topic(stack, 'OnCall'), [OTHER]: new sns.Topic(other, 'OnCall', { topicName: 'on-call' }),
      }),
    });
  },
  'buckets in another account': (stack) => {
    new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      regions: [HOME, OTHER],
      accounts: { [OTHER]: PARTNER },
      encryption: UnderlyingBucketEncryption.kms(),
    });
  },
  'replication into another account': (stack) => {
    new CrossRegionReplication(stack, 'Replication', {
      buckets: [importBucket(stack, HOME), UnderlyingBucket.fromBucketName('partner', OTHER, { account: PARTNER })],
      topology: ReplicationTopology.oneWay([HOME], [OTHER]),
    });
  },
};

/** Declares the stack of most handler tests: an access point with three members, routes and replication. */
function declareTestStack(stack: Stack): void {
  const buckets = [['media-eu', HOME], ['media-us', OTHER], ['media-jp', 'ap-northeast-1']]
    .map(([name, region]) => UnderlyingBucket.fromBucketName(name, region, { account: ACCOUNT }));
  new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    buckets,
    failover: FailoverConfiguration.activeActive(),
  });
  new CrossRegionReplication(stack, 'Replication', { buckets });
}

/** Synthesizes the templates of all applications. */
export function synthesizeAll(): SynthesizedTemplate[] {
  return Object.entries(APPLICATIONS).flatMap(([application, declare]) => synthesize(application, declare));
}

export function synthesizeTestStack(): Template {
  return synthesize('usual', declareTestStack).find(({ stack }) => stack === 'Stack')!.template;
}

function synthesize(application: string, declare: Declare): SynthesizedTemplate[] {
  const app = new App({ analyticsReporting: false });
  declare(new Stack(app, 'Stack', { env: { account: ACCOUNT, region: HOME } }));
  return app
    .synth()
    .stacks.map(({ stackName, template }) => ({ application, stack: stackName, template: template as Template }));
}
