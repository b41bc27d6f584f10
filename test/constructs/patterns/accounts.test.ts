import { App, Aws, Stack } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, FailoverConfiguration, ReplicatedMultiRegionAccessPoint,
  type ReplicatedMultiRegionAccessPointProps, UnderlyingBucket, UnderlyingBucketEncryption,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { DeployedApplication } from '../../support/iam/deployed';
import { evaluate, type Statement } from '../../support/iam/evaluate';
import { stackIn, verdictOf, warningsOf } from '../../support/synthesis';

const THIRD_ACCOUNT = '777788889999';
const ACCOUNTS: Readonly<Record<string, string>> = {
  'eu-west-1': ACCOUNT, 'us-east-1': OTHER_ACCOUNT, 'ap-northeast-1': THIRD_ACCOUNT,
};
const REGIONS = Object.keys(ACCOUNTS);

function declare(stack: Stack, props: Partial<ReplicatedMultiRegionAccessPointProps> = {}) {
  return new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    regions: REGIONS,
    accounts: { 'us-east-1': OTHER_ACCOUNT, 'ap-northeast-1': THIRD_ACCOUNT },
    failover: FailoverConfiguration.activeActive(),
    ...props,
  });
}

const statementsOf = (document: unknown) => (document as { Statement: Statement[] }).Statement;

/** The replication role of the buckets in one account, as deployed. */
function findReplicationRole(deployed: DeployedApplication, account: string) {
  const [role] = deployed.ofType('AWS::IAM::Role').filter((entry) =>
    entry.account === account
      && JSON.stringify(entry.Properties.AssumeRolePolicyDocument).includes('s3.amazonaws.com'));
  const identity = deployed.ofType('AWS::IAM::Policy')
    .filter((entry) => entry.account === account && (entry.Properties.Roles as string[]).includes(role.id))
    .flatMap(({ Properties: properties }) => statementsOf(properties.PolicyDocument));
  return {
    id: role.id,
    arn: `arn:aws:iam::${account}:role${role.Properties.Path}${role.Properties.RoleName}`,
    identity,
  };
}

