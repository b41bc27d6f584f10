import { createRequire } from 'node:module';
import * as path from 'node:path';
import * as iam from 'aws-cdk-lib/aws-iam';
import { App, Stack } from 'aws-cdk-lib/core';
import { lintSources } from '../../../cli/commands/lint';
import {
  CrossRegionReplication, Delegation, FailoverConfiguration, MultiRegionAccessPoint, MultiRegionAccessPointChecks,
  MultiRegionBuckets, Provisioning, ReplicatedMultiRegionAccessPoint, ReplicationTopology, ServerAccessLogs,
  UnderlyingBucket, UnderlyingBucketEncryption,
} from '../../../src';
import { listExamples } from '../../stability/examples';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { synthesizeWith } from './synthesis';

const EXAMPLES = path.join(__dirname, '..', '..', '..', 'examples');
const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
const checks = new MultiRegionAccessPointChecks();

/**
 * The findings in an application before its synthesis, of the plugin within it, and of the command line in what it
 * wrote.
 */
function findingsIn(app: App) {
  const tree = checks.checkScope(app);
  const { directory, violations, failed, templates } = synthesizeWith(app, checks);
  return {
    tree,
    violations,
    failed,
    written: lintSources([directory], {}).findings,
    templates: Object.keys(templates).length,
  };
}

function findingsInExample(name: string): ReturnType<typeof findingsIn> {
  const found: ReturnType<typeof findingsIn>[] = [];
  const synth = jest.spyOn(App.prototype, 'synth').mockImplementation(function (this: App) {
    synth.mockRestore();
    found.push(findingsIn(this));
    return this.synth();
  });
  try {
    createRequire(__filename)(path.join(EXAMPLES, name, 'app.ts'));
  } finally {
    synth.mockRestore();
  }
  return found[0];
}

/** Every construct of ours with options that write other resources and policies than its defaults. */
function constructs(): App {
  const app = new App();
  const stackOf = (id: string) => new Stack(app, id, { env: { account: ACCOUNT, region: 'eu-west-1' } });

  const whole = stackOf('Whole');
  const media = new ReplicatedMultiRegionAccessPoint(whole, 'Media', {
    multiRegionAccessPointName: 'media',
    regions: REGIONS,
    encryption: UnderlyingBucketEncryption.kms(),
    generations: [{ id: '1', regions: REGIONS.slice(0, 2) }, { id: '2', regions: REGIONS }],
    failover: FailoverConfiguration.activePassive(['eu-west-1', 'ap-northeast-1']),
  });
  media.grants.readWrite(
    new iam.Role(whole, 'Transcoder', { assumedBy: new iam.ServicePrincipal('ecs-tasks.amazonaws.com') }),
  );
  media.grants.read(new iam.AccountPrincipal(OTHER_ACCOUNT), 'public/*');

  const parts = stackOf('Parts');
  const { buckets } = new MultiRegionBuckets(parts, 'Buckets', {
    bucketNamePrefix: 'parts',
    regions: REGIONS,
    serverAccessLogs: ServerAccessLogs.managed(),
  });
  new CrossRegionReplication(parts, 'Replication', {
    buckets,
    topology: ReplicationTopology.oneWay(['eu-west-1'], REGIONS.slice(1)),
  });
  const native = new MultiRegionAccessPoint(parts, 'Native', {
    multiRegionAccessPointName: 'parts',
    buckets,
    provisioning: Provisioning.cloudFormation(),
    delegation: Delegation.none(),
    failover: FailoverConfiguration.activePassive(['eu-west-1']),
  });
  native.grants.put(
    new iam.Role(parts, 'Uploader', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') }), 'films/*',
  );

  const brought = stackOf('Brought');
  const foreign = [
    UnderlyingBucket.fromBucketName('brought-ireland', 'eu-west-1'),
    UnderlyingBucket.fromBucketName('brought-virginia', 'us-east-1', { account: OTHER_ACCOUNT }),
  ];
  new CrossRegionReplication(brought, 'Replication', { buckets: foreign });
  new MultiRegionAccessPoint(brought, 'Media', {
    multiRegionAccessPointName: 'brought',
    buckets: foreign,
    failover: FailoverConfiguration.activeActive(),
  });
  return app;
}

describe('src/constructs', () => {
  const NOTHING = { tree: [], violations: [], failed: false, written: [] };

  test('passes the construct tree, the plugin and the command line without a finding', () => {
    expect(findingsIn(constructs())).toEqual({ ...NOTHING, templates: 7 });
  });

  test.each(listExamples())('passes all checks without a finding in example %s', (name) => {
    expect(findingsInExample(name)).toEqual({ ...NOTHING, templates: expect.any(Number) });
  });
});
