import { type Conditions, type Context } from './conditions';
import { type Decision, type Policies, type Request, type Statement } from './evaluate';

export const ALICE = 'arn:aws:iam::111122223333:role/alice';
export const MALLORY = 'arn:aws:iam::444455556666:role/mallory';
const OWNER = '111122223333';
const BUCKET = 'arn:aws:s3:::media';
const OBJECT = `${BUCKET}/films/a.mp4`;
const KEY = 'arn:aws:kms:eu-west-1:111122223333:key/k';
const ACCESS_POINT = 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap';

export interface Case {
  readonly page: string;
  readonly what: string;
  readonly request: Request;
  readonly policies: Policies;
  readonly decision: Decision;
}

const IAM = 'https://docs.aws.amazon.com/IAM/latest/UserGuide/';
const S3 = 'https://docs.aws.amazon.com/AmazonS3/latest/userguide/';
const KMS = 'https://docs.aws.amazon.com/kms/latest/developerguide/';

export const LOGIC = `${IAM}reference_policies_evaluation-logic.html`;
const CROSS = `${IAM}reference_policies_evaluation-logic-cross-account.html`;
const OPERATORS = `${IAM}reference_policies_elements_condition_operators.html`;
const SETS = `${IAM}reference_policies_condition-single-vs-multi-valued-context-keys.html`;
const VARIABLES = `${IAM}reference_policies_variables.html`;
const ACTION = `${IAM}reference_policies_elements_action.html`;
const NOT_ACTION = `${IAM}reference_policies_elements_notaction.html`;
const RESOURCE = `${IAM}reference_policies_elements_resource.html`;
const NOT_RESOURCE = `${IAM}reference_policies_elements_notresource.html`;
const PRINCIPAL = `${IAM}reference_policies_elements_principal.html`;
const NOT_PRINCIPAL = `${IAM}reference_policies_elements_notprincipal.html`;
const MRAP = `${S3}MultiRegionAccessPointPermissions.html`;
const REPLICATION = `${S3}setting-repl-config-perm-overview.html`;
const REPLICATION_KMS = `${S3}replication-config-for-kms-objects.html`;
const VIA_SERVICE = `${KMS}conditions-kms.html`;
const CLOUDFRONT = 'https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3-mrap.html';
const PRIVATELINK = `${S3}MultiRegionAccessPointsPrivateLink.html`;
const SERVICES = `${IAM}reference_policies_condition-keys.html`;
const ALIASES = `${KMS}alias-authorization.html`;
const KEY_POLICY = `${KMS}key-policy-default.html`;

function allow(Action: string | string[], Resource: string | string[] = '*', more: Partial<Statement> = {}): Statement {
  return { Effect: 'Allow', Action, Resource, ...more };
}

function deny(Action: string | string[], Resource: string | string[] = '*', more: Partial<Statement> = {}): Statement {
  return { ...allow(Action, Resource, more), Effect: 'Deny' };
}

const ask = (action: string, resource: string, context: Context = {}, principal = ALICE): Request =>
  ({ action, resource, context, principal, owner: OWNER });
const read = (context?: Context, principal?: string) => ask('s3:GetObject', OBJECT, context, principal);
const decrypt = (context?: Context, principal?: string) => ask('kms:Decrypt', KEY, context, principal);
const YES = 'allowed';
const NO = 'implicitly denied';
const NEVER = 'explicitly denied';

