import { Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { App, type Stack } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, MultiRegionAccessPoint, ReplicatedMultiRegionAccessPoint, ReplicationTopology,
  UnderlyingBucket, UnderlyingBucketEncryption,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { readOwnerRequirements, stackIn, verdictOf, warningTexts } from '../../support/synthesis';

const SECURITY_ACCOUNT = '777766665555';
const REGIONS = ['eu-west-1', 'us-east-1'];
const US = UnderlyingBucket.fromBucketName('media-us', 'us-east-1');

interface KeyRequest {
  readonly keyPolicy: { Principal: { AWS: string }; Action: string[]; Condition: Record<string, unknown> }[];
}

const makeAlias = (region: string, account = SECURITY_ACCOUNT) => `arn:aws:kms:${region}:${account}:alias/media`;
const makeRoot = (account: string) => `arn:aws:iam::${account}:root`;

/** Lists the requests to the owner of the keys as "<account of the principal> <action>", for each key. */
function listRequests(stack: Stack): string[][] {
  Template.fromStack(stack);
  return readOwnerRequirements<KeyRequest>(stack, 'MRAP223').map(({ keyPolicy }) => keyPolicy.flatMap((statement) => {
    const [, account] = /^arn:aws:iam::(\d{12}):/.exec(statement.Principal.AWS)!;
    return [statement.Action].flat().map((action) =>
      `${account} ${'ArnEquals' in statement.Condition ? 'role ' : ''}${action}`);
  }).sort());
}

describe('requestKeysOfThirdAccounts', () => {
  test('requests the keys of a security account from this account, for all users and for the replication role', () => {
    const stack = stackIn();
    new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      regions: REGIONS,
      encryption: UnderlyingBucketEncryption.kmsKeys(
        Object.fromEntries(REGIONS.map((region) => [region, makeAlias(region)])),
      ),
    });
    expect(listRequests(stack)).toEqual(Array(2).fill([
      `${ACCOUNT} kms:Decrypt`, `${ACCOUNT} kms:Decrypt`, `${ACCOUNT} kms:Decrypt`,
      `${ACCOUNT} kms:Encrypt`, `${ACCOUNT} kms:GenerateDataKey`, `${ACCOUNT} kms:GenerateDataKey`,
    ]));
    expect(warningTexts(stack, 'MRAP223')[0]).toContain(
      `key "${makeAlias('eu-west-1')}" belongs to account ${SECURITY_ACCOUNT}, whose owner must add the content of`,
    );
  });

  test('writes a file for each key, also for aliases that differ in a slash or in capital letters', () => {
    const stack = stackIn();
    const makeKey = (alias: string) => `arn:aws:kms:eu-west-1:${SECURITY_ACCOUNT}:alias/${alias}`;
    ['Films', 'films', 'a/b', 'a_b'].forEach((alias, index) => {
      new MultiRegionAccessPoint(stack, `Media${index}`, {
        multiRegionAccessPointName: `media-${index}`,
        buckets: [UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1', { encryptionKeyArn: makeKey(alias) }), US],
      });
    });
    expect(listRequests(stack)).toHaveLength(4);
    const files = warningTexts(stack, 'MRAP223').map((text) => /owner-requirements\/\S+\.json/.exec(text)![0]);
    expect(new Set(files.map((file) => file.toLowerCase())).size).toBe(4);
  });

  test('requests the keys also for the replication role of a bucket in another account', () => {
    const stack = stackIn();
    new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      regions: REGIONS,
      accounts: { 'us-east-1': OTHER_ACCOUNT },
      encryption: UnderlyingBucketEncryption.kmsKeys(
        Object.fromEntries(REGIONS.map((region) => [region, makeAlias(region)])),
      ),
    });
    const [ofHome, ofOther] = listRequests(stack);
    expect(ofHome).toEqual(expect.arrayContaining([
      `${ACCOUNT} kms:Decrypt`, `${OTHER_ACCOUNT} role kms:Encrypt`, `${OTHER_ACCOUNT} role kms:Decrypt`,
    ]));
    expect(ofOther).toEqual(expect.arrayContaining([
      `${ACCOUNT} kms:Decrypt`, `${ACCOUNT} kms:Encrypt`, `${OTHER_ACCOUNT} role kms:Decrypt`,
    ]));
    expect(warningTexts(stack, 'MRAP208').join()).not.toContain('keyPolicy');
  });

  test('requests the keys for the role that the owner of a source bucket creates', () => {
    const stack = stackIn();
    const theirs = UnderlyingBucket.fromBucketName('theirs', 'sa-east-1', {
      account: OTHER_ACCOUNT, encryptionKeyArn: makeAlias('sa-east-1'),
    });
    const own = UnderlyingBucket.fromBucketName('media-us', 'us-east-1', {
      encryptionKeyArn: makeAlias('us-east-1', ACCOUNT),
    });
    new CrossRegionReplication(stack, 'Replication', { buckets: [own, theirs] });
    expect(listRequests(stack)).toEqual([[
      `${ACCOUNT} kms:Decrypt`, `${ACCOUNT} kms:Encrypt`, `${ACCOUNT} kms:GenerateDataKey`,
      `${OTHER_ACCOUNT} role kms:Decrypt`,
    ]]);
  });

  test('requests only decryption with previous keys', () => {
    const stack = stackIn();
    new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media',
      regions: REGIONS,
      encryption: UnderlyingBucketEncryption.kms({ previousKeyArns: [makeAlias('eu-west-1')] }),
      replication: { topology: ReplicationTopology.oneWay(['us-east-1'], ['eu-west-1']) },
    });
    expect(listRequests(stack)).toEqual([[`${ACCOUNT} kms:Decrypt`]]);
  });

  test('requests nothing for keys of this account, or if the account of the stack is not known', () => {
    const stacks = [
      [stackIn(), ACCOUNT], [stackIn('eu-west-1', { env: { region: 'eu-west-1' } }), SECURITY_ACCOUNT],
    ] as const;
    for (const [stack, account] of stacks) {
      const encryptionKeyArn = makeAlias('eu-west-1', account);
      new MultiRegionAccessPoint(stack, 'Media', {
        multiRegionAccessPointName: 'media',
        buckets: [UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1', { encryptionKeyArn }), US],
      });
      expect(listRequests(stack)).toEqual([]);
    }
  });

  test('requests nothing for a destination of another account that encrypts with a key of this account', () => {
    const stack = stackIn();
    const theirs = UnderlyingBucket.fromBucketName('theirs', 'sa-east-1', {
      account: OTHER_ACCOUNT, encryptionKeyArn: makeAlias('sa-east-1', ACCOUNT),
    });
    new CrossRegionReplication(stack, 'Replication', {
      buckets: [US, theirs], topology: ReplicationTopology.oneWay(['us-east-1'], ['sa-east-1']),
    });
    expect(listRequests(stack)).toEqual([]);
    expect(JSON.stringify(readOwnerRequirements(stack, 'MRAP208'))).not.toContain('keyPolicy');
  });
});

