import { type TemplateModel } from '../../../src/linter/model/template-model';
import { applicationOf, applicationOfStacks, delegate, idsIn, make, OBJECTS, UNKNOWN, withTitles } from '../support';

const TO = 'arn:aws:s3:::media-virginia';
const source = (rules: unknown[], properties = {}, role?: unknown) => make.bucket('media-ireland', { ...make.replication(rules, role), ...properties });
const one = (fields = {}, target = {}) => ({ Bucket: source([make.rule(TO, fields, target)]) });
const managed = (rule: Record<string, unknown>, properties = {}) => ({
  Type: 'Custom::S3BucketReplication',
  Properties: {
    Bucket: 'media-ireland', Role: 'arn:aws:iam::111122223333:role/replication', Rules: [{ Id: 'a', Priority: 1, DestinationBucket: 'media-virginia', DeleteMarkers: 'true', ...rule }], ...properties,
  },
});
const kms = (key?: unknown, algorithm: unknown = 'aws:kms') => ({
  BucketEncryption: { ServerSideEncryptionConfiguration: [{ ServerSideEncryptionByDefault: { SSEAlgorithm: algorithm, KMSMasterKeyID: key } }] },
});
const ENCRYPTED = { SourceSelectionCriteria: { SseKmsEncryptedObjects: { Status: 'Enabled' } } };
const key = (arn: unknown) => ({ EncryptionConfiguration: { ReplicaKmsKeyID: arn } });
const KEY = 'arn:aws:kms:us-east-1:111122223333:key/1';