const condition = (operator: string, key: string, value: unknown): Partial<Statement> => ({ Condition: { [operator]: { [key]: value } } });
const conditioned = (operator: string, key: string, value: unknown): Policies => ({ identity: [allow('s3:GetObject', '*', condition(operator, key, value))] });
const ROOT: Partial<Statement> = { Principal: { AWS: `arn:aws:iam::${OWNER}:root` } };
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
const through = (arn: string, account = OWNER): Context => ({ 's3:DataAccessPointArn': arn, 's3:DataAccessPointAccount': account });
const keyIn = (more: Partial<Statement>): Policies => ({ identity: [allow('kms:Decrypt', 'arn:aws:kms:eu-west-1:111122223333:key/*', more)], resource: ROOT_KEY });
const byAlias = keyIn(condition('ForAnyValue:StringEquals', 'kms:ResourceAliases', 'alias/media'));
const viaS3 = keyIn(condition('StringEquals', 'kms:ViaService', ['s3.eu-west-1.amazonaws.com', 's3.us-east-1.amazonaws.com']));
const forBucket = keyIn(condition('StringLike', 'kms:EncryptionContext:aws:s3:arn', [BUCKET, `${BUCKET}/films/*`]));

const SERVICE = 'cloudfront.amazonaws.com';
const films = 'arn:aws:cloudfront::111122223333:distribution/E1ABCDEF2GHIJK';
const throughCloudFront = (Condition: Conditions): Policies => ({ resource: [allow('s3:GetObject', OBJECT, { Principal: { Service: SERVICE }, Condition })] });
const ofFilms = throughCloudFront({ StringEquals: { 'aws:SourceArn': films } });
const ofAccount = throughCloudFront({
  ArnLike: { 'aws:SourceArn': 'arn:aws:cloudfront::111122223333:distribution/*' }, StringEqualsIfExists: { 'aws:SourceAccount': OWNER },
});
const byEndpoint = (more: Conditions = {}): Policies => ({
  identity: [allow('*')],
  resource: [
    deny('s3:GetObject', OBJECT, { Principal: '*', Condition: { StringNotEquals: { 'aws:SourceVpce': ['vpce-1', 'vpce-2'] }, ...more } }),
    ...ofFilms.resource!,
  ],
});
const notForServices = byEndpoint({ BoolIfExists: { 'aws:PrincipalIsAWSService': 'false' } });

type Row = readonly [page: string, what: string, request: Request, policies: Policies, decision: Decision];

