import { Match, Template } from 'aws-cdk-lib/assertions';
import * as iam from 'aws-cdk-lib/aws-iam';
import * as kms from 'aws-cdk-lib/aws-kms';
import * as s3 from 'aws-cdk-lib/aws-s3';
import { type Stack } from 'aws-cdk-lib/core';
import { Construct } from 'constructs';
import {
  Delegation, type IMultiRegionAccessPoint, MultiRegionAccessPoint, type MultiRegionAccessPointGrants,
  type MultiRegionAccessPointProps, UnderlyingBucket,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn, warningTexts } from '../../support/synthesis';

const ARN = 'arn:aws:s3::111122223333:accesspoint/<alias>';
const READ = ['s3:GetObject', 's3:GetObjectTagging', 's3:GetObjectVersion', 's3:GetObjectVersionTagging'];
const PUT = [
  's3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject', 's3:PutObjectTagging',
  's3:PutObjectVersionTagging',
];
const DELETE = ['s3:DeleteObject', 's3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging'];
const UPLOADS = 's3:ListBucketMultipartUploads';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

const BUCKETS = [
  UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'), UnderlyingBucket.fromBucketName('media-us', 'us-east-1'),
];

function declare(stack: Stack, props: Partial<MultiRegionAccessPointProps> = {}, id = 'Media') {
  return new MultiRegionAccessPoint(stack, id, {
    multiRegionAccessPointName: id.toLowerCase(),
    buckets: BUCKETS,
    ...props,
  });
}

/** Resolves statements, with `<alias>` instead of the alias of an access point. */
function resolveStatements(stack: Stack, document: unknown, accessPoint: string): Statement[] {
  const alias = `\\{"Fn::GetAtt":\\["${accessPoint}[0-9A-F]{8}","Alias"\\]\\}`;
  const arn = new RegExp(
    `\\{"Fn::Join":\\["",\\["arn:aws:s3::111122223333:accesspoint/",${alias}(?:,"([^"]*)")?\\]\\]\\}`, 'g',
  );
  const text = JSON.stringify(stack.resolve(document)).replace(arn, (_whole, rest = '') => `"${ARN}${rest}"`);
  return JSON.parse(text).Statement;
}

function findIdentityStatements(stack: Stack, prefix: string, accessPoint = 'Media'): Statement[] {
  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
  const own = Object.entries(policies).filter(([id]) => id.startsWith(prefix));
  return own.flatMap(([, policy]) => resolveStatements(stack, policy.Properties.PolicyDocument, accessPoint));
}

function findResourceStatements(stack: Stack, accessPoint: string): Statement[] {
  const policies = Object.entries(Template.fromStack(stack).findResources('Custom::S3MultiRegionAccessPointPolicy'));
  const [[, policy]] = policies.filter(([id]) => id.startsWith(accessPoint));
  const statements = resolveStatements(stack, policy.Properties.Policy, accessPoint);
  // Without a grant, the policy allows the owner account.
  return statements.filter((statement) => !JSON.stringify(statement.Principal).includes(':iam::111122223333:root'));
}

type Grant = (grants: MultiRegionAccessPointGrants, grantee: iam.IGrantable) => iam.Grant;

const GRANTS: [string, Grant, string | string[] | undefined, string[]][] = [
  ['read', (grants, grantee) => grants.read(grantee), 's3:ListBucket', READ],
  ['put', (grants, grantee) => grants.put(grantee), UPLOADS, PUT],
  ['deleteObject', (grants, grantee) => grants.deleteObject(grantee), undefined, DELETE],
  ['write', (grants, grantee) => grants.write(grantee), UPLOADS, [...PUT, ...DELETE].sort()],
  [
    'readWrite', (grants, grantee) => grants.readWrite(grantee), ['s3:ListBucket', UPLOADS],
    [...READ, ...PUT, ...DELETE].sort(),
  ],
];

/** Makes matchers for the statements of a grant: for the access point and for its objects. */
function makeMatchers(onAccessPoint: string | string[] | undefined, onObjects: string[], pattern = '*') {
  return [
    ...(onAccessPoint === undefined ? [] : [Match.objectLike({ Action: onAccessPoint, Resource: ARN })]),
    Match.objectLike({ Action: onObjects, Resource: `${ARN}/object/${pattern}` }),
  ];
}

interface Grantee {
  readonly create: (scope: Construct) => iam.IGrantable;
  /** The policy that receives the statements. */
  readonly policy: 'identity' | 'resource';
  readonly principal?: unknown;
  readonly condition?: unknown;
}

const createRole = (scope: Construct) =>
  new iam.Role(scope, 'Grantee', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });

