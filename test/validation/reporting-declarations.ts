import * as cloudfront from 'aws-cdk-lib/aws-cloudfront';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as sns from 'aws-cdk-lib/aws-sns';
import {
  type App, Duration, type ISynthesisSession, RemovalPolicy, Size, Stack, StackSynthesizer,
} from 'aws-cdk-lib/core';
import {
  AlarmTopics, CrossRegionReplication, type CrossRegionReplicationProps, Delegation, ExistingAccessPointPolicy,
  FailoverDrill, MultiRegionAccessPoint, MultiRegionAccessPointOrigin, type MultiRegionAccessPointProps,
  MultiRegionBuckets, MultiRegionAccessPointHandlers, ReplacementPolicy, ReplicatedMultiRegionAccessPoint,
  ReplicationAlarms, ReplicationRule, ReplicationTopology, UnderlyingBucket,
} from '../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../support/accounts';
import { stackIn } from '../support/synthesis';

const REGIONS = ['eu-west-1', 'us-east-1'];
const ONE_WAY = ReplicationTopology.oneWay(['eu-west-1'], ['us-east-1']);
const IMPORTED = REGIONS.map((region) => UnderlyingBucket.fromBucketName(`media-${region}`, region));
const ALIAS = `arn:aws:kms:us-east-1:${ACCOUNT}:alias/media`;

function accessPoint(stack: Stack, buckets: UnderlyingBucket[] = IMPORTED): MultiRegionAccessPoint {
  return new MultiRegionAccessPoint(stack, 'Media', { multiRegionAccessPointName: 'media', buckets });
}

function withBucketIn(region: string): (stack: Stack) => void {
  return (stack) => { accessPoint(stack, [IMPORTED[0], UnderlyingBucket.fromBucketName('media-other', region)]); };
}

function replication(props: Partial<CrossRegionReplicationProps> = {}): (stack: Stack) => void {
  return (stack) => { new CrossRegionReplication(stack, 'Replication', { buckets: IMPORTED, ...props }); };
}

function declareInTwoAccounts(stack: Stack): ReplicatedMultiRegionAccessPoint {
  return new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media', regions: [...REGIONS, 'us-east-2'], accounts: { 'us-east-1': OTHER_ACCOUNT },
  });
}

function oneWayAmong(regions: string[]): (stack: Stack) => void {
  return (stack) => {
    new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      regions,
      replication: { topology: ONE_WAY },
    });
  };
}

/** 101 access points in as many stacks as the permissions of the handlers need. */
function tooManyAccessPoints(stack: Stack): void {
  const app = stack.node.root as App;
  const stacks = Array.from({ length: 7 }, (_, index) => stackIn('eu-west-1', { app, id: `Stack${index}` }));
  for (let index = 0; index < 101; index += 1) {
    new MultiRegionAccessPoint(stacks[index % stacks.length], `Media${index}`, {
      multiRegionAccessPointName: `media-${index}`,
      buckets: IMPORTED,
    });
  }
}

