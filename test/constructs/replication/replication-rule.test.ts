import { Match, Template } from 'aws-cdk-lib/assertions';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type App, Stack } from 'aws-cdk-lib/core';
import {
  CrossRegionReplication, type CrossRegionReplicationProps, ReplicatedMultiRegionAccessPoint, ReplicationRule,
  UnderlyingBucket,
} from '../../../src';
import { findLocatedRules } from '../../../src/linter/model/replication';
import { TemplateModel } from '../../../src/linter/model/template-model';
import { readReplicationRuleProperties } from '../../../src/wire/replication';
import { toCloudFormationRule, toS3ReplicationRule } from '../../../src/wire/s3-replication-rule';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { evaluate, type Statement } from '../../support/iam/evaluate';
import { readOwnerRequirements, stackIn, warningTexts } from '../../support/synthesis';
import { declare, encrypt, EU, JP, toVault, US, VAULT } from './support';

const FOREIGN_VAULT = UnderlyingBucket.fromBucketName('vault-eu', 'eu-west-1', { account: OTHER_ACCOUNT });

type Change = Partial<CrossRegionReplicationProps>;

/** The rules of S3 that the custom resources write: source, id, priority. */
function listRules({ rules }: ReturnType<typeof declare>): string[] {
  return Object.values(rules)
    .flatMap(({ Rules }) => Rules.map(({ Id, Priority }) => `${String(Id)} ${String(Priority)}`));
}

