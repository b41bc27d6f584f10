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
const PUT = ['s3:AbortMultipartUpload', 's3:ListMultipartUploadParts', 's3:PutObject', 's3:PutObjectTagging', 's3:PutObjectVersionTagging'];
const DELETE = ['s3:DeleteObject', 's3:DeleteObjectTagging', 's3:DeleteObjectVersionTagging'];
const UPLOADS = 's3:ListBucketMultipartUploads';

interface Statement {
  readonly Action: string | string[];
  readonly Resource: string | string[];
  readonly Principal?: unknown;
  readonly Condition?: unknown;
}

const BUCKETS = [UnderlyingBucket.fromBucketName('media-eu', 'eu-west-1'), UnderlyingBucket.fromBucketName('media-us', 'us-east-1')];

function declare(stack: Stack, props: Partial<MultiRegionAccessPointProps> = {}, id = 'Media') {
  return new MultiRegionAccessPoint(stack, id, { multiRegionAccessPointName: id.toLowerCase(), buckets: BUCKETS, ...props });
}

/** Statements as text, with the alias of one access point as `<alias>`. */
function statementsOf(stack: Stack, document: unknown, accessPoint: string): Statement[] {
  const alias = `\\{"Fn::GetAtt":\\["${accessPoint}[0-9A-F]{8}","Alias"\\]\\}`;
  const arn = new RegExp(`\\{"Fn::Join":\\["",\\["arn:aws:s3::111122223333:accesspoint/",${alias}(?:,"([^"]*)")?\\]\\]\\}`, 'g');
  const text = JSON.stringify(stack.resolve(document)).replace(arn, (_whole, rest = '') => `"${ARN}${rest}"`);
  return JSON.parse(text).Statement;
}

function identityStatements(stack: Stack, prefix: string, accessPoint = 'Media'): Statement[] {
  const policies = Template.fromStack(stack).findResources('AWS::IAM::Policy');
  const own = Object.entries(policies).filter(([id]) => id.startsWith(prefix));
  return own.flatMap(([, policy]) => statementsOf(stack, policy.Properties.PolicyDocument, accessPoint));
}

function resourceStatements(stack: Stack, accessPoint: string): Statement[] {
  const policies = Object.entries(Template.fromStack(stack).findResources('Custom::S3MultiRegionAccessPointPolicy'));
  const [[, policy]] = policies.filter(([id]) => id.startsWith(accessPoint));
  const statements = statementsOf(stack, policy.Properties.Policy, accessPoint);
  // Without a grant it is for the owner's account.
  return statements.filter((statement) => !JSON.stringify(statement.Principal).includes(':iam::111122223333:root'));
}

type Grant = (grants: MultiRegionAccessPointGrants, grantee: iam.IGrantable) => iam.Grant;

const GRANTS: [string, Grant, string | string[] | undefined, string[]][] = [
  ['read', (grants, grantee) => grants.read(grantee), 's3:ListBucket', READ],
  ['put', (grants, grantee) => grants.put(grantee), UPLOADS, PUT],
  ['deleteObject', (grants, grantee) => grants.deleteObject(grantee), undefined, DELETE],
  ['write', (grants, grantee) => grants.write(grantee), UPLOADS, [...PUT, ...DELETE].sort()],
  ['readWrite', (grants, grantee) => grants.readWrite(grantee), ['s3:ListBucket', UPLOADS], [...READ, ...PUT, ...DELETE].sort()],
];

/** What a grant writes: bucket-level actions on the access point, object-level ones on its objects. */
function expected(onAccessPoint: string | string[] | undefined, onObjects: string[], pattern = '*') {
  return [
    ...(onAccessPoint === undefined ? [] : [Match.objectLike({ Action: onAccessPoint, Resource: ARN })]),
    Match.objectLike({ Action: onObjects, Resource: `${ARN}/object/${pattern}` }),
  ];
}

interface Grantee {
  readonly make: (scope: Construct) => iam.IGrantable;
  /** Whose policy gets the statements. */
  readonly where: 'identity' | 'resource';
  readonly principal?: unknown;
  readonly condition?: unknown;
}

const lambdaRole = (scope: Construct) => new iam.Role(scope, 'Grantee', { assumedBy: new iam.ServicePrincipal('lambda.amazonaws.com') });