describe('lint', () => {
  test.each(withTitles<Record<string, unknown>>(
    ['a rule from a parameter', { Bucket: source([UNKNOWN]) }, []],
    ['a list of rules from a parameter', { Bucket: make.bucket('media-ireland', { ReplicationConfiguration: { Role: 'x', Rules: UNKNOWN } }) }, []],
    ['a replication configuration from a parameter', { Bucket: make.bucket('media-ireland', { ReplicationConfiguration: UNKNOWN }) }, []],
    ['versioning from a parameter', { Bucket: source([make.rule(TO)], { VersioningConfiguration: UNKNOWN }) }, []],
    ['versioning without a status', { Bucket: source([make.rule(TO)], { VersioningConfiguration: {} }) }, []],
    ['a destination from a parameter', { Bucket: source([make.rule(UNKNOWN)]) }, []],
    ['a rule of the first version of the schema', { Bucket: source([{ Status: 'Enabled', Prefix: 'x', Destination: { Bucket: TO } }]) }, []],
    ['a prefix of a rule that is too long', { Bucket: source([{ Status: 'Enabled', Prefix: 'x'.repeat(1025), Destination: { Bucket: TO } }]) }, ['MRAP408']],
    ['a prefix in And that is too long', one({ Filter: { And: { Prefix: 'x'.repeat(1025), TagFilters: [{ Key: 'k', Value: 'v' }] } }, DeleteMarkerReplication: { Status: 'Disabled' } }), ['MRAP408']],
    ['1,001 rules', { Bucket: source(Array.from({ length: 1001 }, (_, index) => make.rule(`arn:aws:s3:::to-${index}`, { Id: `${index}`, Priority: index }))) }, ['MRAP408']],
    ['a rule without status, priority and delete marker replication', one({ Status: undefined, Priority: undefined, DeleteMarkerReplication: undefined }), ['MRAP406']],
    ['a filter from a parameter', one({ Filter: UNKNOWN }), []],
    ['an empty filter', one({ Filter: {} }), []],
    ['an empty And', one({ Filter: { And: {} } }), ['MRAP409 WARNING']],
    ['And with two tags', one({ Filter: { And: { TagFilters: [{}, {}] } }, DeleteMarkerReplication: { Status: UNKNOWN } }), []],
    ['time control without metrics', one({}, { ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } }, Metrics: { Status: 'Disabled' } }), ['MRAP411']],
    ['time control from a parameter', one({}, { ReplicationTime: { Status: UNKNOWN }, Metrics: { Status: 'Enabled', EventThreshold: { Minutes: UNKNOWN } } }), []],
    ['an event threshold of 10 minutes', one({}, { Metrics: { Status: 'Enabled', EventThreshold: { Minutes: '10' } } }), ['MRAP411']],
    ['disabled time control without metrics', one({}, { ReplicationTime: { Status: 'Disabled', Time: { Minutes: 15 } } }), []],
    ['a bucket with SSE-S3', { Bucket: source([make.rule(TO)], kms(undefined, 'AES256')) }, []],
    ['a bucket with DSSE-KMS', { Bucket: source([make.rule(TO)], kms(undefined, 'aws:kms:dsse')) }, ['MRAP413']],
    ['an encryption algorithm from a parameter', { Bucket: source([make.rule(TO)], kms(undefined, UNKNOWN)) }, []],
    ['bucket encryption from a parameter', { Bucket: source([make.rule(TO)], { BucketEncryption: UNKNOWN }) }, []],
    ['a disabled rule of a bucket with SSE-KMS', { Bucket: source([make.rule(TO, { Status: 'Disabled' })], kms()) }, []],
    ['source selection criteria from a parameter', { Bucket: source([make.rule(TO, { SourceSelectionCriteria: UNKNOWN })], kms()) }, []],
    ['a replica key from a parameter', one(ENCRYPTED, key(UNKNOWN)), []],
    ['a replica key that is not text', one(ENCRYPTED, key({ A: 1 })), []],
    ['the AWS managed key in one account', one(ENCRYPTED, { ...key('alias/aws/s3'), Account: '111122223333' }), []],
    ['an owner override to an account from a parameter', one({}, { AccessControlTranslation: { Owner: 'Destination' }, Account: UNKNOWN }), []],
    ['an owner override without an account', { Bucket: source([make.rule(UNKNOWN, {}, { AccessControlTranslation: { Owner: 'Destination' } })]) }, ['MRAP417']],
    ['an archive storage class at a bucket without an access point', one({}, { StorageClass: 'GLACIER' }), []],
    ['two replication writers, one under a condition', { ...one(), Other: { ...managed({}), Condition: 'Sometimes' } }, []],
    ['a replication custom resource with time control and metrics', { Rules: managed({ Metrics: 'true', TimeControl: 'true' }) }, []],
    ['a replication custom resource with a tag and delete markers', { Rules: managed({ Tags: [{ Key: 'k', Value: 'v' }] }) }, ['MRAP410']],
    ['a replication custom resource with a tag and without delete markers', { Rules: managed({ Tags: [{ Key: 'k', Value: 'v' }], Prefix: 'a/', DeleteMarkers: 'false', ReplicaModifications: 'true' }) }, []],
    ['a replication custom resource with a replica key', { Rules: managed({ ReplicaKmsKeyId: KEY, StorageClass: 'STANDARD_IA' }) }, []],
    ['a replication custom resource with an owner override in one account', { Rules: managed({ OwnerOverride: 'true', DestinationAccount: '111122223333' }) }, ['MRAP417 WARNING']],
    ['a replication custom resource with an owner override to another account', { Rules: managed({ OwnerOverride: 'true', DestinationAccount: '444455556666' }) }, []],
    ['a replication custom resource with a rule from a parameter', { Rules: managed({}, { Rules: [UNKNOWN], Bucket: { A: 1 } }) }, []],
    ['a replication custom resource with a rule without a destination', { Rules: managed({ DestinationBucket: undefined }) }, []],
    ['a call of PutBucketReplication without parameters', { Call: { Type: 'Custom::AWS', Properties: { Create: { service: 'S3', action: 'putBucketReplication', parameters: {} } } } }, []],
    ['a call of PutBucketReplication whose source is the destination', { Call: { Type: 'Custom::AWS', Properties: { Update: { service: 'S3', action: 'PutBucketReplicationCommand', parameters: { Bucket: 'media-virginia', ReplicationConfiguration: { Role: 'r', Rules: [make.rule(TO)] } } } } } }, ['MRAP402']],
  ))('%s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });

  describe('role', () => {
    const arn = 'arn:aws:s3:::media-ireland';
    const reads = [
      { Effect: 'Allow', Action: ['s3:GetReplicationConfiguration', 's3:ListBucket'], Resource: arn },
      { Effect: 'Allow', Action: ['s3:GetObjectVersionForReplication', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'], Resource: `${arn}/*` },
    ];
    const writes = { Effect: 'Allow', Action: ['s3:ReplicateObject', 's3:ReplicateDelete'], Resource: `${TO}/*` };
    const app = (statements: unknown[], { rule = {}, target = {}, bucket = {}, role = {} } = {}) => ({
      Bucket: source([make.rule(TO, rule, target)], bucket, { 'Fn::GetAtt': ['Role', 'Arn'] }), Role: make.role(statements, role),
    });
    const decrypt = { Effect: 'Allow', Action: 'kms:Decrypt', Resource: 'arn:aws:kms:eu-west-1:111122223333:key/1' };
    const encrypt = { Effect: 'Allow', Action: 'kms:Encrypt', Resource: KEY };
    const withKeys = { rule: ENCRYPTED, target: key(KEY), bucket: kms('arn:aws:kms:eu-west-1:111122223333:key/1') };

    test.each(withTitles<Record<string, unknown>>(
      ['a role with all permissions', app([...reads, writes]), []],
      ['a role with all permissions by wildcards', app([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]), []],
      ['a role without permissions', app([]), [...new Array<string>(5).fill('MRAP415'), 'MRAP415 WARNING', 'MRAP415 WARNING']],
      ['a role that reads with s3:GetObjectVersion', app([reads[0], { ...reads[1], Action: ['s3:GetObjectVersion', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'] }, writes]), []],
      ['a role that reads encrypted objects with s3:GetObjectVersion', app([reads[0], { ...reads[1], Action: ['s3:GetObjectVersion*Acl', 's3:GetObjectVersion', 's3:GetObjectVersionTagging'] }, writes], { rule: ENCRYPTED, target: key('arn:aws:kms:us-east-1:111122223333:alias/media') }), ['MRAP415']],
      ['a role with resources from a parameter', app([...reads, { ...writes, Resource: UNKNOWN }]), []],
      ['a role without s3:ReplicateDelete if delete markers are not replicated', app([...reads, { ...writes, Action: 's3:ReplicateObject' }], { rule: { DeleteMarkerReplication: { Status: 'Disabled' } } }), []],
      ['the role of a disabled rule', app(reads, { rule: { Status: 'Disabled' } }), []],
      ['a role without s3:ObjectOwnerOverrideToBucketOwner if the rule overrides the owner', app([...reads, writes], { target: { Account: '444455556666', AccessControlTranslation: { Owner: 'Destination' } } }), ['MRAP415']],
      ['a role without permissions for Object Lock', app([...reads, writes], { bucket: { ObjectLockEnabled: true } }), ['MRAP415', 'MRAP415']],
      ['a role with permissions for both keys', app([...reads, writes, decrypt, encrypt], withKeys), []],
      ['a role without permission for the source key', app([...reads, writes, encrypt], withKeys), ['MRAP415']],
      ['a role of a rule with a key alias', app([...reads, writes], { rule: ENCRYPTED, target: key('arn:aws:kms:us-east-1:111122223333:alias/media') }), []],
      ['a role with an AWS managed policy', app([], { role: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/x'] } }), []],
      ['a role that trusts every principal', app([...reads, writes], { role: { AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } } } }), []],
      ['a role that does not trust S3', app([...reads, writes], { role: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Deny', Principal: { Service: 's3.amazonaws.com' } }, { Effect: 'Allow' }] } } }), ['MRAP416']],
      ['a role with a trust policy from a parameter', app([...reads, writes], { role: { AssumeRolePolicyDocument: UNKNOWN } }), []],
      ['a role of another application', { Bucket: source([make.rule(TO)]), Role: make.role([]) }, []],
      ['a role of a configuration without rules', { Bucket: source([], {}, { 'Fn::GetAtt': ['Role', 'Arn'] }), Role: make.role([]) }, []],
    ))('%s', (_, resources, expected) => {
      expect(idsIn(applicationOf(resources))).toEqual(expected);
    });

    test('reports MRAP415 for the role of a call of PutBucketReplication', () => {
      const parameters = { Bucket: 'media-ireland', ReplicationConfiguration: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Rules: [make.rule(TO)] } };
      expect(idsIn(applicationOf({ Call: make.call('putBucketReplication', parameters), Role: make.role(reads) }))).toEqual(['MRAP415', 'MRAP415 WARNING']);
    });
  });

  describe('destination in another account', () => {
    const statement = (fields = {}) => ({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/replication' }, Action: 's3:Replicate*', Resource: 'arn:aws:s3:::media-virginia/*', ...fields });
    const app = (...statements: unknown[]) => applicationOfStacks({
      'Main eu-west-1': one(), 'Partner us-east-1 444455556666': { Bucket: make.bucket('media-virginia'), Policy: make.bucketPolicy('media-virginia', ...statements) },
    });

    test.each(withTitles<unknown[]>(
      ['a bucket policy that allows the role', [statement()], []],
      ['a bucket policy that allows the account of the role', [statement({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })], []],
      ['a bucket policy that allows every principal', [statement({ Principal: '*' })], []],
      ['a bucket policy that allows all principals but another one', [statement({ Principal: undefined, NotPrincipal: { AWS: 'x' } })], []],
      ['a bucket policy that allows a principal from a parameter', [statement({ Principal: { AWS: [UNKNOWN] } })], []],
      ['a bucket policy that allows all actions but deletion', [statement({ Action: undefined, NotAction: 's3:DeleteObject' })], []],
      ['a bucket policy that allows another account', [statement({ Principal: { AWS: 'arn:aws:iam::777788889999:root' } })], ['MRAP423']],
      ['a bucket policy that denies the role', [statement({ Effect: 'Deny' })], ['MRAP423']],
      ['a bucket policy with a statement from a parameter', [UNKNOWN], []],
    ))('%s', (_, statements, expected) => {
      expect(idsIn(app(...statements))).toEqual(expected);
    });

    test('reports MRAP414 for the AWS managed key', () => {
      expect(idsIn(applicationOfStacks({
        'Main eu-west-1': one(ENCRYPTED, key('alias/aws/s3')), 'Partner us-east-1 444455556666': { Bucket: make.bucket('media-virginia'), Policy: make.bucketPolicy('media-virginia', statement()) },
      }))).toEqual(['MRAP414']);
    });
  });

  describe('members', () => {
    const stacks = (ireland = {}, virginia = {}, main = {}) => applicationOfStacks({
      'Ireland eu-west-1': { Bucket: make.bucket('media-ireland', ireland), Policy: make.bucketPolicy('media-ireland', delegate('media-ireland')) },
      'Virginia us-east-1': { Bucket: make.bucket('media-virginia', virginia), Policy: make.bucketPolicy('media-virginia', delegate('media-virginia')) },
      'Main eu-west-1': { Media: make.accessPoint(), ...main },
    });
    const lifecycle = (...rules: unknown[]) => ({ LifecycleConfiguration: { Rules: rules } });
    const expire = { Id: 'x', Status: 'Enabled', ExpirationInDays: 7 };

    test.each(withTitles<[ireland: object, virginia: object]>(
      ['equal lifecycle rules with different ids', [lifecycle(expire), lifecycle({ ...expire, Id: 'y' })], []],
      ['lifecycle rules with different days', [lifecycle(expire), lifecycle({ ...expire, ExpirationInDays: 8 })], ['MRAP425']],
      ['a disabled lifecycle rule in one bucket', [lifecycle({ ...expire, Status: 'Disabled' }), {}], []],
      ['a lifecycle rule for incomplete uploads in one bucket', [lifecycle({ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }), {}], []],
      ['a lifecycle rule with days from a parameter', [lifecycle({ ...expire, ExpirationInDays: UNKNOWN }), {}], []],
      ['equal lifecycle rules in another order', [lifecycle(expire, { Status: 'Enabled', Transitions: [] }), lifecycle({ Transitions: [], Status: 'Enabled' }, expire)], []],
    ))('%s', (_, [ireland, virginia], expected) => {
      expect(idsIn(stacks(ireland, virginia))).toEqual(expected);
    });

    const replicate = make.replication([make.rule(TO)]);

    test.each(withTitles<object>(
      ['one-way replication between two active members', {}, ['MRAP404']],
      ['one-way replication to a member that a route by Region makes passive', { Routes: make.call('submitMultiRegionAccessPointRoutes', { Mrap: { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Media.Alias}' }, RouteUpdates: [{ Region: 'us-east-1', TrafficDialPercentage: 0 }] }) }, []],
      ['one-way replication from a member that a route makes passive', { Routes: make.call('submitMultiRegionAccessPointRoutes', { Mrap: { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Media.Alias}' }, RouteUpdates: [{ Region: 'eu-west-1', TrafficDialPercentage: 0 }] }) }, ['MRAP404']],
      ['one-way replication with routes from a parameter', { Routes: make.call('submitMultiRegionAccessPointRoutes', { Mrap: { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Media.Alias}' }, RouteUpdates: UNKNOWN }) }, []],
      ['one-way replication with a call from a parameter', { Call: { Type: 'Custom::AWS', Properties: { Create: UNKNOWN } } }, []],
    ))('%s', (_, main, expected) => {
      expect(idsIn(stacks(replicate, {}, main))).toEqual(expected);
    });

    const third = { 'Tokyo ap-northeast-1': { Bucket: make.bucket('media-tokyo') } };
    const threeOf = (extra: object, members: unknown[] = ['media-ireland', 'media-virginia', 'media-tokyo']) => applicationOfStacks({
      'Main eu-west-1': { Media: make.accessPoint({}, members), ...extra },
      'Ireland eu-west-1': { Bucket: make.bucket('media-ireland', replicate), Policy: make.bucketPolicy('media-ireland', delegate('media-ireland')), Role: READING },
      'Virginia us-east-1': { Bucket: make.bucket('media-virginia') },
      ...third,
    });
    const READING = make.role([{ Effect: 'Allow', Action: '*', Resource: '*' }], { RoleName: 'replication' });

    test.each(withTitles<TemplateModel>(
      ['gaps between three members that the application declares', threeOf({}), ['MRAP403']],
      ['gaps between members of which one belongs to another application', threeOf({}, ['media-ireland', 'media-virginia', 'media-elsewhere']), []],
      ['gaps between members of which one is a parameter', threeOf({}, ['media-ireland', 'media-virginia', UNKNOWN]), []],
      ['gaps in an application with rules from a parameter', threeOf({ Other: make.call('putBucketReplication', { Bucket: 'other', ReplicationConfiguration: UNKNOWN }) }), []],
      ['gaps between members of a custom resource, whose construct reports them', threeOf({ Media: make.managed({ Buckets: ['ireland', 'virginia', 'tokyo'].map((name) => ({ Bucket: `media-${name}` })) }) }), []],
      ['gaps between members that are passive in another access point', threeOf({
        Other: make.accessPoint({ Name: 'other' }, ['media-virginia', 'media-tokyo']),
        Routes: make.call('submitMultiRegionAccessPointRoutes', {
          Mrap: { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Other.Alias}' }, RouteUpdates: [{ Bucket: 'media-tokyo', TrafficDialPercentage: 0 }, { Bucket: 'media-virginia', TrafficDialPercentage: 100 }],
        }),
      }), ['MRAP403']],
    ))('%s', (_, application, expected) => {
      expect(idsIn(application).filter((id) => /^MRAP40[34]/.test(id))).toEqual(expected);
    });
  });

  describe('alarms', () => {
    const alarm = (properties: object) => ({ Type: 'AWS::CloudWatch::Alarm', Properties: properties });
    const metric = (name: unknown, bucket: unknown, dimension = 'DestinationBucket', namespace = 'AWS/S3') =>
      ({ Namespace: namespace, MetricName: name, Dimensions: [{ Name: dimension, Value: bucket }] });
    const app = (properties: object) => applicationOfStacks({ 'Main eu-west-1': { Alarm: alarm(properties) }, 'Virginia us-east-1': { Bucket: make.bucket('media-virginia') } });

    test.each(withTitles<object>(
      ['an alarm in another Region than the destination', metric('BytesPendingReplication', 'media-virginia'), ['MRAP427']],
      ['an alarm with a list of metrics in another Region than the destination', { Metrics: [{ Id: 'a', MetricStat: { Metric: metric('ReplicationLatency', 'media-virginia') } }, { Id: 'b', Expression: 'a' }] }, ['MRAP427']],
      ['an alarm on failures of the source bucket in another Region', metric('OperationsFailedReplication', 'media-virginia', 'SourceBucket'), ['MRAP427']],
      ['an alarm on failures with the destination bucket only', metric('OperationsFailedReplication', 'media-virginia'), []],
      ['an alarm on another metric', metric('NumberOfObjects', 'media-virginia'), []],
      ['an alarm on a metric of another service', metric('ReplicationLatency', 'media-virginia', 'DestinationBucket', 'AWS/DynamoDB'), []],
      ['an alarm on a bucket of another application', metric('ReplicationLatency', 'elsewhere'), []],
      ['an alarm on a metric from a parameter', metric(UNKNOWN, 'media-virginia'), []],
    ))('%s', (_, properties, expected) => {
      expect(idsIn(app(properties))).toEqual(expected);
    });

    test('reports nothing for an alarm of a stack without a Region', () => {
      expect(idsIn(applicationOf({ Alarm: alarm(metric('ReplicationLatency', { Ref: 'Bucket' })), Bucket: make.bucket('media-virginia') }, {}, { region: undefined }))).toEqual([]);
    });
  });

  test('reports MRAP556 for a denial by network that covers replication of a replicated bucket', () => {
    const deny = (fields = {}) => ({ Effect: 'Deny', Principal: '*', Action: '*', Resource: '*', Condition: { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } }, ...fields });
    const app = (statement: unknown, bucket: unknown = source([make.rule(TO)])) => applicationOf({ Bucket: bucket, Policy: make.bucketPolicy({ Ref: 'Bucket' }, statement) });
    expect(idsIn(app(deny()))).toEqual(['MRAP556']);
    expect(idsIn(app(deny(), make.bucket('alone')))).toEqual([]);
    expect(idsIn(app(deny({ Action: 's3:PutBucketPolicy' })))).toEqual([]);
    expect(idsIn(app(deny({ Condition: UNKNOWN })))).toEqual([]);
    expect(idsIn(app(deny({ Condition: { StringNotEqualsIfExists: { 'aws:SourceVpce': 'vpce-1' } } })))).toEqual([]);
    expect(idsIn(app(deny({ Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } } })))).toEqual([]);
    expect(idsIn(app(deny({ Condition: undefined })))).toEqual([]);
    expect(idsIn(app(deny({ Principal: { AWS: 'x' } })))).toEqual([]);
    expect(idsIn(applicationOf({ Bucket: source([make.rule('arn:aws:s3:::copy')]), Copy: make.bucket('copy'), Policy: make.bucketPolicy('copy', deny()) }))).toEqual(['MRAP556']);
  });

  test('reports nothing for a bucket policy with objects of an access point', () => {
    expect(idsIn(applicationOf({ Media: make.accessPoint(), Bucket: make.bucket('other'), Policy: make.bucketPolicy('other', { Effect: 'Allow', Principal: '*', Action: '*', Resource: OBJECTS }) }))).toEqual([]);
  });
});
