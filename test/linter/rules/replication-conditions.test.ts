import { REPLICATION_CONDITION_KEYS } from '../../../src/facts/condition-keys';
import { lint } from '../../../src/linter/engine/engine';
import { LINTER_RULES } from '../../../src/linter/rules/all-rules';
import { applicationOf, idsIn, make, withTitles } from '../support';
import { ENCRYPTED, key, KEY, kms, source, TO } from './replicated-buckets';

const ROLE = { 'Fn::GetAtt': ['Role', 'Arn'] };
const ALL = { Effect: 'Allow', Action: '*', Resource: '*' };
const without = (condition: unknown, fields = {}) =>
  ({ Effect: 'Deny', Action: 's3:ReplicateObject', Resource: '*', Condition: condition, ...fields });
const SOURCE_KEY = 'arn:aws:kms:eu-west-1:111122223333:key/1';

describe('lint', () => {
  describe('trust policy', () => {
    const trusting = (...statements: Record<string, unknown>[]) => ({
      Bucket: source([make.rule(TO)], {}, ROLE),
      Role: make.role([ALL], {
        AssumeRolePolicyDocument: {
          Statement: statements.map((statement) => (
            { Effect: 'Allow', Principal: { Service: 's3.amazonaws.com' }, Action: 'sts:AssumeRole', ...statement })),
        },
      }),
    });
    const on = (Condition: unknown) => trusting({ Condition });

    test.each(withTitles<Record<string, unknown>>(
      ['the account of the source', on({ StringEquals: { 'aws:SourceAccount': '111122223333' } }), []],
      ['another account', on({ StringEquals: { 'aws:SourceAccount': '444455556666' } }), ['MRAP416']],
      ['another account, unless the key is absent',
        on({ StringEqualsIfExists: { 'aws:SourceAccount': '444455556666' } }), []],
      ['all accounts but another one', on({ StringNotEquals: { 'aws:SourceAccount': '444455556666' } }), []],
      ['the buckets of a prefix', on({ ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::media-*' } }), []],
      ['another bucket', on({ ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::other' } }), ['MRAP416']],
      ['an external id', on({ StringEquals: { 'sts:ExternalId': 'id' } }), ['MRAP416']],
      ['a condition that is not known', on({ StringEquals: { 'aws:SourceOrgID': 'o-1' } }), []],
      ['an action in other letters', trusting({ Action: 'STS:assumerole' }), []],
      ['all actions but the needed one', trusting({ Action: undefined, NotAction: 'sts:AssumeRole' }), ['MRAP416']],
      ['a denial', trusting({}, { Effect: 'Deny' }), ['MRAP416']],
      ['a denial for other accounts',
        trusting({}, { Effect: 'Deny', Condition: { StringNotEquals: { 'aws:SourceAccount': '111122223333' } } }), []],
      ['a denial for all other services',
        trusting({}, { Effect: 'Deny', Principal: undefined, NotPrincipal: { Service: 's3.amazonaws.com' } }), []],
    ))('evaluates the policy and %s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });

    test('names the condition in the message', () => {
      const [finding] = lint(applicationOf(on({ ArnEquals: { 'aws:SourceArn': 'arn:aws:s3:::other' } })), LINTER_RULES);
      expect(finding.message).toContain('got ["aws:sourcearn arn:aws:s3:::other"]');
    });

    test('names the denial in the message', () => {
      const [finding] = lint(applicationOf(trusting({}, { Effect: 'Deny' })), LINTER_RULES);
      expect(finding.message).toContain('denies s3.amazonaws.com');
    });
  });

  describe('permissions of a role', () => {
    const app = (statements: unknown[], extra = {}) => ({
      Bucket: source([make.rule(TO, ENCRYPTED, key(KEY))], kms(SOURCE_KEY), ROLE),
      Role: make.role(statements),
      ...extra,
    });
    const decrypt = (Condition: unknown) => [
      { ...ALL, Action: ['s3:*', 'kms:Encrypt'] }, { ...ALL, Action: 'kms:Decrypt', Condition },
    ];

    test.each(withTitles<Record<string, unknown>>(
      [
        'a denial of all other resources',
        app([ALL, without(undefined, { Resource: undefined, NotResource: `${TO}/*` })]),
        [],
      ],
      ['a denial of all resources but another one',
        app([ALL, without(undefined, { Resource: undefined, NotResource: 'arn:aws:s3:::other/*' })]), ['MRAP415']],
      ['a denial of all resources but the objects and another one',
        app([ALL, without(undefined, { Resource: undefined, NotResource: ['arn:aws:s3:::other/*', `${TO}/*`] })]), []],
      ['a denial of the objects and another resource',
        app([ALL, without(undefined, { Resource: ['arn:aws:s3:::other/*', `${TO}/*`] })]), ['MRAP415']],
      ['a denial without resources', app([ALL, without(undefined, { Resource: undefined })]), []],
      ['a denial of requests by services', app([ALL, without({ Bool: { 'aws:ViaAWSService': 'true' } })]), []],
      ['a denial of requests that no service makes', app([ALL, without({ Bool: { 'aws:ViaAWSService': 'false' } })]),
        ['MRAP415']],
      ['a denial without a second factor', app([ALL, without({ Null: { 'aws:MultiFactorAuthAge': 'true' } })]),
        ['MRAP415']],
      ['a denial for the account of the role',
        app([ALL, without({ StringEquals: { 'aws:PrincipalAccount': '111122223333' } })]), ['MRAP415']],
      ['a denial of other keys',
        app([ALL, without({ StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': SOURCE_KEY } })]),
        ['MRAP415']],
      ['a denial of all keys but the one of the rule',
        app([ALL, without({ StringNotEquals: { 's3:x-amz-server-side-encryption-aws-kms-key-id': KEY } })]), []],
      ['the key of the account', app(decrypt({ StringEquals: { 'kms:CallerAccount': '111122223333' } })), []],
      ['the key of another account', app(decrypt({ StringEquals: { 'kms:CallerAccount': '444455556666' } })),
        ['MRAP415']],
      ['grants of a key', app(decrypt({ Bool: { 'kms:GrantIsForAWSResource': 'true' } })), ['MRAP415']],
      ['the key in requests by services', app(decrypt({ Bool: { 'aws:ViaAWSService': 'true' } })), []],
      ['the key through S3', app(decrypt({ StringLike: { 'kms:ViaService': 's3.*.amazonaws.com' } })), []],
      ['the key through another service', app(decrypt({ StringLike: { 'kms:ViaService': 'ec2.*' } })), ['MRAP415']],
    ))('evaluates the policy and %s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });

    test('takes the Region of the destination from the ARN of its key', () => {
      const statements = [
        { ...ALL, Action: ['s3:*', 'kms:Decrypt'] },
        {
          ...ALL,
          Action: 'kms:Encrypt',
          Condition: { StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' } },
        },
      ];
      expect(idsIn(applicationOf(app(statements)))).toEqual(['MRAP415']);
    });

    test.each<[string, unknown, string[]]>([
      ['the name of an alias', { Ref: 'Alias' }, ['MRAP415']],
      ['the ARN of an alias', { 'Fn::GetAtt': ['Alias', 'Arn'] }, ['MRAP415']],
      ['an alias of no template', 'alias/other', []],
    ])('finds the source key by %s', (_, reference, expected) => {
      const resources = {
        Bucket: source([make.rule(TO, ENCRYPTED, key(KEY))], kms(reference), ROLE),
        Role: make.role([{ ...ALL, Action: ['s3:*', 'kms:Encrypt'] }]),
        Alias: { Type: 'AWS::KMS::Alias', Properties: { AliasName: 'alias/media', TargetKeyId: { Ref: 'Key' } } },
        Key: {
          Type: 'AWS::KMS::Key',
          Properties: {
            KeyPolicy: {
              Statement: [{
                Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:root' }, Action: '*', Resource: '*',
              }],
            },
          },
        },
      };
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });

    test.each<[string, Record<string, unknown>, unknown]>([
      ['a name', { ManagedPolicyName: 'deny' }, 'arn:aws:iam::111122223333:policy/deny'],
      ['a name and a path', { ManagedPolicyName: 'deny', Path: '/a/' }, 'arn:aws:iam::111122223333:policy/a/deny'],
      ['a generated name', {}, { 'Fn::GetAtt': ['Policy', 'PolicyArn'] }],
    ])('reads a managed policy with %s by its ARN', (_, properties, arn) => {
      const resources = {
        Bucket: source([make.rule(TO)], {}, ROLE),
        Role: make.role([ALL], { ManagedPolicyArns: [arn] }),
        Policy: {
          Type: 'AWS::IAM::ManagedPolicy',
          Properties: { ...properties, PolicyDocument: { Statement: without(undefined) } },
        },
      };
      expect(idsIn(applicationOf(resources))).toEqual(['MRAP415']);
    });
  });

  describe('denial in a bucket policy', () => {
    const denying = (Condition: unknown, role: Record<string, unknown> = {}) => ({
      Bucket: source([make.rule(TO)], {}, ROLE),
      Role: make.role([ALL], role),
      Policy: make.bucketPolicy('media-ireland', {
        Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition,
      }),
    });
    const isKeyOfS3 = ({ key: name }: { key: string }) => /^(aws|s3):/.test(name);
    const absent = REPLICATION_CONDITION_KEYS.filter(isKeyOfS3).filter(({ values }) => values?.length === 0);
    const outside = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } };
    const except = (name: unknown) => ({ ...outside, ArnNotLike: { 'aws:PrincipalArn': name } });

    test.each(withTitles<Record<string, unknown>>(
      ['requests from outside a network that no service makes',
        denying({ ...outside, Bool: { 'aws:ViaAWSService': 'false' } }), ['MRAP556']],
      ['requests from outside a network by services',
        denying({ ...outside, Bool: { 'aws:PrincipalIsAWSService': 'true' } }), []],
      ['requests with any value of an absent key',
        denying({ 'ForAnyValue:StringNotEquals': { 'aws:SourceVpce': ['vpce-1'] } }), []],
      ['requests of other accounts', denying({ StringNotEquals: { 'aws:PrincipalAccount': '111122223333' } }), []],
      ['requests of all accounts but another one',
        denying({ StringNotEquals: { 'aws:PrincipalAccount': '444455556666' } }), ['MRAP556']],
      ['requests of all roles but one of another name',
        denying(except('arn:aws:iam::*:role/admin*'), { RoleName: 'replication' }), ['MRAP556']],
      ['requests of all roles but the role and another one',
        denying(except(['arn:aws:iam::111122223333:role/x', { 'Fn::GetAtt': ['Role', 'Arn'] }])), []],
      ['requests of all roles but the role by its generated name',
        denying(except({ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/${Role}' })), []],
      ['requests of all roles but another one by its generated name', {
        ...denying(except({ 'Fn::Sub': 'arn:aws:iam::${AWS::AccountId}:role/${Other}' })), Other: make.role([]),
      }, ['MRAP556']],
      ['requests of all roles but two other ones', denying(except([
        'arn:aws:iam::111122223333:role/x', 'arn:aws:iam::111122223333:role/y',
      ])), ['MRAP556']],
      ['requests of all roles but sessions of the role, which is another ARN',
        denying(except('arn:aws:sts::*:assumed-role/replication/*'), { RoleName: 'replication' }), ['MRAP556']],
      ['requests of all roles but the role by its name',
        denying(except('arn:aws:iam::*:role/replic*'), { RoleName: 'replication' }), []],
      ['requests of all roles but those of a path that may be the one of the role',
        denying(except('arn:aws:iam::*:role/team/*'), { RoleName: 'replication', Path: { Ref: 'Parameter' } }), []],
    ))('evaluates the policy and %s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });

    // S3 sends no such key, so a denial of all other values denies the replication.
    test.each(absent)('evaluates the policy and $key, which is absent', ({ key: name }) => {
      const value = 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap';
      const idsFor = (condition: unknown) => idsIn(applicationOf(denying(condition)));
      expect(idsFor({ StringNotEquals: { [name]: value } })).toEqual(['MRAP556']);
      expect(idsFor({ StringNotLikeIfExists: { [name]: value } })).toEqual(['MRAP556']);
      expect(idsFor({ Null: { [name]: 'true' } })).toEqual(['MRAP556']);
      expect(idsFor({ StringEquals: { [name]: value } })).toEqual([]);
      expect(idsFor({ 'ForAnyValue:StringNotEquals': { [name]: value } })).toEqual([]);
    });

    test('evaluates the type of the principal', () => {
      const idsFor = (type: string) =>
        idsIn(applicationOf(denying({ StringNotEquals: { 'aws:PrincipalType': type } })));
      expect(idsFor('User')).toEqual(['MRAP556']);
      expect(idsFor('AssumedRole')).toEqual([]);
    });

    test.each<[string, unknown, string[]]>([
      ['addresses', { NotIpAddress: { 'aws:SourceIp': '192.0.2.0/24' } }, ['MRAP556']],
      ['one of several addresses', { 'ForAnyValue:NotIpAddress': { 'aws:SourceIp': '192.0.2.0/24' } }, ['MRAP556']],
      ['endpoints', { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }, ['MRAP556']],
      ['one of several endpoints', { 'ForAnyValue:StringNotEquals': { 'aws:SourceVpce': 'vpce-1' } }, []],
      ['users', { StringNotEquals: { 'aws:userid': 'x' } }, []],
    ])('affects a replication without a readable role by %s', (_, Condition, expected) => {
      const resources = {
        Bucket: make.bucket('media-ireland', { ReplicationConfiguration: { Rules: [make.rule(TO)] } }),
        Policy: make.bucketPolicy('media-ireland', {
          Effect: 'Deny', Principal: '*', Action: 's3:*', Resource: '*', Condition,
        }),
      };
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });
  });
});