const GRANTEES: Record<string, Grantee> = {
  'a role': { make: lambdaRole, where: 'identity' },
  'a user': { make: (scope) => new iam.User(scope, 'Grantee'), where: 'identity' },
  'a group': { make: (scope) => new iam.Group(scope, 'Grantee'), where: 'identity' },
  'an imported role of the account': { make: (scope) => iam.Role.fromRoleArn(scope, 'Grantee', `arn:aws:iam::${ACCOUNT}:role/r`), where: 'identity' },
  'an imported user': { make: (scope) => iam.User.fromUserName(scope, 'Grantee', 'u'), where: 'identity' },
  'an imported role of another account': {
    make: (scope) => iam.Role.fromRoleArn(scope, 'Grantee', `arn:aws:iam::${OTHER_ACCOUNT}:role/r`),
    where: 'resource',
    principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:role/r` },
  },
  'another account': {
    make: () => new iam.AccountPrincipal(OTHER_ACCOUNT),
    where: 'resource',
    principal: { AWS: { 'Fn::Join': ['', ['arn:', { Ref: 'AWS::Partition' }, `:iam::${OTHER_ACCOUNT}:root`]] } },
  },
  'an ARN': {
    make: () => new iam.ArnPrincipal(`arn:aws:iam::${OTHER_ACCOUNT}:role/r`),
    where: 'resource',
    principal: { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:role/r` },
  },
  'an organization': {
    make: () => new iam.OrganizationPrincipal('o-1234567890'),
    where: 'resource',
    principal: { AWS: '*' },
    condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-1234567890' } },
  },
  'a service': {
    make: () => new iam.ServicePrincipal('cloudfront.amazonaws.com'),
    where: 'resource',
    principal: { Service: 'cloudfront.amazonaws.com' },
  },
  'a service on behalf of one resource': {
    make: () => new iam.ServicePrincipal('cloudfront.amazonaws.com', { conditions: { StringEquals: { 'aws:SourceArn': 'arn:x' } } }),
    where: 'resource',
    principal: { Service: 'cloudfront.amazonaws.com' },
    condition: { StringEquals: { 'aws:SourceArn': 'arn:x' } },
  },
};

describe.each(Object.entries(GRANTEES))('to %s', (_name, grantee) => {
  // Each grant has an access point and a grantee of its own; they share the handlers, which take most of a synthesis.
  const stack = stackIn();
  const accessPointOf = (grant: string) => `${grant}Point`;
  const scopeOf = (grant: string) => `For${grant}`;
  const results = new Map(GRANTS.map(([name, grant]) => {
    const { grants } = declare(stack, {}, accessPointOf(name));
    return [name, grant(grants, grantee.make(new Construct(stack, scopeOf(name))))];
  }));

  test.each(GRANTS)('%s', (name, _grant, onAccessPoint, onObjects) => {
    expect(results.get(name)!.success).toBe(true);

    const identity = identityStatements(stack, `${scopeOf(name)}Grantee`, accessPointOf(name));
    const resource = resourceStatements(stack, accessPointOf(name));
    const written = grantee.where === 'identity' ? identity : resource;
    const other = grantee.where === 'identity' ? resource : identity;
    expect(other).toEqual([]);
    const matchers = expected(onAccessPoint, onObjects);
    expect(written).toHaveLength(matchers.length);
    matchers.forEach((matcher, index) => expect(matcher.test(written[index]).hasFailed()).toBe(false));
    for (const statement of written) {
      expect(statement.Principal).toEqual(grantee.principal);
      expect(statement.Condition).toEqual(grantee.condition);
    }
  });
});

test('a pattern bounds the objects, not the listing', () => {
  const stack = stackIn();
  declare(stack).grants.read(lambdaRole(stack), 'reports/*');
  const statements = identityStatements(stack, 'Grantee');
  expect(statements.map((statement) => statement.Resource)).toEqual([ARN, `${ARN}/object/reports/*`]);
  expect(statements[0].Condition).toBeUndefined();
});