/** Requests, policies and what the guides say comes of them. */
const ROWS: readonly Row[] = [
  [LOGIC, 'nothing allows', read(), {}, NO],
  [LOGIC, 'an identity policy allows', read(), { identity: [allow('s3:GetObject', OBJECT)] }, YES],
  [LOGIC, 'a deny overrides', read(), { identity: [allow('*'), deny('s3:GetObject')] }, NEVER],
  [LOGIC, 'a deny of the resource overrides', read(), { identity: [allow('*')], resource: [deny('s3:*', '*', { Principal: '*' })] }, NEVER],
  [LOGIC, 'a deny of something else does not', read(), { identity: [allow('*'), deny('s3:PutObject')] }, YES],
  [LOGIC, 'in one account a resource policy that names the caller suffices', read(), { resource: [allow('s3:GetObject', OBJECT, { Principal: { AWS: ALICE } })] }, YES],
  [LOGIC, 'one that names the account leaves it to IAM', read(), { resource: [allow('s3:GetObject', OBJECT, ROOT)] }, NO],
  [CROSS, 'across accounts the resource alone does not', read({}, MALLORY), { resource: [allow('s3:GetObject', OBJECT, { Principal: { AWS: MALLORY } })] }, NO],
  [CROSS, 'nor the identity alone', read({}, MALLORY), { identity: [allow('s3:GetObject')] }, NO],
  [CROSS, 'both together do', read({}, MALLORY), { identity: [allow('s3:GetObject')], resource: [allow('s3:GetObject', OBJECT, { Principal: { AWS: MALLORY } })] }, YES],
  [CROSS, 'also where the resource names the account', read({}, MALLORY), { identity: [allow('s3:GetObject')], resource: [allow('s3:GetObject', OBJECT, { Principal: { AWS: '444455556666' } })] }, YES],
  [ACTION, 'a wildcard in an action', read(), { identity: [allow('s3:Get*')] }, YES],
  [ACTION, 'actions are not case-sensitive', read(), { identity: [allow('S3:getobject')] }, YES],
  [ACTION, 'one character by a question mark', read(), { identity: [allow('s3:GetObjec?')] }, YES],
  [ACTION, 'another action', ask('s3:GetObjectVersion', OBJECT), { identity: [allow('s3:GetObject')] }, NO],
  [NOT_ACTION, 'all but one action', read(), { identity: [{ Effect: 'Allow', NotAction: 's3:DeleteObject', Resource: '*' }] }, YES],
  [NOT_ACTION, 'that one', ask('s3:DeleteObject', OBJECT), { identity: [{ Effect: 'Allow', NotAction: 's3:DeleteObject', Resource: '*' }] }, NO],
  [NOT_ACTION, 'a deny of all but one', ask('s3:DeleteObject', OBJECT), { identity: [allow('*'), { Effect: 'Deny', NotAction: 's3:GetObject', Resource: '*' }] }, NEVER],
  [RESOURCE, 'objects of a bucket are not the bucket', ask('s3:ListBucket', BUCKET), { identity: [allow('s3:ListBucket', `${BUCKET}/*`)] }, NO],
  [RESOURCE, 'nor is the bucket its objects', read(), { identity: [allow('s3:GetObject', BUCKET)] }, NO],
  [RESOURCE, 'a prefix', read(), { identity: [allow('s3:GetObject', `${BUCKET}/films/*`)] }, YES],
  [RESOURCE, 'another prefix', read(), { identity: [allow('s3:GetObject', `${BUCKET}/books/*`)] }, NO],
  [RESOURCE, 'a question mark for one character', read(), { identity: [allow('s3:GetObject', `${BUCKET}/films/?.mp4`)] }, YES],
  [NOT_RESOURCE, 'all but some', read(), { identity: [{ Effect: 'Allow', Action: 's3:*', NotResource: `${BUCKET}/books/*` }] }, YES],
  [NOT_RESOURCE, 'those', read(), { identity: [{ Effect: 'Allow', Action: 's3:*', NotResource: `${BUCKET}/films/*` }] }, NO],
  [VARIABLES, 'a variable', ask('s3:GetObject', `${BUCKET}/alice/a`, { 'aws:username': 'alice' }), { identity: [allow('s3:GetObject', `${BUCKET}/\${aws:username}/*`)] }, YES],
  [VARIABLES, 'of another value', ask('s3:GetObject', `${BUCKET}/bob/a`, { 'aws:username': 'alice' }), { identity: [allow('s3:GetObject', `${BUCKET}/\${aws:username}/*`)] }, NO],
  [VARIABLES, 'that the request does not have', ask('s3:GetObject', `${BUCKET}/alice/a`), { identity: [allow('s3:GetObject', `${BUCKET}/\${aws:username}/*`)] }, NO],
  [VARIABLES, 'an asterisk that is meant', ask('s3:GetObject', `${BUCKET}/a*b/c`), { identity: [allow('s3:GetObject', `${BUCKET}/a\${*}b/*`)] }, YES],
  [VARIABLES, 'is no wildcard', ask('s3:GetObject', `${BUCKET}/axb/c`), { identity: [allow('s3:GetObject', `${BUCKET}/a\${*}b/*`)] }, NO],
  [VARIABLES, 'nor is a question mark', ask('s3:GetObject', `${BUCKET}/axb/c`), { identity: [allow('s3:GetObject', `${BUCKET}/a\${?}b/*`)] }, NO],
  [VARIABLES, 'a variable in a condition', read({ 'aws:userid': 'alice', 's3:prefix': 'alice' }), conditioned('StringEquals', 's3:prefix', '${aws:userid}'), YES],
  [PRINCIPAL, 'everyone', read({}, ALICE), { resource: [allow('s3:GetObject', OBJECT, { Principal: '*' })] }, YES],
  [PRINCIPAL, 'everyone, otherwise written', read(), { resource: [allow('s3:GetObject', OBJECT, { Principal: { AWS: '*' } })] }, YES],
  [PRINCIPAL, 'a service', read({}, 'logging.s3.amazonaws.com'), { resource: [allow('s3:GetObject', OBJECT, { Principal: { Service: 'logging.s3.amazonaws.com' } })] }, YES],
  [PRINCIPAL, 'another service', read({}, 'events.amazonaws.com'), { resource: [allow('s3:GetObject', OBJECT, { Principal: { Service: 'logging.s3.amazonaws.com' } })] }, NO],
  [NOT_PRINCIPAL, 'a deny of all but one', read(), { identity: [allow('*')], resource: [{ ...deny('s3:*'), NotPrincipal: { AWS: ALICE } }] }, YES],
  [NOT_PRINCIPAL, 'of the others', read(), { identity: [allow('*')], resource: [{ ...deny('s3:*'), NotPrincipal: { AWS: MALLORY } }] }, NEVER],
  [OPERATORS, 'equal', read({ 'aws:SourceAccount': OWNER }), conditioned('StringEquals', 'aws:SourceAccount', OWNER), YES],
  [OPERATORS, 'one of several', read({ 'aws:SourceAccount': OWNER }), conditioned('StringEquals', 'aws:SourceAccount', ['999988887777', OWNER]), YES],
  [OPERATORS, 'absent', read(), conditioned('StringEquals', 'aws:SourceAccount', OWNER), NO],
  [OPERATORS, 'absent, if it exists', read(), conditioned('StringEqualsIfExists', 'aws:SourceAccount', OWNER), YES],
  [OPERATORS, 'not equal', read({ 'aws:SourceAccount': '999988887777' }), conditioned('StringNotEquals', 'aws:SourceAccount', OWNER), YES],
  [OPERATORS, 'not equal to any of several', read({ 'aws:SourceAccount': OWNER }), conditioned('StringNotEquals', 'aws:SourceAccount', ['999988887777', OWNER]), NO],
  [OPERATORS, 'absent is not equal', read(), conditioned('StringNotEquals', 'aws:SourceAccount', OWNER), YES],
  [OPERATORS, 'keys are not case-sensitive', read({ 'AWS:sourceaccount': OWNER }), conditioned('StringEquals', 'aws:SourceAccount', OWNER), YES],
  [OPERATORS, 'values are', read({ 's3:prefix': 'Films' }), conditioned('StringEquals', 's3:prefix', 'films'), NO],
  [OPERATORS, 'unless they are not to be', read({ 's3:prefix': 'Films' }), conditioned('StringEqualsIgnoreCase', 's3:prefix', 'films'), YES],
  [OPERATORS, 'StringEquals knows no wildcard', read({ 's3:prefix': 'films' }), conditioned('StringEquals', 's3:prefix', 'f*'), NO],
  [OPERATORS, 'StringLike does', read({ 's3:prefix': 'films' }), conditioned('StringLike', 's3:prefix', 'f*'), YES],
  [OPERATORS, 'a flag', read({ 'aws:SecureTransport': 'false' }), { identity: [allow('*'), deny('s3:*', '*', condition('Bool', 'aws:SecureTransport', 'false'))] }, NEVER],
  [OPERATORS, 'a figure', read({ 's3:TlsVersion': '1.1' }), { identity: [allow('*'), deny('s3:*', '*', condition('NumericLessThan', 's3:TlsVersion', '1.2'))] }, NEVER],
  [OPERATORS, 'a figure that is not less', read({ 's3:TlsVersion': '1.2' }), { identity: [allow('*'), deny('s3:*', '*', condition('NumericLessThan', 's3:TlsVersion', '1.2'))] }, YES],
  [OPERATORS, 'Null: must be absent', read({ 'aws:TokenIssueTime': 'now' }), conditioned('Null', 'aws:TokenIssueTime', 'true'), NO],
  [OPERATORS, 'Null: must be there', read({ 'aws:TokenIssueTime': 'now' }), conditioned('Null', 'aws:TokenIssueTime', 'false'), YES],
  [OPERATORS, 'ARNs, part by part', read({ 'aws:SourceArn': 'arn:aws:s3:::media' }), conditioned('ArnLike', 'aws:SourceArn', 'arn:aws:s3:*:*:med*'), YES],
  [OPERATORS, 'a wildcard does not cross parts', read({ 'aws:SourceArn': 'arn:aws:sns:eu-west-1:1:topic' }), conditioned('ArnLike', 'aws:SourceArn', 'arn:aws:s*:topic'), NO],
  [OPERATORS, 'the caller\'s ARN', read(), conditioned('ArnEquals', 'aws:PrincipalArn', ALICE), YES],
  [SETS, 'any value of several', read({ 'aws:TagKeys': ['a', 'b'] }), conditioned('ForAnyValue:StringEquals', 'aws:TagKeys', ['b', 'c']), YES],
  [SETS, 'no value', read({ 'aws:TagKeys': ['a'] }), conditioned('ForAnyValue:StringEquals', 'aws:TagKeys', ['b', 'c']), NO],
  [SETS, 'any value of none', read(), conditioned('ForAnyValue:StringEquals', 'aws:TagKeys', ['b']), NO],
  [SETS, 'all values', read({ 'aws:TagKeys': ['b', 'c'] }), conditioned('ForAllValues:StringEquals', 'aws:TagKeys', ['b', 'c']), YES],
  [SETS, 'not all values', read({ 'aws:TagKeys': ['a', 'b'] }), conditioned('ForAllValues:StringEquals', 'aws:TagKeys', ['b', 'c']), NO],
  [SETS, 'all values of none', read(), conditioned('ForAllValues:StringEquals', 'aws:TagKeys', ['b', 'c']), YES],
  [MRAP, 'a bucket that delegates, through the access point', read(through(ACCESS_POINT)), DELEGATION, YES],
  [MRAP, 'directly', read(), DELEGATION, NO],
  [MRAP, 'through an access point of one Region', read(through('arn:aws:s3:eu-west-1:111122223333:accesspoint/regional')), DELEGATION, NO],
  [MRAP, 'through one of another account', read(through('arn:aws:s3::444455556666:accesspoint/m.mrap', '444455556666')), DELEGATION, NO],
  [MRAP, 'an action that is not delegated', ask('s3:PutBucketPolicy', BUCKET, through(ACCESS_POINT)), DELEGATION, NO],
  [MRAP, 'objects behind an access point', ask('s3:GetObject', `${ACCESS_POINT}/object/a`), { identity: [allow('s3:GetObject', `${ACCESS_POINT}/object/*`)] }, YES],
  [MRAP, 'are not the access point', ask('s3:GetObject', `${ACCESS_POINT}/object/a`), { identity: [allow('s3:GetObject', ACCESS_POINT)] }, NO],
  [CLOUDFRONT, 'the distribution that is named', read({ 'aws:SourceArn': films }, SERVICE), ofFilms, YES],
  [CLOUDFRONT, 'another one', read({ 'aws:SourceArn': `${films}X` }, SERVICE), ofFilms, NO],
  [CLOUDFRONT, 'none', read({}, SERVICE), ofFilms, NO],
  [CLOUDFRONT, 'a role that says it is the distribution', read({ 'aws:SourceArn': films }, MALLORY), ofFilms, NO],
  [CLOUDFRONT, 'any of the account', read({ 'aws:SourceArn': films }, SERVICE), ofAccount, YES],
  [CLOUDFRONT, 'one of another account', read({ 'aws:SourceArn': films.replace('1111', '9999') }, SERVICE), ofAccount, NO],
  [CLOUDFRONT, 'one that is sent with another account', read({ 'aws:SourceArn': films, 'aws:SourceAccount': '444455556666' }, SERVICE), ofAccount, NO],
  [PRIVATELINK, 'by one of the endpoints', read({ 'aws:SourceVpce': 'vpce-2' }), byEndpoint(), YES],
  [PRIVATELINK, 'by another endpoint', read({ 'aws:SourceVpce': 'vpce-3' }), byEndpoint(), NEVER],
  [PRIVATELINK, 'by no endpoint', read(), byEndpoint(), NEVER],
  [SERVICES, 'a service comes by no endpoint', read({ 'aws:SourceArn': films, 'aws:PrincipalIsAWSService': 'true' }, SERVICE), byEndpoint(), NEVER],
  [SERVICES, 'unless services are spared', read({ 'aws:SourceArn': films, 'aws:PrincipalIsAWSService': 'true' }, SERVICE), notForServices, YES],
  [SERVICES, 'a role is no service', read({ 'aws:PrincipalIsAWSService': 'false' }), notForServices, NEVER],
  [SERVICES, 'nor is whoever does not say', read(), notForServices, NEVER],
  [REPLICATION, 'a role replicates into a bucket of its account', ask('s3:ReplicateObject', OBJECT), { identity: [allow('s3:ReplicateObject', `${BUCKET}/*`)] }, YES],
  [REPLICATION, 'not into one of another account by itself', ask('s3:ReplicateObject', OBJECT, {}, MALLORY), { identity: [allow('s3:ReplicateObject', `${BUCKET}/*`)] }, NO],
  [REPLICATION, 'GetObjectVersion is no substitute', ask('s3:GetObjectVersionForReplication', OBJECT), { identity: [allow('s3:GetObjectVersion', `${BUCKET}/*`)] }, NO],
  [KEY_POLICY, 'the policy of a key leaves it to IAM', decrypt(), { identity: [allow('kms:Decrypt', KEY)], resource: ROOT_KEY }, YES],
  [KEY_POLICY, 'without that IAM has no say', decrypt(), { identity: [allow('kms:Decrypt', KEY)] }, NO],
  [KEY_POLICY, 'the policy of a key that names the caller suffices', decrypt(), { resource: [allow('kms:Decrypt', '*', { Principal: { AWS: ALICE } })] }, YES],
  [VIA_SERVICE, 'a key used by S3', decrypt({ 'kms:ViaService': 's3.eu-west-1.amazonaws.com' }), viaS3, YES],
  [VIA_SERVICE, 'by another service', decrypt({ 'kms:ViaService': 'ec2.eu-west-1.amazonaws.com' }), viaS3, NO],
  [VIA_SERVICE, 'by the caller itself', decrypt(), viaS3, NO],
  [ALIASES, 'a key that has the alias', decrypt({ 'kms:ResourceAliases': ['alias/other', 'alias/media'] }), byAlias, YES],
  [ALIASES, 'a key that has another alias', decrypt({ 'kms:ResourceAliases': ['alias/other'] }), byAlias, NO],
  [ALIASES, 'a key without an alias', decrypt(), byAlias, NO],
  [REPLICATION_KMS, 'with Bucket Keys the context is the bucket', decrypt({ 'kms:EncryptionContext:aws:s3:arn': BUCKET }), forBucket, YES],
  [REPLICATION_KMS, 'without them the object', decrypt({ 'kms:EncryptionContext:aws:s3:arn': OBJECT }), forBucket, YES],
  [REPLICATION_KMS, 'not another bucket', decrypt({ 'kms:EncryptionContext:aws:s3:arn': `${BUCKET}-2` }), forBucket, NO],
];

export const CASES: readonly Case[] = ROWS.map(([page, what, request, policies, decision]) => ({ page, what, request, policies, decision }));