const GRANTEES: Record<string, Grantee> = {
  'a role': { create: createRole, policy: 'identity' },
  'a user': { create: (scope) => new iam.User(scope, 'Grantee'), policy: 'identity' },
  'a group': { create: (scope) => new iam.Group(scope, 'Grantee'), policy: 'identity' },
  'an imported role of the account': {
    create: (scope) => iam.Role.fromRoleArn(scope, 'Grantee', `arn:aws:iam::${ACCOUNT}:role/r`),
    policy: 'identity',
  },
  'an imported user': { create: (scope) => iam.User.fromUserName(scope, 'Grantee', 'u'), policy: 'identity' },
  'an imported role of another account': {
    create: (scope) => iam.Role.fromRoleArn(scope, 'Grantee', `arn:aws:iam::${OTHER_ACCOUNT}:role/r`),
    policy: 'resource',
    principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` },
    condition: { ArnLike: { 'aws:PrincipalArn': `arn:aws:iam::${OTHER_ACCOUNT}:role/r` } },
  },
  'another account': {
    create: () => new iam.AccountPrincipal(OTHER_ACCOUNT),
    policy: 'resource',
    principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${OTHER_ACCOUNT}:root`]] } },
  },
  'an ARN': {
    create: () => new iam.ArnPrincipal(`arn:aws:iam::${OTHER_ACCOUNT}:role/r`),
    policy: 'resource',
    principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:role/r` },
  },
  'an organization': {
    create: () => new iam.OrganizationPrincipal('o-1234567890'),
    policy: 'resource',
    principal: { AWS: '*' },
    condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } },
  },
  'a service': {
    create: () => new iam.ServicePrincipal('cloudfront.amazonaws.com'),
    policy: 'resource',
    principal: { Service: 'cloudfront.amazonaws.com' },
  },
  'a service on behalf of one resource': {
    create: () => new iam.ServicePrincipal('cloudfront.amazonaws.com', {
      conditions: { StringEquals: { 'aws:SourceArn': 'arn:x' } },
    }),
    policy: 'resource',
    principal: { Service: 'cloudfront.amazonaws.com' },
    condition: { StringEquals: { 'aws:SourceArn': 'arn:x' } },
  },
};

describe('MultiRegionAccessPointGrants', () => {
  describe.each(Object.entries(GRANTEES))('for %s', (_name, grantee) => {
    // Each grant has a separate access point and grantee. They share the handlers, which take most of the time.
    const stack = stackIn();
    const makeAccessPointId = (grant: string) => `${grant}Point`;
    const makeScopeId = (grant: string) => `For${grant}`;
    const results = new Map(GRANTS.map(([name, grant]) => {
      const { grants } = declare(stack, {}, makeAccessPointId(name));
      return [name, grant(grants, grantee.create(new Construct(stack, makeScopeId(name))))];
    }));

    test.each(GRANTS)('adds the statements of %s to one policy', (name, _grant, onAccessPoint, onObjects) => {
      expect(results.get(name)!.success).toBe(true);

      const identity = findIdentityStatements(stack, `${makeScopeId(name)}Grantee`, makeAccessPointId(name));
      const resource = findResourceStatements(stack, makeAccessPointId(name));
      const written = grantee.policy === 'identity' ? identity : resource;
      const other = grantee.policy === 'identity' ? resource : identity;
      expect(other).toEqual([]);
      const matchers = makeMatchers(onAccessPoint, onObjects);
      expect(written).toHaveLength(matchers.length);
      matchers.forEach((matcher, index) => expect(matcher.test(written[index]).hasFailed()).toBe(false));
      for (const statement of written) {
        expect(statement.Principal).toEqual(grantee.principal);
        expect(statement.Condition).toEqual(grantee.condition);
      }
    });
  });

  test('limits the objects to a pattern, but not the listing', () => {
    const stack = stackIn();
    declare(stack).grants.read(createRole(stack), 'reports/*');
    const statements = findIdentityStatements(stack, 'Grantee');
    expect(statements.map((statement) => statement.Resource)).toEqual([ARN, `${ARN}/object/reports/*`]);
    expect(statements[0].Condition).toBeUndefined();
  });

  describe('without delegation', () => {
    test('adds statements for the members that require the access point', () => {
      const stack = stackIn();
      declare(stack, { delegation: Delegation.none() }).grants.read(createRole(stack));
      const members = findIdentityStatements(stack, 'Grantee').slice(2);
      const condition = { StringEquals: { 's3:DataAccessPointArn': ARN } };
      expect(members).toEqual([
        {
          Effect: 'Allow',
          Action: READ,
          Resource: ['arn:aws:s3:::media-eu/*', 'arn:aws:s3:::media-us/*'],
          Condition: condition,
        },
        {
          Effect: 'Allow',
          Action: 's3:ListBucket',
          Resource: ['arn:aws:s3:::media-eu', 'arn:aws:s3:::media-us'],
          Condition: condition,
        },
      ]);
    });

    test('adds no statements for the buckets themselves without actions on them', () => {
      const stack = stackIn();
      declare(stack, { delegation: Delegation.none() }).grants.deleteObject(createRole(stack), 'tmp/*');
      expect(findIdentityStatements(stack, 'Grantee').map((statement) => statement.Resource))
        .toEqual([`${ARN}/object/tmp/*`, ['arn:aws:s3:::media-eu/tmp/*', 'arn:aws:s3:::media-us/tmp/*']]);
    });

    test('does not add statements for members that delegate', () => {
      const stack = stackIn();
      declare(stack).grants.readWrite(createRole(stack));
      expect(JSON.stringify(findIdentityStatements(stack, 'Grantee'))).not.toContain('media-eu');
    });
  });

  describe('with KMS keys', () => {
    const KEY_ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/0f8ad2d4-9b2c-4a53-8d4a-2b5d9d1d8a11`;
    const makeAliasArn = (region: string, name = 'media') => `arn:aws:kms:${region}:${ACCOUNT}:alias/${name}`;
    const encryptedBucket = (region: string, encryptionKeyArn: string) =>
      UnderlyingBucket.fromBucketName(`media-${region}`, region, { encryptionKeyArn });

    function findKeyStatements(stack: Stack): Statement[] {
      return findIdentityStatements(stack, 'Grantee')
        .filter((statement) => JSON.stringify(statement.Action).includes('kms:'));
    }

    test.each<[string, Grant, string | string[] | undefined]>([
      ['read', (grants, grantee) => grants.read(grantee), 'kms:Decrypt'],
      ['put', (grants, grantee) => grants.put(grantee), ['kms:Decrypt', 'kms:GenerateDataKey']],
      ['write', (grants, grantee) => grants.write(grantee), ['kms:Decrypt', 'kms:GenerateDataKey']],
      ['readWrite', (grants, grantee) => grants.readWrite(grantee), ['kms:Decrypt', 'kms:GenerateDataKey']],
      ['deleteObject', (grants, grantee) => grants.deleteObject(grantee), undefined],
    ])('allows the KMS actions that S3 needs for %s', (_name, grant, actions) => {
      const stack = stackIn();
      grant(declare(stack, { buckets: [BUCKETS[0], encryptedBucket('us-east-1', KEY_ARN)] }).grants, createRole(stack));
      const condition = { StringEquals: { 'kms:ViaService': ['s3.us-east-1.amazonaws.com'] } };
      expect(findKeyStatements(stack)).toEqual(actions === undefined
        ? []
        : [{ Effect: 'Allow', Action: actions, Resource: KEY_ARN, Condition: condition }]);
    });

    test('allows all keys of the Region with the alias for an alias ARN', () => {
      const stack = stackIn();
      declare(stack, {
        buckets: [
          encryptedBucket('eu-west-1', makeAliasArn('eu-west-1')),
          encryptedBucket('us-east-1', makeAliasArn('us-east-1')),
          encryptedBucket('sa-east-1', makeAliasArn('sa-east-1', 'other')),
        ],
      }).grants.read(createRole(stack));
      expect(findKeyStatements(stack)).toEqual([
        {
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          Resource: [`arn:aws:kms:eu-west-1:${ACCOUNT}:key/*`, `arn:aws:kms:us-east-1:${ACCOUNT}:key/*`],
          Condition: {
            'StringEquals': { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com', 's3.us-east-1.amazonaws.com'] },
            'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/media' },
          },
        },
        {
          Effect: 'Allow',
          Action: 'kms:Decrypt',
          Resource: `arn:aws:kms:sa-east-1:${ACCOUNT}:key/*`,
          Condition: {
            'StringEquals': { 'kms:ViaService': ['s3.sa-east-1.amazonaws.com'] },
            'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/other' },
          },
        },
      ]);
    });

    test('finds the key of a bucket in the same stack', () => {
      const stack = stackIn();
      const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'Key') });
      declare(stack, { buckets: [UnderlyingBucket.fromBucket(bucket), BUCKETS[1]] }).grants.read(createRole(stack));
      expect(findKeyStatements(stack).map((statement) => statement.Resource))
        .toEqual([{ 'Fn::GetAtt': ['Key961B73FD', 'Arn'] }]);
      expect(warningTexts(stack, 'MRAP762')).toEqual([]);
    });

    test('warns of an unnamed key of a bucket in another stack', () => {
      const stack = stackIn();
      const other = stackIn('us-east-1', { app: stack.node.root as never, id: 'Virginia' });
      const bucket = new s3.Bucket(other, 'Bucket', {
        bucketName: 'media-us',
        encryptionKey: new kms.Key(other, 'Key'),
      });
      declare(stack, { buckets: [BUCKETS[0], UnderlyingBucket.fromBucket(bucket)] }).grants.read(createRole(stack));
      expect(warningTexts(stack, 'MRAP762').join()).toContain('key of bucket "media-us" is in another stack');
      expect(findKeyStatements(stack)).toEqual([]);
    });

    test('allows a named key of a bucket in another stack', () => {
      const stack = stackIn();
      const other = stackIn('us-east-1', { app: stack.node.root as never, id: 'Virginia' });
      const bucket = new s3.Bucket(other, 'Bucket', {
        bucketName: 'media-us',
        encryptionKey: new kms.Key(other, 'Key'),
      });
      const member = UnderlyingBucket.fromBucket(bucket, { encryptionKeyArn: makeAliasArn('us-east-1') });
      declare(stack, { buckets: [BUCKETS[0], member] }).grants.read(createRole(stack));
      expect(warningTexts(stack, 'MRAP762')).toEqual([]);
      expect(findKeyStatements(stack).map((statement) => statement.Resource))
        .toEqual([`arn:aws:kms:us-east-1:${ACCOUNT}:key/*`]);
    });

    test.each(
      Object.entries(GRANTEES).filter(([, grantee]) => grantee.policy === 'resource'),
    )('warns that the key policy must allow %s', (_name, grantee) => {
      const stack = stackIn();
      declare(stack, { buckets: [BUCKETS[0], encryptedBucket('us-east-1', KEY_ARN)] }).grants
        .read(grantee.create(stack));
      expect(warningTexts(stack, 'MRAP761').join()).toContain(KEY_ARN);
    });

    test('allows the keys of an imported access point', () => {
      const stack = stackIn();
      MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Imported', {
        multiRegionAccessPointArn: `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap`,
        multiRegionAccessPointName: 'media',
        encryptionKeyArns: [KEY_ARN, makeAliasArn('eu-west-1')],
      }).grants.read(createRole(stack));
      expect(findKeyStatements(stack).map(({ Resource, Condition }) => ({ Resource, Condition }))).toEqual([
        { Resource: KEY_ARN, Condition: { StringEquals: { 'kms:ViaService': ['s3.us-east-1.amazonaws.com'] } } },
        {
          Resource: `arn:aws:kms:eu-west-1:${ACCOUNT}:key/*`,
          Condition: {
            'StringEquals': { 'kms:ViaService': ['s3.eu-west-1.amazonaws.com'] },
            'ForAnyValue:StringEquals': { 'kms:ResourceAliases': 'alias/media' },
          },
        },
      ]);
    });

    test('adds no Region condition for a key in an unknown Region', () => {
      const stack = stackIn();
      const key = new kms.Key(stack, 'Key');
      MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Imported', {
        multiRegionAccessPointArn: `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap`,
        multiRegionAccessPointName: 'media',
        encryptionKeyArns: [key.keyArn],
      }).grants.read(new iam.AccountPrincipal(OTHER_ACCOUNT));
      expect(warningTexts(stack, 'MRAP761').join()).toContain('(key of the member)');
    });
  });

  describe('failover', () => {
    test('allows the principal to read and change routes and to list buckets', () => {
      const stack = stackIn();
      expect(declare(stack).grants.failover(createRole(stack)).success).toBe(true);
      expect(findIdentityStatements(stack, 'Grantee')).toEqual([
        {
          Effect: 'Allow',
          Action: ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes'],
          Resource: ARN,
        },
        { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
      ]);
    });

    test.each(Object.entries(GRANTEES)
      .filter(([, grantee]) => grantee.policy === 'resource'))('rejects %s', (_name, grantee) => {
      const stack = stackIn();
      expect(() => declare(stack).grants.failover(grantee.create(stack))).toThrow('MRAP760');
    });
  });

  test('emits a warning with the statement for an imported access point', () => {
    const stack = stackIn();
    const imported: IMultiRegionAccessPoint =
      MultiRegionAccessPoint.fromMultiRegionAccessPointArn(
        stack, 'Imported', `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap`,
      );
    imported.grants.read(new iam.ServicePrincipal('cloudfront.amazonaws.com'));
    const texts = warningTexts(stack, 'MRAP763').join();
    expect(texts).toContain('s3:GetObject');
    expect(texts).toContain(`arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap/object/*`);
  });
});
