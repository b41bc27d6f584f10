import { type Conditions, type Context } from '../conditions';
import { type Policies, type Statement } from '../evaluate';
import {
  ALICE,
  allow,
  ask,
  BUCKET,
  condition,
  deny,
  IAM,
  MALLORY,
  NEVER,
  NO,
  OBJECT,
  OWNER,
  read,
  ROOT,
  S3,
  YES,
  type Row,
} from './case';

const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/k';
const ACCESS_POINT = 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap';
const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide/';
const MRAP = `${S3}MultiRegionAccessPointPermissions.html`;
const REPLICATION = `${S3}setting-repl-config-perm-overview.html`;
const REPLICATION_KMS = `${S3}replication-config-for-kms-objects.html`;
const VIA_SERVICE = `${KMS}conditions-kms.html`;
const CLOUDFRONT =
  'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3-mrap.html';
const PRIVATELINK = `${S3}MultiRegionAccessPointsPrivateLink.html`;
const SERVICES = `${IAM}reference_policies_condition-keys.html`;
const ALIASES = `${KMS}alias-authorization.html`;
const KEY_POLICY = `${KMS}key-policy-default.html`;
const decrypt = (context?: Context, principal?: string) => ask('kms:Decrypt', KEY, context, principal);
const ROOT_KEY = [allow('kms:*', '*', ROOT)];
const DELEGATION: Policies = {
  resource: [allow('s3:GetObject', `${BUCKET}/*`, {
    Principal: '*',
    Condition: {
      StringEquals: { 's3:DataAccessPointAccount': OWNER },
      StringLike: { 's3:DataAccessPointArn': `arn:aws:s3::${OWNER}:accesspoint/*` },
    },
  })],
};
const through = (arn: string, account = OWNER): Context => ({
  's3:DataAccessPointArn': arn,
  's3:DataAccessPointAccount': account,
});
const keyIn = (more: Partial<Statement>): Policies => ({
  identity: [allow('kms:Decrypt', 'arn:aws:kms:eu-west-1:111122223333:key/*', more)],
  resource: ROOT_KEY,
});
const byAlias = keyIn(condition('ForAnyValue:StringEquals', 'kms:ResourceAliases', 'alias/media'));
const viaS3 = keyIn(
  condition('StringEquals', 'kms:ViaService', ['s3.eu-west-1.amazonaws.com', 's3.us-east-1.amazonaws.com']),
);
const forBucket = keyIn(condition('StringLike', 'kms:EncryptionContext:aws:s3:arn', [BUCKET, `${BUCKET}/films/*`]));
const films = 'arn:aws:cloudfront::111122223333:distribution/E1ABCDEF2GHIJK';
const SERVICE = 'cloudfront.amazonaws.com';
const throughCloudFront = (Condition: Conditions): Policies => ({
  resource: [allow('s3:GetObject', OBJECT, { Principal: { Service: SERVICE }, Condition })],
});
const ofFilms = throughCloudFront({ StringEquals: { 'aws:SourceArn': films } });
const ofAccount = throughCloudFront({
  ArnLike: { 'aws:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/*' },
  StringEqualsIfExists: { 'aws:SourceAccount': OWNER },
});
const byEndpoint = (more: Conditions = {}): Policies => ({
  identity: [allow('*')],
  resource: [
    deny('s3:GetObject', OBJECT, {
      Principal: '*',
      Condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-1', 'vpce-2'] }, ...more },
    }),
    ...ofFilms.resource!,
  ],
});
const notForServices = byEndpoint({ BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } });

export const SERVICE_CASES: readonly Row[] = [
  [MRAP, 'a request through the access point to a bucket that delegates', read(through(ACCESS_POINT)), DELEGATION, YES],
  [MRAP, 'a direct request to a bucket that delegates', read(), DELEGATION, NO],
  [
    MRAP,
    'a request through a Regional access point',
    read(through('arn:aws:s3:eu-west-1:111122223333:accesspoint/regional')),
    DELEGATION,
    NO,
  ],
  [
    MRAP,
    'a request through an access point of another account',
    read(through('arn:aws:s3::444455556666:accesspoint/m.mrap', '444455556666')),
    DELEGATION,
    NO,
  ],
  [MRAP, 'an action that is not delegated', ask('s3:PutBucketPolicy', BUCKET, through(ACCESS_POINT)), DELEGATION, NO],
  [
    MRAP,
    'an allowed object of an access point',
    ask('s3:GetObject', `${ACCESS_POINT}/object/a`),
    { identity: [allow('s3:GetObject', `${ACCESS_POINT}/object/*`)] },
    YES,
  ],
  [
    MRAP,
    'an object if only its access point is allowed',
    ask('s3:GetObject', `${ACCESS_POINT}/object/a`),
    { identity: [allow('s3:GetObject', ACCESS_POINT)] },
    NO,
  ],
  [CLOUDFRONT, 'the named distribution', read({ 'aws:SourceArn': films }, SERVICE), ofFilms, YES],
  [CLOUDFRONT, 'another distribution', read({ 'aws:SourceArn': `${films}X` }, SERVICE), ofFilms, NO],
  [CLOUDFRONT, 'a service without a distribution', read({}, SERVICE), ofFilms, NO],
  [CLOUDFRONT, 'a role that sends the ARN of the distribution', read({ 'aws:SourceArn': films }, MALLORY), ofFilms, NO],
  [CLOUDFRONT, 'any distribution of the account', read({ 'aws:SourceArn': films }, SERVICE), ofAccount, YES],
  [
    CLOUDFRONT,
    'a distribution of another account',
    read({ 'aws:SourceArn': films.replace('1111', '9999') }, SERVICE),
    ofAccount,
    NO,
  ],
  [
    CLOUDFRONT,
    'a distribution with another source account',
    read({ 'aws:SourceArn': films, 'aws:SourceAccount': '444455556666' }, SERVICE),
    ofAccount,
    NO,
  ],
  [PRIVATELINK, 'one of the VPC endpoints', read({ 'aws:SourceVpce': 'vpce-2' }), byEndpoint(), YES],
  [PRIVATELINK, 'another VPC endpoint', read({ 'aws:SourceVpce': 'vpce-3' }), byEndpoint(), NEVER],
  [PRIVATELINK, 'a request without a VPC endpoint', read(), byEndpoint(), NEVER],
  [
    SERVICES,
    'a service without a VPC endpoint',
    read({ 'aws:SourceArn': films, 'aws:PrincipalIsAWSService': 'true' }, SERVICE),
    byEndpoint(),
    NEVER,
  ],
  [
    SERVICES,
    'a service if the deny excludes services',
    read({ 'aws:SourceArn': films, 'aws:PrincipalIsAWSService': 'true' }, SERVICE),
    notForServices,
    YES,
  ],
  [
    SERVICES,
    'a role if the deny excludes services',
    read({ 'aws:PrincipalIsAWSService': 'false' }),
    notForServices,
    NEVER,
  ],
  [SERVICES, 'a caller without the key if the deny excludes services', read(), notForServices, NEVER],
  [
    REPLICATION,
    'a replication role and a bucket of its account',
    ask('s3:ReplicateObject', OBJECT),
    { identity: [allow('s3:ReplicateObject', `${BUCKET}/*`)] },
    YES,
  ],
  [
    REPLICATION,
    'a replication role and a bucket of another account',
    ask('s3:ReplicateObject', OBJECT, {}, MALLORY),
    { identity: [allow('s3:ReplicateObject', `${BUCKET}/*`)] },
    NO,
  ],
  [
    REPLICATION,
    'a replication role with GetObjectVersion only',
    ask('s3:GetObjectVersionForReplication', OBJECT),
    { identity: [allow('s3:GetObjectVersion', `${BUCKET}/*`)] },
    NO,
  ],
  [
    KEY_POLICY,
    'a key policy that delegates to IAM',
    decrypt(),
    { identity: [allow('kms:Decrypt', KEY)], resource: ROOT_KEY },
    YES,
  ],
  [KEY_POLICY, 'a key policy that does not delegate to IAM', decrypt(), { identity: [allow('kms:Decrypt', KEY)] }, NO],
  [
    KEY_POLICY,
    'a key policy that names the caller',
    decrypt(),
    { resource: [allow('kms:Decrypt', '*', { Principal: { AWS: ALICE } })] },
    YES,
  ],
  [VIA_SERVICE, 'a key through S3', decrypt({ 'kms:ViaService': 's3.eu-west-1.amazonaws.com' }), viaS3, YES],
  [
    VIA_SERVICE,
    'a key through another service',
    decrypt({ 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' }),
    viaS3,
    NO,
  ],
  [VIA_SERVICE, 'a key without a service', decrypt(), viaS3, NO],
  [ALIASES, 'a key with the alias', decrypt({ 'kms:ResourceAliases': ['alias/other', 'alias/media'] }), byAlias, YES],
  [ALIASES, 'a key with another alias', decrypt({ 'kms:ResourceAliases': ['alias/other'] }), byAlias, NO],
  [ALIASES, 'a key without an alias', decrypt(), byAlias, NO],
  [
    REPLICATION_KMS,
    'the encryption context of a bucket',
    decrypt({ 'kms:EncryptionContext:aws:s3:arn': BUCKET }),
    forBucket,
    YES,
  ],
  [
    REPLICATION_KMS,
    'the encryption context of an object',
    decrypt({ 'kms:EncryptionContext:aws:s3:arn': OBJECT }),
    forBucket,
    YES,
  ],
  [
    REPLICATION_KMS,
    'the encryption context of another bucket',
    decrypt({ 'kms:EncryptionContext:aws:s3:arn': `${BUCKET}-2` }),
    forBucket,
    NO,
  ],
];