describe('ReplicatedMultiRegionAccessPoint', () => {
  describe('with buckets in three accounts', () => {
    const stack = stackIn();
    declare(stack, { encryption: UnderlyingBucketEncryption.kms() });
    const deployed = new DeployedApplication(stack.node.root as App);
    const PAIRS = REGIONS.flatMap((from) =>
      REGIONS.filter((to) => to !== from).map((to): [string, string] => [from, to]));

    /** Decides a request of the replication role of a Region for the bucket or the key of another Region. */
    function decide(from: string, to: string, action: string, principal?: string) {
      const role = findReplicationRole(deployed, ACCOUNTS[from]);
      const owner = ACCOUNTS[to];
      const [key] = deployed.ofType('AWS::KMS::Key').filter(({ region }) => region === to);
      const [policy] = deployed.ofType('AWS::S3::BucketPolicy').filter(({ region }) => region === to);
      const isForKey = action.startsWith('kms:');
      return evaluate({
        principal: principal ?? role.arn,
        owner,
        action,
        resource: isForKey ? `arn:aws:kms:${to}:${owner}:key/1` : `arn:aws:s3:::media-${ACCOUNT}-${to}/film`,
        context: isForKey
          ? {
            'kms:ViaService': `s3.${to}.amazonaws.com`,
            'kms:ResourceAliases': [`alias/media-${ACCOUNT}`],
            'kms:EncryptionContext:aws:s3:arn': `arn:aws:s3:::media-${ACCOUNT}-${to}`,
          }
          : { 'aws:SecureTransport': 'true', 's3:TlsVersion': '1.3' },
      }, {
        identity: role.identity,
        resource: statementsOf(isForKey ? key.Properties.KeyPolicy : policy.Properties.PolicyDocument),
      });
    }

    test.each(PAIRS)('replicates from %s to %s with the role of the account, the override and the key', (from, to) => {
      const { id } = findReplicationRole(deployed, ACCOUNTS[from]);
      const [rules] = deployed.ofType('Custom::S3BucketReplication')
        .filter(({ Properties: properties }) => properties.Region === from);
      expect(rules.account).toBe(ACCOUNTS[from]);
      expect(JSON.stringify(rules.Properties.Role)).toContain(id);
      expect(rules.Properties.Rules).toContainEqual(expect.objectContaining({
        DestinationBucket: `media-${ACCOUNT}-${to}`, DestinationAccount: ACCOUNTS[to], OwnerOverride: true,
      }));
      for (const action of ['s3:ReplicateObject', 's3:ObjectOwnerOverrideToBucketOwner', 'kms:GenerateDataKey']) {
        expect([action, decide(from, to, action)]).toEqual([action, 'allowed']);
      }
    });

    test.each(PAIRS)('does not allow another role of the account of %s to write to %s', (from, to) => {
      const other = `arn:aws:iam::${ACCOUNTS[from]}:role/other`;
      expect(decide(from, to, 's3:ReplicateObject', other)).toBe('implicitly denied');
      expect(decide(from, to, 'kms:Encrypt', other)).toBe('implicitly denied');
    });

    test('allows the account of the access point to read with the keys of the other accounts', () => {
      for (const to of ['us-east-1', 'ap-northeast-1']) {
        const [key] = deployed.ofType('AWS::KMS::Key').filter(({ region }) => region === to);
        expect(statementsOf(key.Properties.KeyPolicy)).toContainEqual(expect.objectContaining({
          Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` }, Action: ['kms:Decrypt', 'kms:GenerateDataKey'],
        }));
      }
    });

    test('requests nothing from the owners', () => {
      expect(warningsOf(stack)).not.toContain('MRAP208');
      expect(warningsOf(stack)).not.toContain('MRAP555');
    });

    test('deploys buckets first, and the rules of other accounts last', () => {
      const { stacks } = (stack.node.root as App).synth();
      const order = stacks.map(({ stackName, environment }) => `${environment.account} ${stackName}`);
      expect(order).toEqual([
        expect.stringMatching(/ Stack-media-/), expect.stringMatching(/ Stack-media-/), `${ACCOUNT} Stack`,
        expect.stringMatching(/ Stack-replication-[0-9a-f]{8}-/),
        expect.stringMatching(/ Stack-replication-[0-9a-f]{8}-/),
      ]);
      expect(new Set(stacks.map(({ environment: { account } }) => account)).size).toBe(3);
    });
  });

  test('creates the bucket of the home Region in another account', () => {
    const stack = stackIn();
    declare(stack, { accounts: { 'eu-west-1': OTHER_ACCOUNT } });
    const deployed = new DeployedApplication(stack.node.root as App);
    expect(deployed.ofType('AWS::S3::Bucket').map(({ account, region }) => `${account} ${region}`).sort()).toEqual([
      `${ACCOUNT} ap-northeast-1`, `${ACCOUNT} us-east-1`, `${OTHER_ACCOUNT} eu-west-1`,
    ]);
  });

  test.each<[string, Partial<ReplicatedMultiRegionAccessPointProps>]>([
    ['an account for a Region without a bucket', { accounts: { 'sa-east-1': OTHER_ACCOUNT } }],
    ['an account that is no number', { accounts: { 'us-east-1': 'prod' } }],
    ['the account in the bucket names', { bucketNamePrefix: `media-${Aws.ACCOUNT_ID}` }],
  ])('rejects %s (MRAP773)', (_name, props) => {
    expect(verdictOf(stackIn(), (stack) => declare(stack, props)).errors).toEqual(['MRAP773']);
  });

  test('rejects accounts in a stack without an account (MRAP773)', () => {
    const stack = new Stack(new App(), 'Stack', { env: { region: 'eu-west-1' } });
    expect(verdictOf(stack, (home) => declare(home)).errors).toEqual(['MRAP773']);
  });

  test('accepts the account of the stack for a Region', () => {
    const stack = stackIn();
    declare(stack, { accounts: { 'us-east-1': ACCOUNT, 'eu-west-1': ACCOUNT } });
    expect(new DeployedApplication(stack.node.root as App).ofType('AWS::S3::Bucket').map(({ account }) => account))
      .toEqual([ACCOUNT, ACCOUNT, ACCOUNT]);
  });
});

describe('CrossRegionReplication', () => {
  test('requests the rules of a source bucket that another application creates', () => {
    const stack = stackIn();
    new CrossRegionReplication(stack, 'Replication', {
      buckets: [
        UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'),
        UnderlyingBucket.fromBucketName('theirs', 'us-east-1', { account: OTHER_ACCOUNT }),
      ],
    });
    const deployed = new DeployedApplication(stack.node.root as App);
    expect(deployed.ofType('Custom::S3BucketReplication').map(({ account }) => account)).toEqual([ACCOUNT]);
    expect(warningsOf(stack)).toContain('MRAP208');
  });
});