function encryptedAfterwards(stack: Stack): void {
  const source = new s3.CfnBucket(stack, 'Source', {
    bucketName: 'media-eu',
    versioningConfiguration: { status: 'Enabled' },
  });
  replication({ buckets: [UnderlyingBucket.fromBucket(source), IMPORTED[1]], topology: ONE_WAY })(stack);
  source.bucketEncryption = {
    serverSideEncryptionConfiguration: [{ serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms' } }],
  };
}

function distributionInAnotherStack(stack: Stack): void {
  const edge = stackIn('eu-west-1', { app: stack.node.root as App, id: 'Edge' });
  const origin = new MultiRegionAccessPointOrigin(accessPoint(stack));
  new cloudfront.Distribution(edge, 'Distribution', { defaultBehavior: { origin } });
}

function keyInAnotherStack(stack: Stack): void {
  const virginia = stackIn('us-east-1', { app: stack.node.root as App, id: 'Virginia' });
  const bucket = new s3.Bucket(virginia, 'Bucket', {
    bucketName: 'media-us',
    encryptionKey: new kms.Key(virginia, 'Key'),
  });
  accessPoint(stack, [IMPORTED[0], UnderlyingBucket.fromBucket(bucket)]);
}

function drillOfLockedBuckets(stack: Stack): void {
  const { buckets } = new MultiRegionBuckets(stack, 'Buckets', {
    bucketNamePrefix: 'media',
    regions: REGIONS,
    objectLockDefaultRetention: s3.ObjectLockRetention.governance(Duration.days(1)),
  });
  new FailoverDrill(stack, 'Drill', {
    multiRegionAccessPoint: accessPoint(stack, buckets),
    failoverRole: iam.Role.fromRoleName(stack, 'Operator', 'operator'),
    reportBucket: s3.Bucket.fromBucketName(stack, 'Reports', 'reports'),
  });
}

function alarms(stack: Stack, deploymentRoleArns: string[]): void {
  new ReplicationAlarms(stack, 'Alarms', {
    alarmNamePrefix: 'media',
    replication: new CrossRegionReplication(stack, 'Replication', { buckets: IMPORTED }),
    topics: AlarmTopics.inOneRegion(new sns.Topic(stack, 'OnCall')),
    deploymentRoleArns,
  });
}

function drillWith(makeReportBucket: (stack: Stack) => s3.IBucket): (stack: Stack) => void {
  return (stack) => {
    new FailoverDrill(stack, 'Drill', {
      multiRegionAccessPoint: accessPoint(stack),
      failoverRole: iam.Role.fromRoleName(stack, 'Operator', 'operator'),
      reportBucket: makeReportBucket(stack),
    });
  };
}

function adoptWith(props: Partial<MultiRegionAccessPointProps>): (stack: Stack) => void {
  return (stack) => {
    new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      buckets: IMPORTED,
      existing: ExistingAccessPointPolicy.ADOPT,
      ...props,
    });
  };
}

function adoptDestroyedBuckets(stack: Stack): void {
  const bucket = new s3.Bucket(stack, 'Bucket', { bucketName: 'media-eu', removalPolicy: RemovalPolicy.DESTROY });
  const buckets = [UnderlyingBucket.fromBucket(bucket), IMPORTED[1]];
  adoptWith({ buckets, removalPolicy: RemovalPolicy.DESTROY })(stack);
}

class SynthesizerOfOneStack extends StackSynthesizer {
  public addFileAsset(): never { throw new Error('this synthesizer has no assets'); }
  public addDockerImageAsset(): never { throw new Error('this synthesizer has no assets'); }
  public synthesize(session: ISynthesisSession): void {
    this.synthesizeTemplate(session);
    this.emitArtifact(session);
  }
}