describe('without delegation', () => {
  test('the members are allowed too, through this access point only', () => {
    const stack = stackIn();
    declare(stack, { delegation: Delegation.none() }).grants.read(lambdaRole(stack));
    const members = identityStatements(stack, 'Grantee').slice(2);
    const condition = { StringEquals: { 's3:DataAccessPointArn': ARN } };
    expect(members).toEqual([
      { Effect: 'Allow', Action: READ, Resource: ['arn:aws:s3:::media-eu/*', 'arn:aws:s3:::media-us/*'], Condition: condition },
      { Effect: 'Allow', Action: 's3:ListBucket', Resource: ['arn:aws:s3:::media-eu', 'arn:aws:s3:::media-us'], Condition: condition },
    ]);
  });

  test('where there is nothing to list, nothing is allowed on the buckets themselves', () => {
    const stack = stackIn();
    declare(stack, { delegation: Delegation.none() }).grants.deleteObject(lambdaRole(stack), 'tmp/*');
    expect(identityStatements(stack, 'Grantee').map((statement) => statement.Resource))
      .toEqual([`${ARN}/object/tmp/*`, ['arn:aws:s3:::media-eu/tmp/*', 'arn:aws:s3:::media-us/tmp/*']]);
  });

  test('with it they are not', () => {
    const stack = stackIn();
    declare(stack).grants.readWrite(lambdaRole(stack));
    expect(JSON.stringify(identityStatements(stack, 'Grantee'))).not.toContain('media-eu');
  });
});