describe('annotateAwsManagedKeys', () => {
  const declareManaged = (stack: Stack, grantee: iam.IGrantable) => {
    const bucket = new s3.Bucket(stack, 'Bucket', { encryption: s3.BucketEncryption.KMS_MANAGED });
    new MultiRegionAccessPoint(stack, 'Media', {
      multiRegionAccessPointName: 'media', buckets: [UnderlyingBucket.fromBucket(bucket), US],
    }).grants.read(grantee);
  };

  test.each<[string, iam.IGrantable]>([
    ['another account', new iam.AccountPrincipal(OTHER_ACCOUNT)],
    ['a role of another account', new iam.ArnPrincipal(`${makeRoot(OTHER_ACCOUNT).replace('root', 'role/a')}`)],
    ['an organization', new iam.OrganizationPrincipal('o-0123456789')],
    ['a service', new iam.ServicePrincipal('logs.amazonaws.com')],
  ])('reports that %s cannot use an AWS managed key (MRAP222)', (_name, grantee) => {
    const stack = stackIn();
    expect(verdictOf(stack, () => declareManaged(stack, grantee)).warnings).toEqual(['MRAP222', 'MRAP555']);
    expect(warningTexts(stack, 'MRAP222')[0]).toContain(`["arn:aws:kms:eu-west-1:${ACCOUNT}:alias/aws/s3"]`);
  });

  test.each<[string, (stack: Stack) => iam.IGrantable]>([
    ['a role', (stack) => new iam.Role(stack, 'Role', { assumedBy: new iam.AccountRootPrincipal() })],
    ['the account', () => new iam.AccountRootPrincipal()],
    ['the ARN of a role', () => new iam.ArnPrincipal(makeRoot(ACCOUNT).replace('root', 'role/a'))],
  ])('does not report %s of the account of the key', (_name, create) => {
    const stack = stackIn();
    expect(verdictOf(stack, () => declareManaged(stack, create(stack))).warnings).toEqual(['MRAP555']);
  });

  test('reports a member of another account that encrypts with the AWS managed key of that account', () => {
    const app = new App();
    const theirs = stackIn('us-east-1', { app, id: 'Theirs', env: { account: OTHER_ACCOUNT, region: 'us-east-1' } });
    const bucket = new s3.Bucket(theirs, 'Bucket', {
      bucketName: 'theirs', encryption: s3.BucketEncryption.DSSE_MANAGED,
    });
    const stack = stackIn('eu-west-1', { app });
    expect(verdictOf(stack, () => {
      new MultiRegionAccessPoint(stack, 'Media', {
        multiRegionAccessPointName: 'media',
        buckets: [
          UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'), UnderlyingBucket.fromBucket(bucket),
        ],
      });
    }).warnings).toEqual(['MRAP222', 'MRAP555']);
  });

  test('does not mistake a bucket with its own key for a bucket with an AWS managed key', () => {
    const stack = stackIn();
    const { keyArn } = new kms.Key(stack, 'Key');
    const bucket = new s3.CfnBucket(stack, 'Bucket', {
      bucketEncryption: {
        serverSideEncryptionConfiguration: [
          { serverSideEncryptionByDefault: { sseAlgorithm: 'aws:kms', kmsMasterKeyId: keyArn } },
        ],
      },
    });
    expect(verdictOf(stack, () => {
      new MultiRegionAccessPoint(stack, 'Media', {
        multiRegionAccessPointName: 'media', buckets: [UnderlyingBucket.fromBucket(bucket), US],
      }).grants.read(new iam.AccountPrincipal(OTHER_ACCOUNT));
    }).warnings).not.toContain('MRAP222');
  });
});
