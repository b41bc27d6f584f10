import { applicationOf, idsIn, make, OBJECTS, UNKNOWN, withTitles } from '../support';
import { TO, source, one, kms, ENCRYPTED, key, KEY } from './replicated-buckets';

const SINGLE_KEY = 'arn:aws:kms:eu-west-1:111122223333:key/12345678-1234-1234-1234-123456789012';

const managed = (rule: Record<string, unknown>, properties = {}) => ({
  Type: 'Custom::S3BucketReplication',
  Properties: {
    Bucket: 'media-ireland',
    Role: 'arn:aws:iam::111122223333:role/replication',
    Rules: [{ Id: 'a', Priority: 1, DestinationBucket: 'media-virginia', DeleteMarkers: 'true', ...rule }],
    ...properties,
  },
});

describe('lint', () => {
  test.each(withTitles<Record<string, unknown>>(
    ['a rule from a parameter', { Bucket: source([UNKNOWN]) }, []],
    [
      'a list of rules from a parameter',
      { Bucket: make.bucket('media-ireland', { ReplicationConfiguration: { Role: 'x', Rules: UNKNOWN } }) },
      [],
    ],
    [
      'a replication configuration from a parameter',
      { Bucket: make.bucket('media-ireland', { ReplicationConfiguration: UNKNOWN }) },
      [],
    ],
    ['versioning from a parameter', { Bucket: source([make.rule(TO)], { VersioningConfiguration: UNKNOWN }) }, []],
    ['versioning without a status', { Bucket: source([make.rule(TO)], { VersioningConfiguration: {} }) }, []],
    ['a destination from a parameter', { Bucket: source([make.rule(UNKNOWN)]) }, []],
    [
      'a rule of the first version of the schema',
      { Bucket: source([{ Status: 'Enabled', Prefix: 'x', Destination: { Bucket: TO } }]) },
      [],
    ],
    [
      'a prefix of a rule that is too long',
      { Bucket: source([{ Status: 'Enabled', Prefix: 'x'.repeat(1025), Destination: { Bucket: TO } }]) },
      ['MRAP408'],
    ],
    ['a prefix in And that is too long', one({
      Filter: { And: { Prefix: 'x'.repeat(1025), TagFilters: [{ Key: 'k', Value: 'v' }] } },
      DeleteMarkerReplication: { Status: 'Disabled' },
    }), ['MRAP408']],
    ['1,001 rules', {
      Bucket: source(Array.from({ length: 1001 }, (_, index) =>
        make.rule(`arn:aws:s3:::to-${index}`, { Id: `${index}`, Priority: index }))),
    }, ['MRAP408']],
    [
      'a rule without status, priority and delete marker replication',
      one({ Status: undefined, Priority: undefined, DeleteMarkerReplication: undefined }),
      ['MRAP406'],
    ],
    ['a filter from a parameter', one({ Filter: UNKNOWN }), []],
    ['an empty filter', one({ Filter: {} }), []],
    ['an empty And', one({ Filter: { And: {} } }), ['MRAP409 WARNING']],
    ['an exclusion', one({ Filter: { Not: { Prefix: 'tmp/' } } }), []],
    ['And with a prefix and an exclusion', one({ Filter: { And: { Prefix: 'a', Not: { Prefix: 'a/b' } } } }), []],
    ['And with an exclusion only', one({ Filter: { And: { Not: { Prefix: 'b' } } } }), ['MRAP409 WARNING']],
    ['And with an element that is not known', one({ Filter: { And: { Prefix: 'a', Size: 1 } } }), []],
    ['a prefix beside an exclusion', one({ Filter: { Prefix: 'a', Not: { Prefix: 'a/b' } } }), ['MRAP409']],
    [
      'an exclusion with two conditions',
      one({ Filter: { Not: { Prefix: 'a', Or: { Prefixes: ['b'] } } } }),
      ['MRAP409'],
    ],
    ['an exclusion without a predicate', one({ Filter: { Not: {} } }), ['MRAP409']],
    ['an exclusion of no predicates', one({ Filter: { Not: { Or: {} } } }), ['MRAP409']],
    ['an exclusion with an element that is not known', one({ Filter: { Not: { Size: 1 } } }), []],
    ['delete markers with an excluded tag', one({ Filter: { Not: { TagFilter: {} } } }), ['MRAP410']],
    ['delete markers with excluded tags', one({ Filter: { Not: { Or: { TagFilters: [{}] } } } }), ['MRAP410']],
    ['an exclusion from a parameter', one({ Filter: { And: { Prefix: 'a', Not: UNKNOWN } } }), []],
    ['an excluded prefix of 1,025 characters', one({ Filter: { Not: { Prefix: 'a'.repeat(1025) } } }), ['MRAP408']],
    ['the multi-Region key of the source', one(ENCRYPTED, {
      EncryptionConfiguration: { UseSourceMultiRegionKey: { Status: 'Enabled' } },
    }), []],
    ...([
      ['a single-Region key', SINGLE_KEY, ['MRAP412']],
      ['the id of a single-Region key', '12345678-1234-1234-1234-123456789012', ['MRAP412']],
      ['the AWS managed key', undefined, ['MRAP412']],
      ['the alias of the AWS managed key', 'alias/aws/s3', ['MRAP412']],
      ['a multi-Region key', SINGLE_KEY.replace('key/', 'key/mrk-'), []],
      ['an alias', 'arn:aws:kms:eu-west-1:111122223333:alias/media', []],
      ['a key from a parameter', UNKNOWN, []],
      ['a new single-Region key', { Ref: 'Key' }, ['MRAP412']],
      ['a new single-Region key by its ARN', { 'Fn::GetAtt': ['Key', 'Arn'] }, ['MRAP412']],
      ['a new multi-Region key', { Ref: 'MultiRegionKey' }, []],
      ['a new key whose kind is a parameter', { Ref: 'AnyKey' }, []],
      ['a replica key', { Ref: 'ReplicaKey' }, []],
    ] as const).map(([name, sourceKey, expected]): [string, Record<string, unknown>, string[]] => [
      `the multi-Region key of a source with ${name}`,
      {
        Key: { Type: 'AWS::KMS::Key', Properties: {} },
        MultiRegionKey: { Type: 'AWS::KMS::Key', Properties: { MultiRegion: 'true' } },
        AnyKey: { Type: 'AWS::KMS::Key', Properties: { MultiRegion: UNKNOWN } },
        ReplicaKey: { Type: 'AWS::KMS::ReplicaKey', Properties: {} },
        Bucket: source([make.rule(TO, ENCRYPTED, {
          EncryptionConfiguration: { UseSourceMultiRegionKey: { Status: 'Enabled' } },
        })], kms(sourceKey)),
      },
      [...expected],
    ]),
    ['the multi-Region key of a source, in a disabled rule', {
      Bucket: source([make.rule(TO, { ...ENCRYPTED, Status: 'Disabled' }, {
        EncryptionConfiguration: { UseSourceMultiRegionKey: { Status: 'Enabled' } },
      })], kms(SINGLE_KEY)),
    }, []],
    ['a key setting that is not known', one(ENCRYPTED, { EncryptionConfiguration: { KeySource: 'x' } }), []],
    ['the multi-Region key of the source, disabled', one(ENCRYPTED, {
      EncryptionConfiguration: { UseSourceMultiRegionKey: { Status: 'Disabled' } },
    }), ['MRAP412']],
    [
      'And with two tags',
      one({ Filter: { And: { TagFilters: [{}, {}] } }, DeleteMarkerReplication: { Status: UNKNOWN } }),
      [],
    ],
    [
      'time control without metrics',
      one({}, { ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } }, Metrics: { Status: 'Disabled' } }),
      ['MRAP411'],
    ],
    ['time control from a parameter', one(
      {},
      { ReplicationTime: { Status: UNKNOWN }, Metrics: { Status: 'Enabled', EventThreshold: { Minutes: UNKNOWN } } },
    ), []],
    [
      'an event threshold of 10 minutes',
      one({}, { Metrics: { Status: 'Enabled', EventThreshold: { Minutes: '10' } } }),
      ['MRAP411'],
    ],
    [
      'disabled time control without metrics',
      one({}, { ReplicationTime: { Status: 'Disabled', Time: { Minutes: 15 } } }),
      [],
    ],
    ['a bucket with SSE-S3', { Bucket: source([make.rule(TO)], kms(undefined, 'AES256')) }, []],
    ['a bucket with DSSE-KMS', { Bucket: source([make.rule(TO)], kms(undefined, 'aws:kms:dsse')) }, ['MRAP413']],
    ['an encryption algorithm from a parameter', { Bucket: source([make.rule(TO)], kms(undefined, UNKNOWN)) }, []],
    ['bucket encryption from a parameter', { Bucket: source([make.rule(TO)], { BucketEncryption: UNKNOWN }) }, []],
    [
      'a disabled rule of a bucket with SSE-KMS',
      { Bucket: source([make.rule(TO, { Status: 'Disabled' })], kms()) },
      [],
    ],
    [
      'source selection criteria from a parameter',
      { Bucket: source([make.rule(TO, { SourceSelectionCriteria: UNKNOWN })], kms()) },
      [],
    ],
    ['a replica key from a parameter', one(ENCRYPTED, key(UNKNOWN)), []],
    ['a replica key that is not text', one(ENCRYPTED, key({ A: 1 })), []],
    ['the AWS managed key in one account', one(ENCRYPTED, { ...key('alias/aws/s3'), Account: '111122223333' }), []],
    [
      'an owner override to an account from a parameter',
      one({}, { AccessControlTranslation: { Owner: 'Destination' }, Account: UNKNOWN }),
      [],
    ],
    [
      'an owner override without an account',
      { Bucket: source([make.rule(UNKNOWN, {}, { AccessControlTranslation: { Owner: 'Destination' } })]) },
      ['MRAP417'],
    ],
    ['an archive storage class at a bucket without an access point', one({}, { StorageClass: 'GLACIER' }), []],
    [
      'two replication writers, one under a condition',
      { ...one(), Other: { ...managed({}), Condition: 'Sometimes' } },
      [],
    ],
    [
      'a replication custom resource with time control and metrics',
      { Rules: managed({ Metrics: 'true', TimeControl: 'true' }) },
      [],
    ],
    [
      'a replication custom resource with a tag and delete markers',
      { Rules: managed({ Tags: [{ Key: 'k', Value: 'v' }] }) },
      ['MRAP410'],
    ],
    ['a replication custom resource with a tag and without delete markers', {
      Rules: managed({
        Tags: [{ Key: 'k', Value: 'v' }],
        Prefix: 'a/',
        DeleteMarkers: 'false',
        ReplicaModifications: 'true',
      }),
    }, []],
    [
      'a replication custom resource with a replica key',
      { Rules: managed({ ReplicaKmsKeyId: KEY, StorageClass: 'STANDARD_IA' }) },
      [],
    ],
    [
      'a replication custom resource with an owner override in one account',
      { Rules: managed({ OwnerOverride: 'true', DestinationAccount: '111122223333' }) },
      ['MRAP417 WARNING'],
    ],
    [
      'a replication custom resource with an owner override to another account',
      { Rules: managed({ OwnerOverride: 'true', DestinationAccount: '444455556666' }) },
      [],
    ],
    [
      'a replication custom resource with a rule from a parameter',
      { Rules: managed({}, { Rules: [UNKNOWN], Bucket: { A: 1 } }) },
      [],
    ],
    [
      'a replication custom resource with a rule without a destination',
      { Rules: managed({ DestinationBucket: undefined }) },
      [],
    ],
    ['a call of PutBucketReplication without parameters', {
      Call: {
        Type: 'Custom::AWS',
        Properties: { Create: { service: 'S3', action: 'putBucketReplication', parameters: {} } },
      },
    }, []],
    ['a call of PutBucketReplication whose source is the destination', {
      Call: {
        Type: 'Custom::AWS',
        Properties: {
          Update: {
            service: 'S3',
            action: 'PutBucketReplicationCommand',
            parameters: { Bucket: 'media-virginia', ReplicationConfiguration: { Role: 'r', Rules: [make.rule(TO)] } },
          },
        },
      },
    }, ['MRAP402']],
  ))('checks %s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });

  test.each(withTitles<Record<string, unknown>>(
    ['a rule with a status and a destination only', {
      Bucket: source([{ Status: 'Enabled', Destination: { Bucket: TO } }]),
    }, ['MRAP406 INFO']],
    ['such a rule beside a rule to another destination', {
      Bucket: source([{ Status: 'Enabled', Destination: { Bucket: TO } }, make.rule('arn:aws:s3:::copy')]),
    }, ['MRAP406']],
    ['such a rule with the replication of delete markers', {
      Bucket: source([{
        Status: 'Enabled', DeleteMarkerReplication: { Status: 'Enabled' }, Destination: { Bucket: TO },
      }]),
    }, ['MRAP406']],
    ['a prefix with a wildcard', one({ Filter: { Prefix: 'films/*' } }), ['MRAP435']],
    ['an archived member that another application creates', {
      Media: make.accessPoint(), ...one({}, { StorageClass: 'GLACIER' }),
    }, ['MRAP421']],
    ['an archived bucket that is no member', one({}, { StorageClass: 'GLACIER' }), []],
  ))('reports %s as the table says', (_, resources, expected) => {
    const found = idsIn(applicationOf(resources)).filter((id) => /^MRAP4(06|21|35)/.test(id));
    expect(found).toEqual(expected);
  });

  test('reports MRAP556 for a denial without conditions that a rule needs', () => {
    const policy = (bucket: string, fields: object) => applicationOf({
      Bucket: source([make.rule('arn:aws:s3:::copy')]),
      Copy: make.bucket('copy'),
      Policy: make.bucketPolicy(bucket, {
        Effect: 'Deny',
        Principal: '*',
        Resource: `arn:aws:s3:::${bucket}/*`,
        ...fields,
      }),
    });
    const role = { AWS: 'arn:aws:iam::111122223333:role/replication' };
    expect(idsIn(policy('copy', { Action: 's3:ReplicateObject' }))).toEqual(['MRAP556']);
    expect(idsIn(policy('copy', { Action: 's3:ReplicateObject', Principal: role }))).toEqual(['MRAP556']);
    expect(idsIn(policy('copy', { Action: 's3:ReplicateDelete' }))).toEqual([]);
    expect(idsIn(policy('copy', { Action: 's3:DeleteObject' }))).toEqual([]);
    expect(idsIn(policy('media-ireland', { Action: 's3:GetObjectVersionForReplication' }))).toEqual(['MRAP556']);
    expect(idsIn(policy('media-ireland', { Action: 's3:ReplicateObject' }))).toEqual([]);
    expect(idsIn(policy('copy', { Action: 's3:ReplicateObject', Resource: 'arn:aws:s3:::copy/tmp' })))
      .toEqual(['MRAP556']);
  });

  test('reports MRAP556 for the policy of a bucket that another application creates', () => {
    const policy = (bucket: string, fields: object = {}) => applicationOf({
      Bucket: source([make.rule('arn:aws:s3:::copy')]),
      Policy: make.bucketPolicy(bucket, {
        Effect: 'Deny',
        Principal: '*',
        Action: 's3:ReplicateObject',
        Resource: `arn:aws:s3:::${bucket}/*`,
        ...fields,
      }),
    });
    const Condition = { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } };
    expect(idsIn(policy('copy'))).toEqual(['MRAP556']);
    expect(idsIn(policy('copy', { Condition }))).toEqual(['MRAP556']);
    expect(idsIn(policy('other', { Condition }))).toEqual([]);
  });

  test.each<[string, unknown, string[]]>([
    ['the name of a bucket', 'media-virginia', ['MRAP446']],
    ['a reference to a bucket with a name', { Ref: 'Named' }, ['MRAP446']],
    ['a reference to a bucket with a generated name', { Ref: 'Generated' }, ['MRAP446']],
    ['the ARN of a bucket with a generated name', { 'Fn::GetAtt': ['Generated', 'Arn'] }, []],
    ['objects of a bucket with a generated name', { 'Fn::Sub': '${Generated.Arn}/*' }, ['MRAP446']],
    ['a name from a parameter', { 'Fn::Sub': 'arn:aws:s3:::${Parameter}' }, []],
    ['an object of a bucket from a parameter', { 'Fn::Sub': 'arn:aws:s3:::${Parameter}/' }, ['MRAP446']],
    ['a partition from a parameter', { 'Fn::Sub': 'arn:${Parameter}:s3:::media-virginia' }, []],
    ['an ARN from a parameter', UNKNOWN, []],
    ['an ARN that begins with a parameter', { 'Fn::Sub': '${Parameter}media-virginia' }, []],
    ['an ARN of another partition', 'arn:aws-cn:s3:::media-virginia', []],
    ['an account in the ARN', 'arn:aws:s3::111122223333:media-virginia', ['MRAP446']],
    ['another service', 'arn:aws:s3express:us-east-1:111122223333:bucket/media', ['MRAP446']],
    ['an access point', 'arn:aws:s3:us-east-1:111122223333:accesspoint/media', ['MRAP420']],
  ])('checks a destination with %s, and reports no permission for another one', (_, destination, expected) => {
    const resources = {
      Bucket: source([make.rule(destination)], {}, { 'Fn::GetAtt': ['Role', 'Arn'] }),
      Role: make.role([{ Effect: 'Allow', Action: 's3:*', Resource: ['arn:aws:s3:::media-ireland*', 'arn:*:s3:::*'] }]),
      Named: make.bucket('media-virginia'),
      Generated: make.bucket(undefined),
    };
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });

  test('reports MRAP556 for a denial by network that covers replication of a replicated bucket', () => {
    const deny = (fields = {}) => ({
      Effect: 'Deny',
      Principal: '*',
      Action: '*',
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
      ...fields,
    });
    const app = (statement: unknown, bucket: unknown = source([make.rule(TO)])) =>
      applicationOf({ Bucket: bucket, Policy: make.bucketPolicy({ Ref: 'Bucket' }, statement) });
    expect(idsIn(app(deny()))).toEqual(['MRAP556']);
    expect(idsIn(app(deny(), make.bucket('alone')))).toEqual([]);
    expect(idsIn(app(deny({ Action: 's3:PutBucketPolicy' })))).toEqual([]);
    expect(idsIn(app(deny({ Action: 's3:ReplicateObjectAnnotation' })))).toEqual(['MRAP556']);
    expect(idsIn(app(deny({ Condition: UNKNOWN })))).toEqual([]);
    expect(idsIn(app(deny({ Condition: { StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } } }))))
      .toEqual(['MRAP556']);
    expect(idsIn(app(deny({ Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } })))).toEqual([]);
    expect(idsIn(app(deny({ Condition: undefined })))).toEqual(['MRAP556']);
    expect(idsIn(app(deny({ Principal: { AWS: 'x' } })))).toEqual([]);
    expect(idsIn(applicationOf({
      Bucket: source([make.rule('arn:aws:s3:::copy')]),
      Copy: make.bucket('copy'),
      Policy: make.bucketPolicy('copy', deny()),
    }))).toEqual(['MRAP556']);
  });

  test('reports nothing for a bucket policy with objects of an access point', () => {
    expect(idsIn(applicationOf({
      Media: make.accessPoint(),
      Bucket: make.bucket('other'),
      Policy: make.bucketPolicy('other', { Effect: 'Allow', Principal: '*', Action: '*', Resource: OBJECTS }),
    }))).toEqual([]);
  });
});
