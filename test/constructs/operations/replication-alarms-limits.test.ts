import * as sns from 'aws-cdk-lib/aws-sns';
import * as cdk from 'aws-cdk-lib/core';
import {
  AlarmTopics, CrossRegionReplication, ReplicatedMultiRegionAccessPoint, ReplicationAlarms,
  type ReplicationAlarmsProps, ReplicationRule, UnderlyingBucket,
} from '../../../src';
import { REGIONS } from '../../../src/facts/regions';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn, verdictOf, warningTexts } from '../../support/synthesis';
import { findResources, renderReferences, synthesize } from './support';

const BUCKETS = [
  UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'), UnderlyingBucket.fromBucketName('media-us', 'us-east-2'),
];
const RULE = 'AWS::Events::Rule';

function declare(stack: cdk.Stack, props: Partial<ReplicationAlarmsProps> = {}) {
  const topic = sns.Topic.fromTopicArn(stack, 'Topic', `arn:aws:sns:eu-west-1:${ACCOUNT}:on-call`);
  return new ReplicationAlarms(stack, 'Alarms', {
    alarmNamePrefix: 'media',
    replication: props.replication ?? new CrossRegionReplication(stack, 'Replication', { buckets: BUCKETS }),
    topics: AlarmTopics.inOneRegion(topic),
    ...props,
  });
}

describe('ReplicationAlarms', () => {
  test('watches the bucket of its account for changes, if all other buckets belong to another account', () => {
    const stack = stackIn();
    const { replication } = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      bucketNamePrefix: 'media',
      regions: ['eu-west-1', 'us-east-1'],
      accounts: { 'us-east-1': OTHER_ACCOUNT },
    });
    declare(stack, { replication });
    const patterns = findResources(synthesize(stack), 'Stack', RULE).map(({ EventPattern: pattern }) => pattern);
    expect(JSON.stringify(patterns)).toContain('"bucketName":["media-eu-west-1"]');
    expect(warningTexts(stack, 'MRAP219')).toHaveLength(1);
  });

  test('has patterns that EventBridge accepts, with alarms for 17 Regions', () => {
    const stack = stackIn();
    const { replication, accessPoints } = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      bucketNamePrefix: 'media',
      regions: REGIONS.filter(({ support }) => support === 'default').slice(0, 17).map(({ region }) => region),
    });
    declare(stack, { replication, multiRegionAccessPoints: accessPoints });
    const patterns = synthesize(stack).stacks.flatMap(({ stackName }) =>
      findResources((stack.node.root as cdk.App).synth(), stackName, RULE)
        .map(({ EventPattern: pattern }) => JSON.stringify(renderReferences(pattern)).length));
    expect(patterns.length).toBeGreaterThan(17);
    expect(Math.max(...patterns)).toBeLessThanOrEqual(2048);
  });

  describe('in a stack of another account', () => {
    test('reports MRAP219, and creates no rule with an empty list of buckets', () => {
      const stack = stackIn();
      const app = stack.node.root as cdk.App;
      const operations = new cdk.Stack(app, 'Operations', { env: { account: OTHER_ACCOUNT, region: 'eu-west-1' } });
      const replication = new CrossRegionReplication(stack, 'Replication', { buckets: BUCKETS });
      const verdict = verdictOf(operations, () => declare(operations, { replication }));
      expect(verdict).toMatchObject({ errors: [], warnings: ['MRAP219'] });
      expect(findResources(app.synth(), 'Operations', RULE)).toEqual([]);
    });
  });

  describe('with many buckets', () => {
    const THREE_REGIONS = ['eu-west-1', 'us-east-2', 'eu-central-1'];
    const CATALOGS = ['films', 'series', 'trailers', 'subtitles', 'artwork'];
    const LONG_NAMES = Array.from({ length: 20 }, (_, index) => `${'x'.repeat(60)}-${index + 10}`);

    test('renders patterns within the quota of EventBridge', () => {
      const stack = stackIn();
      const replication = new CrossRegionReplication(stack, 'Replication', {
        buckets: THREE_REGIONS.map((region) => UnderlyingBucket.fromBucketName(`acme-media-${region}`, region)),
        excludedPrefixes: CATALOGS.map((catalog) => `${catalog}/`),
        rules: [
          ...CATALOGS.map((id) => ReplicationRule.twoWay({ id, prefix: `${id}/` })),
          ...LONG_NAMES.map((name, index) => ReplicationRule.oneWay({
            id: `vault${index}`,
            metrics: false,
            destinations: [UnderlyingBucket.fromBucketName(name, 'eu-west-1')],
          })),
        ],
      });
      const alarms = declare(stack, { alarmNamePrefix: 'acme-media-production', replication });
      const assembly = synthesize(stack);
      const patterns = assembly.stacks.flatMap(({ stackName }) => findResources(assembly, stackName, RULE))
        .map(({ EventPattern }) => JSON.stringify(EventPattern));
      expect(Math.max(...patterns.map(({ length }) => length))).toBeLessThan(2_048);
      for (const name of LONG_NAMES) expect(patterns.some((pattern) => pattern.includes(`"${name}"`))).toBe(true);
      const metadata = alarms.node.findAll().flatMap(({ node }) => node.metadata);
      const warnings = metadata.filter(({ type }) => type.includes('warning'));
      expect(warnings).toEqual([]);
    });

    test('reports MRAP318 for a pattern with too many roles', () => {
      const deploymentRoleArns = LONG_NAMES.map((name) => `arn:aws:iam::${ACCOUNT}:role/${name}`);
      const stack = stackIn();
      expect(verdictOf(stack, () => declare(stack, { deploymentRoleArns })).warnings).toContain('MRAP318');
    });
  });

  describe('in two stages', () => {
    const declareStages = (makePrefix: (stage: string) => string) => {
      const app = new cdk.App();
      for (const name of ['Dev', 'Prod']) {
        const env = { account: ACCOUNT, region: 'eu-west-1' };
        const stack = new cdk.Stack(new cdk.Stage(app, name), 'Stack', { env });
        const buckets = BUCKETS.map(({ bucketName, region }) =>
          UnderlyingBucket.fromBucketName(`${bucketName}-${name.toLowerCase()}`, region));
        declare(stack, {
          alarmNamePrefix: makePrefix(name),
          replication: new CrossRegionReplication(stack, 'Replication', { buckets }),
        });
      }
      return app;
    };

    test('rejects names that alarms of another stage have in the same account and Region', () => {
      expect(() => declareStages(() => 'media').synth()).toThrow(
        '[MRAP315] alarmNamePrefix "media" is used more than once in account 111122223333, got ["Dev/Stack/Alarms", '
        + '"Prod/Stack/Alarms"], expected one construct',
      );
    });

    test('accepts different names', () => {
      expect(declareStages((stage) => `media-${stage.toLowerCase()}`).synth().stacks).toEqual([]);
    });
  });
});