describe('keys', () => {
  const KEY_ARN = `arn:aws:kms:us-east-1:${ACCOUNT}:key/0f8ad2d4-9b2c-4a53-8d4a-2b5d9d1d8a11`;
  const alias = (region: string, name = 'media') => `arn:aws:kms:${region}:${ACCOUNT}:alias/${name}`;
  const encrypted = (region: string, encryptionKeyArn: string) => UnderlyingBucket.fromBucketName(`media-${region}`, region, { encryptionKeyArn });

  function kmsStatements(stack: Stack): Statement[] {
    return identityStatements(stack, 'Grantee').filter((statement) => JSON.stringify(statement.Action).includes('kms:'));
  }

  test.each<[string, Grant, string | string[] | undefined]>([
    ['read', (grants, grantee) => grants.read(grantee), 'kms:Decrypt'],
    ['put', (grants, grantee) => grants.put(grantee), ['kms:Decrypt', 'kms:GenerateDataKey']],
    ['write', (grants, grantee) => grants.write(grantee), ['kms:Decrypt', 'kms:GenerateDataKey']],
    ['readWrite', (grants, grantee) => grants.readWrite(grantee), ['kms:Decrypt', 'kms:GenerateDataKey']],
    ['deleteObject', (grants, grantee) => grants.deleteObject(grantee), undefined],
  ])('%s allows what S3 does with them on behalf of the caller', (_name, grant, actions) => {
    const stack = stackIn();
    grant(declare(stack, { buckets: [BUCKETS[0], encrypted('us-east-1', KEY_ARN)] }).grants, lambdaRole(stack));
    const condition = { StringEquals: { 'kms:ViaService': ['s3.us-east-1.amazonaws.com'] } };
    expect(kmsStatements(stack)).toEqual(actions === undefined ? [] : [{ Effect: 'Allow', Action: actions, Resource: KEY_ARN, Condition: condition }]);
  });

  test('a key given by alias is any key of its Region that has the alias', () => {
    const stack = stackIn();
    declare(stack, {
      buckets: [encrypted('eu-west-1', alias('eu-west-1')), encrypted('us-east-1', alias('us-east-1')), encrypted('sa-east-1', alias('sa-east-1', 'other'))],
    }).grants.read(lambdaRole(stack));
    expect(kmsStatements(stack)).toEqual([
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

  test('the key of a bucket in the same stack is found', () => {
    const stack = stackIn();
    const bucket = new s3.Bucket(stack, 'Bucket', { encryptionKey: new kms.Key(stack, 'Key') });
    declare(stack, { buckets: [UnderlyingBucket.fromBucket(bucket), BUCKETS[1]] }).grants.read(lambdaRole(stack));
    expect(kmsStatements(stack).map((statement) => statement.Resource)).toEqual([{ 'Fn::GetAtt': ['Key961B73FD', 'Arn'] }]);
    expect(warningTexts(stack, 'MRAP762')).toEqual([]);
  });

  test('the key of a bucket in another stack must be named', () => {
    const stack = stackIn();
    const other = stackIn('us-east-1', { app: stack.node.root as never, id: 'Virginia' });
    const bucket = new s3.Bucket(other, 'Bucket', { bucketName: 'media-us', encryptionKey: new kms.Key(other, 'Key') });
    declare(stack, { buckets: [BUCKETS[0], UnderlyingBucket.fromBucket(bucket)] }).grants.read(lambdaRole(stack));
    expect(warningTexts(stack, 'MRAP762').join()).toContain('key of bucket "media-us" is in another stack');
    expect(kmsStatements(stack)).toEqual([]);
  });

  test('… and then is allowed', () => {
    const stack = stackIn();
    const other = stackIn('us-east-1', { app: stack.node.root as never, id: 'Virginia' });
    const bucket = new s3.Bucket(other, 'Bucket', { bucketName: 'media-us', encryptionKey: new kms.Key(other, 'Key') });
    const member = UnderlyingBucket.fromBucket(bucket, { encryptionKeyArn: alias('us-east-1') });
    declare(stack, { buckets: [BUCKETS[0], member] }).grants.read(lambdaRole(stack));
    expect(warningTexts(stack, 'MRAP762')).toEqual([]);
    expect(kmsStatements(stack).map((statement) => statement.Resource)).toEqual([`arn:aws:kms:us-east-1:${ACCOUNT}:key/*`]);
  });

  test.each(Object.entries(GRANTEES).filter(([, grantee]) => grantee.where === 'resource'))('the own policy of a key must allow %s', (_name, grantee) => {
    const stack = stackIn();
    declare(stack, { buckets: [BUCKETS[0], encrypted('us-east-1', KEY_ARN)] }).grants.read(grantee.make(stack));
    expect(warningTexts(stack, 'MRAP761').join()).toContain(KEY_ARN);
  });

  test('an imported access point has the keys that the import names', () => {
    const stack = stackIn();
    MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Imported', {
      multiRegionAccessPointArn: `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap`,
      multiRegionAccessPointName: 'media',
      encryptionKeyArns: [KEY_ARN, alias('eu-west-1')],
    }).grants.read(lambdaRole(stack));
    expect(kmsStatements(stack).map(({ Resource, Condition }) => ({ Resource, Condition }))).toEqual([
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

  test('a key whose Region nobody knows is not bound to one', () => {
    const stack = stackIn();
    const key = new kms.Key(stack, 'Key');
    MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Imported', {
      multiRegionAccessPointArn: `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap`, multiRegionAccessPointName: 'media', encryptionKeyArns: [key.keyArn],
    }).grants.read(new iam.AccountPrincipal(OTHER_ACCOUNT));
    expect(warningTexts(stack, 'MRAP761').join()).toContain('(key of the member)');
  });
});

describe('failover', () => {
  test('allows to read and change routes, and what S3 asks of whoever manages access points', () => {
    const stack = stackIn();
    expect(declare(stack).grants.failover(lambdaRole(stack)).success).toBe(true);
    expect(identityStatements(stack, 'Grantee')).toEqual([
      { Effect: 'Allow', Action: ['s3:GetMultiRegionAccessPointRoutes', 's3:SubmitMultiRegionAccessPointRoutes'], Resource: ARN },
      { Effect: 'Allow', Action: 's3:ListAllMyBuckets', Resource: '*' },
    ]);
  });

  test.each(Object.entries(GRANTEES).filter(([, grantee]) => grantee.where === 'resource'))('is refused to %s', (_name, grantee) => {
    const stack = stackIn();
    expect(() => declare(stack).grants.failover(grantee.make(stack))).toThrow('MRAP760');
  });
});

test('to an imported access point a statement is given to paste', () => {
  const stack = stackIn();
  const imported: IMultiRegionAccessPoint =
    MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', `arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap`);
  imported.grants.read(new iam.ServicePrincipal('cloudfront.amazonaws.com'));
  const texts = warningTexts(stack, 'MRAP763').join();
  expect(texts).toContain('s3:GetObject');
  expect(texts).toContain(`arn:aws:s3::${ACCOUNT}:accesspoint/m.mrap/object/*`);
});
