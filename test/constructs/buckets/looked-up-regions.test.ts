import * as iam from 'aws-cdk-lib/aws-iam';
import * as s3 from 'aws-cdk-lib/aws-s3';
import * as ssm from 'aws-cdk-lib/aws-ssm';
import { App, CfnParameter, Stack } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, FailoverConfiguration, MultiRegionBuckets, ReplicatedMultiRegionAccessPoint,
  type ReplicatedMultiRegionAccessPointProps, ReplicationTopology, ServerAccessLogs, UnderlyingBucket,
  UnderlyingBucketEncryption,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';

type LookUp = (name: string) => string;

/** The values of the parameters, which the CDK CLI looks up after the first synthesis. */
const VALUES: Readonly<Record<string, string>> = {
  '/regions': 'eu-west-1,us-east-1', '/region': 'ap-northeast-1', '/account': OTHER_ACCOUNT, '/name': 'media-tokyo',
};

/** Synthesizes an application with or without the values of its lookups. */
function synthesize(declare: (stack: Stack, lookUp: LookUp) => void, values: Readonly<Record<string, string>>) {
  const context = Object.entries(values).map(([name, value]) =>
    [`ssm:account=${ACCOUNT}:parameterName=${name}:region=eu-west-1`, value]);
  const app = new App({ analyticsReporting: false, context: Object.fromEntries(context) as Record<string, string> });
  const stack = new Stack(app, 'Main', { env: { account: ACCOUNT, region: 'eu-west-1' } });
  declare(stack, (name) => ssm.StringParameter.valueFromLookup(stack, name));
  const assembly = app.synth();
  const templates = assembly.stacks.map(({ id, template }) => [id, template] as const);
  return { missing: assembly.manifest.missing ?? [], templates: Object.fromEntries(templates) as object };
}

type ReplicatedOptions = Omit<ReplicatedMultiRegionAccessPointProps, 'multiRegionAccessPointName'>;

const replicated = (makeOptions: (lookUp: LookUp, stack: Stack) => ReplicatedOptions) =>
  (stack: Stack, lookUp: LookUp) => new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media', ...makeOptions(lookUp, stack),
  });

const THREE = (lookUp: LookUp) => ['eu-west-1', 'us-east-1', lookUp('/region')];
const LOGS = (stack: Stack, region: string) =>
  s3.Bucket.fromBucketAttributes(stack, `Logs ${region}`, { bucketName: `logs-${region}`, region });

const APPLICATIONS: Readonly<Record<string, (stack: Stack, lookUp: LookUp) => unknown>> = {
  'all Regions': replicated((lookUp) => ({ regions: lookUp('/regions').split(',') })),
  'all Regions beside active Regions': replicated((lookUp) => ({
    regions: lookUp('/regions').split(','), failover: FailoverConfiguration.activePassive(['us-east-1']),
  })),
  'one Region': replicated((lookUp) => ({ regions: THREE(lookUp) })),
  'the active Region': replicated((lookUp) => ({
    regions: THREE(lookUp), failover: FailoverConfiguration.activePassive([lookUp('/region')]),
  })),
  'the Region of a generation': replicated((lookUp) => ({
    regions: THREE(lookUp),
    generations: [{ id: '1', regions: ['eu-west-1', 'us-east-1'] }, { id: '2', regions: THREE(lookUp) }],
  })),
  'the source of the replication': replicated((lookUp) => ({
    regions: THREE(lookUp), replication: { topology: ReplicationTopology.oneWay([lookUp('/region')], ['eu-west-1']) },
  })),
  'an account': replicated((lookUp) => ({
    regions: ['eu-west-1', 'us-east-1'], accounts: { 'us-east-1': lookUp('/account') },
  })),
  'a Region and its account': replicated((lookUp) => ({
    regions: THREE(lookUp), accounts: { [lookUp('/region')]: lookUp('/account') },
  })),
  'a Region with a key': replicated((lookUp) => ({
    regions: ['eu-west-1', lookUp('/region')],
    encryption: UnderlyingBucketEncryption.kmsKeys({
      'eu-west-1': `arn:aws:kms:eu-west-1:${ACCOUNT}:alias/media`,
      'ap-northeast-1': `arn:aws:kms:ap-northeast-1:${ACCOUNT}:alias/media`,
    }),
  })),
  'a Region with keys of this library': replicated((lookUp) => ({
    regions: THREE(lookUp), encryption: UnderlyingBucketEncryption.kms(),
  })),
  'a Region with a log bucket': replicated((lookUp, stack) => ({
    regions: ['eu-west-1', lookUp('/region')],
    serverAccessLogs: ServerAccessLogs.perRegion({
      'eu-west-1': LOGS(stack, 'eu-west-1'), 'ap-northeast-1': LOGS(stack, 'ap-northeast-1'),
    }),
  })),
  'a Region with a managed log bucket': replicated((lookUp) => ({
    regions: THREE(lookUp), serverAccessLogs: ServerAccessLogs.managed(),
  })),
  'the bucket of a Region': (stack, lookUp) => {
    const buckets = new MultiRegionBuckets(stack, 'Buckets', {
      bucketNamePrefix: 'media', regions: ['eu-west-1', lookUp('/region')],
    });
    buckets.bucket('ap-northeast-1').enableEventBridgeNotification();
    buckets.supportStack(lookUp('/region')).tags.setTag('team', 'films');
  },
  'Region and name of an existing bucket': (stack, lookUp) => new CrossRegionReplication(stack, 'Replication', {
    buckets: [
      UnderlyingBucket.fromBucketName('media-ireland', 'eu-west-1'),
      UnderlyingBucket.fromBucketName(lookUp('/name'), lookUp('/region')),
    ],
  }),
  'the account of a grantee': (stack, lookUp) => new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media', regions: ['eu-west-1', 'us-east-1'],
  }).grants.read(new iam.AccountPrincipal(lookUp('/account'))),
};

describe('LookedUpRegions', () => {
  test.each(Object.entries(APPLICATIONS))(
    'allows the first synthesis of an application that looks up %s', (_name, declare) => {
      expect(synthesize(declare, {}).missing.length).toBeGreaterThan(0);
    },
  );

  test.each(Object.entries(APPLICATIONS))(
    'has no effect on the synthesis after the lookup of %s', (_name, declare) => {
      const lookedUp = synthesize(declare, VALUES);
      const fixed = synthesize((stack) => declare(stack, (name) => VALUES[name]), {});
      expect(lookedUp.missing).toEqual([]);
      expect(lookedUp.templates).toEqual(fixed.templates);
    },
  );

  test('reports a Region that is a duplicate without lookups', () => {
    expect(() => synthesize(replicated(() => ({ regions: ['eu-west-1', 'us-east-1', 'us-east-1'] })), {}))
      .toThrow(/MRAP202/);
  });
});

describe('CrossRegionReplication', () => {
  test('replicates between buckets whose names are parameters', () => {
    const { templates } = synthesize((stack) => new CrossRegionReplication(stack, 'Replication', {
      buckets: ['eu-west-1', 'us-east-1'].map((region, index) => UnderlyingBucket.fromBucketName(
        new CfnParameter(stack, `Bucket${index}`).valueAsString, region)),
    }), {});
    expect(JSON.stringify(templates).match(/Custom::S3BucketReplication/g)).toHaveLength(2);
  });
});