describe('ReplicationRule', () => {
  test('copies every bucket to a vault in the Region of a source, beside the default rule', () => {
    const { rules } = declare({ buckets: [EU, US], rules: [toVault()] });
    expect(Object.entries(rules).map(([source, { Rules }]) => [source, Rules.map(({ Id }) => Id)])).toEqual([
      ['media-eu', ['cdk-s3-mrap/media-eu/media-us', 'cdk-s3-mrap/media-eu/vault-eu/vault']],
      ['media-us', ['cdk-s3-mrap/media-us/media-eu', 'cdk-s3-mrap/media-us/vault-eu/vault']],
    ]);
    expect(rules['media-eu'].Rules[1]).toMatchObject({
      DestinationBucket: 'vault-eu', ReplicaModifications: false, DeleteMarkers: true, OwnerOverride: false,
    });
  });

  test('has the options of its own', () => {
    const { rules } = declare({
      buckets: [EU, US],
      prefix: 'films/',
      rules: [toVault({
        sources: [US],
        tags: { keep: 'yes' },
        storageClass: s3.StorageClass.DEEP_ARCHIVE,
        metrics: false,
        excludedPrefixes: ['tmp/'],
      })],
    });
    expect(rules['media-eu'].Rules).toHaveLength(1);
    expect(rules['media-us'].Rules[0]).toMatchObject({ Prefix: 'films/', Metrics: true, Tags: [] });
    expect(rules['media-us'].Rules[1]).toEqual({
      Id: 'cdk-s3-mrap/media-us/vault-eu/vault',
      Priority: expect.any(Number),
      DestinationBucket: 'vault-eu',
      OwnerOverride: false,
      Tags: [{ Key: 'keep', Value: 'yes' }],
      ExcludedPrefixes: ['tmp/'],
      DeleteMarkers: false,
      ReplicaModifications: false,
      Metrics: false,
      TimeControl: false,
      StorageClass: 'DEEP_ARCHIVE',
    });
  });

  test('replicates several prefixes with different storage classes', () => {
    const { rules } = declare({
      buckets: [EU, US],
      rules: [
        ReplicationRule.twoWay({ prefix: 'hot/' }),
        ReplicationRule.twoWay({
          id: 'cold',
          prefix: 'cold/',
          storageClass: s3.StorageClass.GLACIER_INSTANT_RETRIEVAL,
        }),
      ],
    });
    expect(rules['media-eu'].Rules.map(({ Id, Prefix, StorageClass }) => [Id, Prefix, StorageClass])).toEqual([
      ['cdk-s3-mrap/media-eu/media-us', 'hot/', undefined],
      ['cdk-s3-mrap/media-eu/media-us/cold', 'cold/', 'GLACIER_IR'],
    ]);
  });

  test('renders the same template for rules of the property and for rules that are added', () => {
    const rules = [
      toVault(), ReplicationRule.oneWay({ id: 'jp', sources: [US], destinations: [JP], prefix: 'films/' }),
    ];
    const added = stackIn();
    const later = new CrossRegionReplication(added, 'Replication', { buckets: [EU, US] });
    for (const rule of rules) later.addRule(rule);
    const { template } = declare({ buckets: [EU, US], rules });
    expect(Template.fromStack(added).toJSON()).toEqual(template.toJSON());
  });

  test('renders the same template for another order of rules and buckets', () => {
    const other = UnderlyingBucket.fromBucketName('vault-jp', 'ap-northeast-1');
    const orders = [[EU, US], [US, EU]].flatMap((sources) => [[VAULT, other], [other, VAULT]].map((destinations) =>
      JSON.stringify(declare({ buckets: [EU, US], rules: [toVault({ sources, destinations })] }).template.toJSON())));
    expect(new Set(orders).size).toBe(1);
  });

  test('warns of wildcards in prefixes, which S3 compares literally', () => {
    const { stack } = declare({ buckets: [EU, US], prefix: 'films/*', rules: [toVault({ excludedPrefixes: ['a*'] })] });
    expect(warningTexts(stack, 'MRAP436')).toEqual([
      expect.stringMatching(/"default rule".*\["films\/\*"\]/), expect.stringMatching(/"vault".*\["a\*"\]/),
    ]);
  });

  describe('with priorities', () => {
    test('keeps the priorities of the default rule, and derives others from destination and id', () => {
      const declared = declare({ buckets: [EU, US], rules: [toVault()] });
      expect(listRules(declared)).toEqual([
        'cdk-s3-mrap/media-eu/media-us 1000',
        'cdk-s3-mrap/media-eu/vault-eu/vault 979797227',
        'cdk-s3-mrap/media-us/media-eu 1012',
        'cdk-s3-mrap/media-us/vault-eu/vault 979797227',
      ]);
    });

    test('never exceeds a signed integer of 32 bits', () => {
      const ids = Array.from({ length: 200 }, (_, index) => `rule-${index}`);
      const rules = ids.map((id) => ReplicationRule.oneWay({ id, destinations: [VAULT], prefix: `${id}/` }));
      const priorities = declare({ buckets: [EU], rules }).rules['media-eu'].Rules.map(({ Priority }) =>
        Number(Priority));
      expect(Math.min(...priorities)).toBeGreaterThanOrEqual(10_000);
      expect(Math.max(...priorities)).toBeLessThan(2 ** 31);
      expect(new Set(priorities).size).toBe(200);
    });

    test('gives each destination the next priority', () => {
      const declared = declare({
        rules: [ReplicationRule.twoWay({ id: 'films', prefix: 'films/', priority: 5000 })],
      });
      expect(declared.rules['media-us'].Rules.filter(({ Prefix }) => Prefix === 'films/')
        .map(({ Id, Priority }) => [Id, Priority]))
        .toEqual([['cdk-s3-mrap/media-us/media-jp/films', 5000], ['cdk-s3-mrap/media-us/media-eu/films', 5001]]);
    });
  });

  test('copies a single bucket without a default rule', () => {
    expect(listRules(declare({ buckets: [EU], rules: [toVault({ priority: 7 })] })))
      .toEqual(['cdk-s3-mrap/media-eu/vault-eu/vault 7']);
  });

  test('writes the rules of sources that are no bucket of the replication with resources of their own', () => {
    const archive = UnderlyingBucket.fromBucketName('archive-eu', 'eu-west-1');
    const { rules, template } = declare({ buckets: [EU, US], rules: [toVault({ sources: [EU, archive].slice(1) })] });
    expect(rules['archive-eu'].Rules).toHaveLength(1);
    expect(rules['media-eu'].Rules).toHaveLength(1);
    template.hasResourceProperties('AWS::IAM::ManagedPolicy', {
      PolicyDocument: {
        Statement: Match.arrayWith([{
          Effect: 'Allow',
          Action: ['s3:GetReplicationConfiguration', 's3:PutReplicationConfiguration'],
          Resource: Match.arrayWith(['arn:aws:s3:::archive-eu']),
        }]),
      },
    });
  });

  test('treats several descriptions of a bucket as one bucket', () => {
    const again = UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1');
    const { rules } = declare({ buckets: [EU, US], rules: [toVault({ sources: [again] })] });
    expect(rules['media-eu'].Rules).toHaveLength(2);
  });

  test('depends on the vault if the application creates it', () => {
    const stack = stackIn();
    const vault = new s3.Bucket(stack, 'Vault', { bucketName: 'vault-eu', versioned: true });
    const replication = new CrossRegionReplication(stack, 'Replication', { buckets: [EU, US] });
    replication.addRule(ReplicationRule.oneWay({ id: 'vault', destinations: [UnderlyingBucket.fromBucket(vault)] }));
    const template = Template.fromStack(stack);
    const [resource] = Object.values(template.findResources('Custom::S3BucketReplication'));
    const policy = resource.DependsOn.find((id: string) => id.startsWith('ReplicationPolicy'));
    expect(template.toJSON().Resources[policy].DependsOn)
      .toContain(stack.getLogicalId(vault.node.defaultChild as s3.CfnBucket));
  });

  describe('with the policy of the role', () => {
    const findStatements = (change: Change) => declare({ buckets: [EU, US], ...change }).statements;
    const may = (statements: readonly Statement[], action: string, resource: string) => evaluate(
      {
        principal: `arn:aws:iam::${ACCOUNT}:role/replication`,
        owner: ACCOUNT,
        action,
        resource: `arn:aws:s3:::${resource}`,
      },
      { identity: statements, resource: [] },
    ) === 'allowed';

    test('allows the delete markers and objects of each rule, and nothing else', () => {
      const statements = findStatements({
        prefix: 'films/', rules: [toVault({ sources: [EU], prefix: 'books/', deleteMarkerReplication: false })],
      }) as Statement[];
      expect([
        may(statements, 's3:ReplicateObject', 'vault-eu/books/a'),
        may(statements, 's3:GetObjectVersionForReplication', 'media-eu/books/a'),
        may(statements, 's3:GetObjectVersionForReplication', 'media-eu/films/a'),
        may(statements, 's3:ReplicateDelete', 'media-us/films/a'),
      ]).toEqual([true, true, true, true]);
      expect([
        may(statements, 's3:ReplicateDelete', 'vault-eu/books/a'),
        may(statements, 's3:ReplicateObject', 'vault-eu/films/a'),
        may(statements, 's3:ReplicateObject', 'media-us/books/a'),
        may(statements, 's3:GetObjectVersionForReplication', 'media-us/books/a'),
      ]).toEqual([false, false, false, false]);
    });

    test('contains a prefix once if a shorter prefix covers it', () => {
      const statements = findStatements({ rules: [toVault({ prefix: 'films/' })] });
      expect(statements.map(({ Resource }) => Resource).flat()).not.toContain('arn:aws:s3:::media-eu/films/*');
      expect(statements.map(({ Resource }) => Resource).flat()).toContain('arn:aws:s3:::vault-eu/films/*');
    });

    test('contains all objects of a bucket instead of more than ten prefixes', () => {
      const rules = Array.from({ length: 11 }, (_, index) =>
        ReplicationRule.oneWay({ id: `r${index}`, sources: [EU], destinations: [VAULT], prefix: `${index}/` }));
      const listResources = (change: Change) => findStatements(change).map(({ Resource }) => Resource).flat();
      expect(listResources({ rules })).toContain('arn:aws:s3:::vault-eu/*');
      const ofTen = listResources({ rules: rules.slice(0, 10) });
      expect(ofTen).toContain('arn:aws:s3:::vault-eu/9/*');
      expect(ofTen).not.toContain('arn:aws:s3:::vault-eu/*');
    });

    test('allows the key of the vault', () => {
      const { statements, rules } = declare({
        buckets: [encrypt(EU), encrypt(US)], rules: [toVault({ destinations: [encrypt(VAULT, 'vault')] })],
      });
      expect(rules['media-us'].Rules[1].ReplicaKmsKeyId).toBe(`arn:aws:kms:eu-west-1:${ACCOUNT}:alias/vault`);
      expect(statements).toContainEqual(expect.objectContaining({
        Action: ['kms:Decrypt', 'kms:Encrypt', 'kms:GenerateDataKey'],
        Condition: expect.objectContaining({ 'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/vault' } }),
      }));
    });
  });

  describe('with a vault in another account', () => {
    test('gives its owner the replicas, and requests a policy', () => {
      const stack = stackIn();
      const { rules, statements } = declare({
        buckets: [EU, US], rules: [toVault({ destinations: [FOREIGN_VAULT], prefix: 'films/' })],
      }, stack);
      expect(rules['media-us'].Rules[1]).toMatchObject({ DestinationAccount: OTHER_ACCOUNT, OwnerOverride: true });
      expect(statements).toContainEqual({
        Effect: 'Allow', Action: 's3:ObjectOwnerOverrideToBucketOwner', Resource: 'arn:aws:s3:::vault-eu/films/*',
      });
      expect(JSON.stringify(readOwnerRequirements(stack, 'MRAP208')[0])).toContain('arn:aws:s3:::vault-eu/films/*');
    });

    test('allows the role in the policies of a bucket and a key of the application', () => {
      const home = stackIn();
      const app = home.node.root as App;
      const theirs = new Stack(app, 'Theirs', { env: { account: OTHER_ACCOUNT, region: 'eu-west-1' } });
      const encryptionKey = new kms.Key(theirs, 'Key', { alias: 'alias/vault' });
      const bucket = new s3.Bucket(theirs, 'Vault', { bucketName: 'vault-eu', versioned: true, encryptionKey });
      const encryptionKeyArn = `arn:aws:kms:eu-west-1:${OTHER_ACCOUNT}:alias/vault`;
      const replication = new CrossRegionReplication(home, 'Replication', { buckets: [encrypt(EU), encrypt(US)] });
      replication.addRule(ReplicationRule.oneWay({
        id: 'vault', destinations: [UnderlyingBucket.fromBucket(bucket, { encryptionKeyArn })],
      }));
      const template = Template.fromJSON(app.synth().getStackByName('Theirs').template as object);
      const allowed = Match.objectLike({
        Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` },
        Condition: Match.objectLike({ ArnEquals: { 'aws:PrincipalArn': Match.anyValue() } }),
      });
      template.hasResourceProperties('AWS::S3::BucketPolicy', {
        PolicyDocument: { Statement: Match.arrayWith([allowed]) },
      });
      template.hasResourceProperties('AWS::KMS::Key', { KeyPolicy: { Statement: Match.arrayWith([allowed]) } });
      expect(warningTexts(home, 'MRAP208')).toEqual([]);
    });

    test('requests all rules of a source in another account, also added rules', () => {
      const stack = stackIn();
      const theirs = UnderlyingBucket.fromBucketName('theirs', 'sa-east-1', { account: OTHER_ACCOUNT });
      const replication = new CrossRegionReplication(stack, 'Replication', { buckets: [EU, theirs] });
      replication.addRule(toVault({ sources: [theirs] }));
      Template.fromStack(stack);
      const [{ replication: { Rules: rules } }] =
        readOwnerRequirements<{ replication: { Rules: { ID: string }[] } }>(stack, 'MRAP208');
      expect(rules.map(({ ID: id }) => id))
        .toEqual(['cdk-s3-mrap/theirs/media-eu', 'cdk-s3-mrap/theirs/vault-eu/vault']);
    });
  });

  test('reaches the linter as the rules that the handler writes', () => {
    const stack = stackIn();
    const { rules } = declare({ buckets: [EU, US], rules: [toVault({ prefix: 'films/', tags: { a: 'b' } })] }, stack);
    const template = Template.fromStack(stack).toJSON();
    const application = new TemplateModel([{
      id: 'Stack', stackName: 'Stack', templatePath: 'Stack.template.json', region: 'eu-west-1', template,
    }]);
    const written = Object.values(rules).flatMap(({ Rules }) =>
      Rules.map((rule) => toCloudFormationRule(toS3ReplicationRule(readReplicationRuleProperties(rule)))));
    expect(findLocatedRules(application).map(({ rule: { fields } }) => fields)).toEqual(written);
    expect(written).toHaveLength(4);
  });

  describe('in ReplicatedMultiRegionAccessPoint', () => {
    const declarePattern = (regions: string[]) => {
      const stack = stackIn();
      const media = new ReplicatedMultiRegionAccessPoint(stack, 'Media', {
        multiRegionAccessPointName: 'media', regions, replication: { rules: [toVault()] },
      });
      const resources = Object.values(Template.fromStack(stack).findResources('Custom::S3BucketReplication'));
      return {
        media,
        ids: resources.flatMap(({ Properties: { Rules } }) => Rules.map((rule: { Id: string }) => rule.Id)),
      };
    };

    test('copies the buckets of all Regions', () => {
      expect(declarePattern(['eu-west-1', 'us-east-1']).ids.filter((id) => /vault$/.test(id))).toEqual([
        'cdk-s3-mrap/media-111122223333-eu-west-1/vault-eu/vault',
        'cdk-s3-mrap/media-111122223333-us-east-1/vault-eu/vault',
      ]);
    });

    test('copies the bucket of a single Region', () => {
      const { media, ids } = declarePattern(['eu-west-1']);
      expect(ids).toHaveLength(1);
      expect(media.replication.role).toBeDefined();
    });
  });
});