/** For each rule that constructs report as an annotation, a declaration that has it reported. */
export const REPORTING_DECLARATIONS: Readonly<Record<string, (stack: Stack) => void>> = {
  MRAP103: (stack) => {
    new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      buckets: IMPORTED,
      replacement: ReplacementPolicy.ALLOW,
    });
  },
  MRAP104: tooManyAccessPoints,
  MRAP108: (stack) => { new MultiRegionAccessPoint(stack, 'Media', { buckets: IMPORTED }); },
  MRAP204: withBucketIn('eu-west-9'),
  MRAP205: withBucketIn('af-south-1'),
  MRAP208: (stack) => {
    accessPoint(stack, [
      IMPORTED[0], UnderlyingBucket.fromBucketName('theirs', 'us-east-1', { account: OTHER_ACCOUNT }),
    ]);
  },
  MRAP211: (stack) => { accessPoint(stack, [IMPORTED[0]]); },
  MRAP213: (stack) => {
    stack.node.setContext('cdk-s3-mrap:allowedRegions', ['eu-west-1']);
    accessPoint(stack);
  },
  MRAP218: (stack) => {
    declareInTwoAccounts(stack);
    MultiRegionAccessPointHandlers.of(stack).configure({
      logEncryptionKey: kms.Key.fromKeyArn(stack, 'LogKey', `arn:aws:kms:${stack.region}:${ACCOUNT}:key/1`),
    });
  },
  MRAP219: (stack) => {
    new ReplicationAlarms(stack, 'Alarms', {
      alarmNamePrefix: 'media',
      replication: declareInTwoAccounts(stack).replication,
      topics: AlarmTopics.inOneRegion(sns.Topic.fromTopicArn(stack, 'OnCall', `arn:aws:sns:eu-west-1:${ACCOUNT}:a`)),
    });
  },
  MRAP222: (stack) => {
    const bucket = new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS_MANAGED });
    accessPoint(stack, [UnderlyingBucket.fromBucket(bucket), IMPORTED[1]]).grants
      .read(new iam.AccountPrincipal(OTHER_ACCOUNT));
  },
  MRAP223: (stack) => {
    const encryptionKeyArn = ALIAS.replace(ACCOUNT, OTHER_ACCOUNT);
    accessPoint(stack, [IMPORTED[0], UnderlyingBucket.fromBucketName('media-us', 'us-east-1', { encryptionKeyArn })]);
  },
  MRAP225: (stack) => {
    new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      regions: REGIONS,
      monthlyBudget: { usDollars: 1, newObjects: Size.tebibytes(1), putRequests: 0 },
    });
  },
  MRAP316: drillWith((stack) => s3.Bucket.fromBucketName(stack, 'Reports', 'reports')),
  MRAP317: drillWith((stack) => s3.Bucket.fromBucketAttributes(stack, 'Reports', {
    bucketName: 'reports', region: 'us-west-2', account: OTHER_ACCOUNT,
  })),
  MRAP318: (stack) => {
    const roleArns = Array.from({ length: 30 }, (_, index) => `arn:aws:iam::${ACCOUNT}:role/${'x'.repeat(50)}${index}`);
    alarms(stack, roleArns);
  },
  MRAP401: replication(),
  MRAP403: oneWayAmong([...REGIONS, 'ap-northeast-1']),
  MRAP404: oneWayAmong(REGIONS),
  MRAP405: replication({ topology: ONE_WAY, replicaModificationSync: true }),
  MRAP413: encryptedAfterwards,
  MRAP416: (stack) => { replication({ role: iam.Role.fromRoleName(stack, 'Given', 'theirs') })(stack); },
  MRAP421: replication({ storageClass: s3.StorageClass.GLACIER }),
  MRAP424: replication(),
  MRAP434: replication({
    excludedPrefixes: ['cold/'], rules: [ReplicationRule.twoWay({ id: 'cold', prefix: 'cold/', metrics: false })],
  }),
  MRAP448: (stack) => {
    const bucket = new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS });
    (bucket.node.defaultChild as s3.CfnBucket).addPropertyOverride(
      'BucketEncryption.ServerSideEncryptionConfiguration.0.ServerSideEncryptionByDefault.KMSMasterKeyID',
      ALIAS.replace('us-east-1', 'eu-west-1'),
    );
    accessPoint(stack, [UnderlyingBucket.fromBucket(bucket), IMPORTED[1]]);
  },
  MRAP505: (stack) => {
    const media = accessPoint(stack);
    media.addToResourcePolicy(new iam.PolicyStatement({
      principals: [new iam.AccountPrincipal(OTHER_ACCOUNT)],
      actions: ['s3:GetBucketLocation'],
      resources: [media.multiRegionAccessPointArn],
    }));
  },
  MRAP555: (stack) => { accessPoint(stack); },
  MRAP605: distributionInAnotherStack,
  MRAP761: (stack) => {
    const encrypted = UnderlyingBucket.fromBucketName('media-us', 'us-east-1', { encryptionKeyArn: ALIAS });
    accessPoint(stack, [IMPORTED[0], encrypted]).grants.read(new iam.AccountPrincipal(OTHER_ACCOUNT));
  },
  MRAP762: keyInAnotherStack,
  MRAP763: (stack) => {
    const multiRegionAccessPointArn = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
    MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Media', multiRegionAccessPointArn).grants
      .read(new iam.AccountPrincipal(OTHER_ACCOUNT));
  },
  MRAP772: (stack) => {
    const own = new Stack(stack.node.root, 'Own', {
      env: { account: ACCOUNT, region: 'eu-west-1' },
      synthesizer: new SynthesizerOfOneStack(),
    });
    new MultiRegionBuckets(own, 'Buckets', { bucketNamePrefix: 'media', regions: REGIONS });
  },
  MRAP779: (stack) => {
    new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media', buckets: IMPORTED, delegation: Delegation.none(),
    }).grants.read(new iam.AccountPrincipal(OTHER_ACCOUNT));
  },
  MRAP741: adoptWith({ removalPolicy: RemovalPolicy.DESTROY }),
  MRAP742: adoptDestroyedBuckets,
  MRAP743: adoptWith({}),
  MRAP745: (stack) => {
    new MultiRegionBuckets(stack, 'Buckets', {
      bucketNamePrefix: 'media', regions: ['eu-west-1', 'me-south-1'], accountRegionalNamespace: true,
    });
  },
  MRAP436: replication({ prefix: 'films/*' }),
  MRAP790: drillOfLockedBuckets,
};
