import { type Application } from '../../../src/linter/model/template-model';
import { applicationOf, applicationOfStacks, delegate, idsIn, make, OBJECTS, UNKNOWN } from './support';

const TO = 'arn:aws:s3:::media-virginia';
const source = (rules: unknown[], properties = {}, role?: unknown) => make.bucket('media-ireland', { ...make.replication(rules, role), ...properties });
const one = (fields = {}, target = {}) => ({ Bucket: source([make.rule(TO, fields, target)]) });
const ours = (rule: Record<string, unknown>, properties = {}) => ({
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

test.each<[string, Record<string, unknown>, string[]]>([
  ['a rule of deployment', { Bucket: source([UNKNOWN]) }, []],
  ['rules of deployment', { Bucket: make.bucket('media-ireland', { ReplicationConfiguration: { Role: 'x', Rules: UNKNOWN } }) }, []],
  ['a configuration of deployment', { Bucket: make.bucket('media-ireland', { ReplicationConfiguration: UNKNOWN }) }, []],
  ['versioning of deployment', { Bucket: source([make.rule(TO)], { VersioningConfiguration: UNKNOWN }) }, []],
  ['versioning without a status', { Bucket: source([make.rule(TO)], { VersioningConfiguration: {} }) }, []],
  ['a destination of deployment', { Bucket: source([make.rule(UNKNOWN)]) }, []],
  ['a rule of the older form', { Bucket: source([{ Status: 'Enabled', Prefix: 'x', Destination: { Bucket: TO } }]) }, []],
  ['a prefix at the rule that is too long', { Bucket: source([{ Status: 'Enabled', Prefix: 'x'.repeat(1025), Destination: { Bucket: TO } }]) }, ['MRAP408']],
  ['a prefix among predicates that is too long', one({ Filter: { And: { Prefix: 'x'.repeat(1025), TagFilters: [{ Key: 'k', Value: 'v' }] } }, DeleteMarkerReplication: { Status: 'Disabled' } }), ['MRAP408']],
  ['a thousand rules and one', { Bucket: source(Array.from({ length: 1001 }, (_, index) => make.rule(`arn:aws:s3:::to-${index}`, { Id: `${index}`, Priority: index }))) }, ['MRAP408']],
  ['three gaps in one rule', one({ Status: undefined, Priority: undefined, DeleteMarkerReplication: undefined }), ['MRAP406']],
  ['a filter of deployment', one({ Filter: UNKNOWN }), []],
  ['a filter for everything', one({ Filter: {} }), []],
  ['a joint filter of nothing', one({ Filter: { And: {} } }), ['MRAP409 WARNING']],
  ['a joint filter of two tags', one({ Filter: { And: { TagFilters: [{}, {}] } }, DeleteMarkerReplication: { Status: UNKNOWN } }), []],
  ['time control without metrics', one({}, { ReplicationTime: { Status: 'Enabled', Time: { Minutes: 15 } }, Metrics: { Status: 'Disabled' } }), ['MRAP411']],
  ['time control of deployment', one({}, { ReplicationTime: { Status: UNKNOWN }, Metrics: { Status: 'Enabled', EventThreshold: { Minutes: UNKNOWN } } }), []],
  ['metrics after ten minutes', one({}, { Metrics: { Status: 'Enabled', EventThreshold: { Minutes: '10' } } }), ['MRAP411']],
  ['time control switched off', one({}, { ReplicationTime: { Status: 'Disabled', Time: { Minutes: 15 } } }), []],
  ['encryption by S3', { Bucket: source([make.rule(TO)], kms(undefined, 'AES256')) }, []],
  ['encryption by two layers', { Bucket: source([make.rule(TO)], kms(undefined, 'aws:kms:dsse')) }, ['MRAP413']],
  ['encryption of deployment', { Bucket: source([make.rule(TO)], kms(undefined, UNKNOWN)) }, []],
  ['encryption that only deployment shows', { Bucket: source([make.rule(TO)], { BucketEncryption: UNKNOWN }) }, []],
  ['encryption of a rule that is off', { Bucket: source([make.rule(TO, { Status: 'Disabled' })], kms()) }, []],
  ['selection of deployment', { Bucket: source([make.rule(TO, { SourceSelectionCriteria: UNKNOWN })], kms()) }, []],
  ['a replica key of deployment', one(ENCRYPTED, key(UNKNOWN)), []],
  ['a replica key that is none', one(ENCRYPTED, key({ A: 1 })), []],
  ['the key of AWS\'s own in one account', one(ENCRYPTED, { ...key('alias/aws/s3'), Account: '111122223333' }), []],
  ['an owner override to an account of deployment', one({}, { AccessControlTranslation: { Owner: 'Destination' }, Account: UNKNOWN }), []],
  ['an owner override without a known destination', { Bucket: source([make.rule(UNKNOWN, {}, { AccessControlTranslation: { Owner: 'Destination' } })]) }, ['MRAP417']],
  ['replicas in an archive outside access points', one({}, { StorageClass: 'GLACIER' }), []],
  ['a writer under a condition', { ...one(), Other: { ...ours({}), Condition: 'Sometimes' } }, []],
  ['our own rules', { Rules: ours({ Metrics: 'true', TimeControl: 'true' }) }, []],
  ['our own rules with a tag and delete markers', { Rules: ours({ Tags: [{ Key: 'k', Value: 'v' }] }) }, ['MRAP410']],
  ['our own rules with tags alone', { Rules: ours({ Tags: [{ Key: 'k', Value: 'v' }], Prefix: 'a/', DeleteMarkers: 'false', ReplicaModifications: 'true' }) }, []],
  ['our own rules with a key', { Rules: ours({ ReplicaKmsKeyId: KEY, StorageClass: 'STANDARD_IA' }) }, []],
  ['our own rules that override the owner', { Rules: ours({ OwnerOverride: 'true', DestinationAccount: '111122223333' }) }, ['MRAP417 WARNING']],
  ['our own rules that override the owner to another account', { Rules: ours({ OwnerOverride: 'true', DestinationAccount: '444455556666' }) }, []],
  ['our own rules of deployment', { Rules: ours({}, { Rules: [UNKNOWN], Bucket: { A: 1 } }) }, []],
  ['our own rules to an unnamed bucket', { Rules: ours({ DestinationBucket: undefined }) }, []],
  ['a call that replicates', { Call: { Type: 'Custom::AWS', Properties: { Create: { service: 'S3', action: 'putBucketReplication', parameters: {} } } } }, []],
  ['a call that replicates to itself', { Call: { Type: 'Custom::AWS', Properties: { Update: { service: 'S3', action: 'PutBucketReplicationCommand', parameters: { Bucket: 'media-virginia', ReplicationConfiguration: { Role: 'r', Rules: [make.rule(TO)] } } } } } }, ['MRAP402']],
])('%s', (_, resources, expected) => {
  expect(idsIn(applicationOf(resources))).toEqual(expected);
});

describe('the role', () => {
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

  test.each<[string, Record<string, unknown>, string[]]>([
    ['with everything', app([...reads, writes]), []],
    ['with everything by wildcards', app([{ Effect: 'Allow', Action: 's3:*', Resource: '*' }]), []],
    ['with nothing', app([]), [...new Array<string>(5).fill('MRAP415'), 'MRAP415 WARNING', 'MRAP415 WARNING']],
    ['that reads by the older action', app([reads[0], { ...reads[1], Action: ['s3:GetObjectVersion', 's3:GetObjectVersionAcl', 's3:GetObjectVersionTagging'] }, writes]), []],
    ['that reads encrypted objects by the older action', app([reads[0], { ...reads[1], Action: ['s3:GetObjectVersion*Acl', 's3:GetObjectVersion', 's3:GetObjectVersionTagging'] }, writes], { rule: ENCRYPTED, target: key('arn:aws:kms:us-east-1:111122223333:alias/media') }), ['MRAP415']],
    ['with resources of deployment', app([...reads, { ...writes, Resource: UNKNOWN }]), []],
    ['that writes no delete markers, and need not', app([...reads, { ...writes, Action: 's3:ReplicateObject' }], { rule: { DeleteMarkerReplication: { Status: 'Disabled' } } }), []],
    ['of a rule that is off', app(reads, { rule: { Status: 'Disabled' } }), []],
    ['that changes owners', app([...reads, writes], { target: { Account: '444455556666', AccessControlTranslation: { Owner: 'Destination' } } }), ['MRAP415']],
    ['of locked objects', app([...reads, writes], { bucket: { ObjectLockEnabled: true } }), ['MRAP415', 'MRAP415']],
    ['with both keys', app([...reads, writes, decrypt, encrypt], withKeys), []],
    ['with one key', app([...reads, writes, encrypt], withKeys), ['MRAP415']],
    ['with an alias', app([...reads, writes], { rule: ENCRYPTED, target: key('arn:aws:kms:us-east-1:111122223333:alias/media') }), []],
    ['with a policy of AWS\'s own', app([], { role: { ManagedPolicyArns: ['arn:aws:iam::aws:policy/x'] } }), []],
    ['trusted by everyone', app([...reads, writes], { role: { AssumeRolePolicyDocument: { Statement: { Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' } } } }), []],
    ['trusted by nobody', app([...reads, writes], { role: { AssumeRolePolicyDocument: { Statement: [{ Effect: 'Deny', Principal: { Service: 's3.amazonaws.com' } }, { Effect: 'Allow' }] } } }), ['MRAP416']],
    ['trusted as deployment shows', app([...reads, writes], { role: { AssumeRolePolicyDocument: UNKNOWN } }), []],
    ['of elsewhere', { Bucket: source([make.rule(TO)]), Role: make.role([]) }, []],
    ['of no rule', { Bucket: source([], {}, { 'Fn::GetAtt': ['Role', 'Arn'] }), Role: make.role([]) }, []],
  ])('%s', (_, resources, expected) => {
    expect(idsIn(applicationOf(resources))).toEqual(expected);
  });

  test('of a call needs the same', () => {
    const parameters = { Bucket: 'media-ireland', ReplicationConfiguration: { Role: { 'Fn::GetAtt': ['Role', 'Arn'] }, Rules: [make.rule(TO)] } };
    expect(idsIn(applicationOf({ Call: make.call('putBucketReplication', parameters), Role: make.role(reads) }))).toEqual(['MRAP415', 'MRAP415 WARNING']);
  });
});

describe('over accounts', () => {
  const statement = (fields = {}) => ({ Effect: 'Allow', Principal: { AWS: 'arn:aws:iam::111122223333:role/replication' }, Action: 's3:Replicate*', Resource: 'arn:aws:s3:::media-virginia/*', ...fields });
  const app = (...statements: unknown[]) => applicationOfStacks({
    'Main eu-west-1': one(), 'Partner us-east-1 444455556666': { Bucket: make.bucket('media-virginia'), Policy: make.bucketPolicy('media-virginia', ...statements) },
  });

  test.each<[string, unknown[], string[]]>([
    ['to the role', [statement()], []],
    ['to its account', [statement({ Principal: { AWS: 'arn:aws:iam::111122223333:root' } })], []],
    ['to everyone', [statement({ Principal: '*' })], []],
    ['to all but someone', [statement({ Principal: undefined, NotPrincipal: { AWS: 'x' } })], []],
    ['to whom deployment shows', [statement({ Principal: { AWS: [UNKNOWN] } })], []],
    ['of everything but deletion', [statement({ Action: undefined, NotAction: 's3:DeleteObject' })], []],
    ['to someone else', [statement({ Principal: { AWS: 'arn:aws:iam::777788889999:root' } })], ['MRAP423']],
    ['to nobody', [statement({ Effect: 'Deny' })], ['MRAP423']],
    ['as deployment shows', [UNKNOWN], []],
  ])('a destination allows %s', (_, statements, expected) => {
    expect(idsIn(app(...statements))).toEqual(expected);
  });

  test('a key of AWS\'s own cannot be shared', () => {
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

  test.each<[string, object, object, string[]]>([
    ['the same', lifecycle(expire), lifecycle({ ...expire, Id: 'y' }), []],
    ['other days', lifecycle(expire), lifecycle({ ...expire, ExpirationInDays: 8 }), ['MRAP425']],
    ['one that is off', lifecycle({ ...expire, Status: 'Disabled' }), {}, []],
    ['one for unfinished uploads', lifecycle({ Status: 'Enabled', AbortIncompleteMultipartUpload: { DaysAfterInitiation: 7 } }), {}, []],
    ['one of deployment', lifecycle({ ...expire, ExpirationInDays: UNKNOWN }), {}, []],
    ['in another order', lifecycle(expire, { Status: 'Enabled', Transitions: [] }), lifecycle({ Transitions: [], Status: 'Enabled' }, expire), []],
  ])('with lifecycle rules, %s', (_, ireland, virginia, expected) => {
    expect(idsIn(stacks(ireland, virginia))).toEqual(expected);
  });

  const replicate = make.replication([make.rule(TO)]);

  test.each<[string, object, string[]]>([
    ['both active', {}, ['MRAP404']],
    ['one passive by Region', { Routes: make.call('submitMultiRegionAccessPointRoutes', { Mrap: { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Media.Alias}' }, RouteUpdates: [{ Region: 'us-east-1', TrafficDialPercentage: 0 }] }) }, []],
    ['the wrong one passive', { Routes: make.call('submitMultiRegionAccessPointRoutes', { Mrap: { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Media.Alias}' }, RouteUpdates: [{ Region: 'eu-west-1', TrafficDialPercentage: 0 }] }) }, ['MRAP404']],
    ['routes of deployment', { Routes: make.call('submitMultiRegionAccessPointRoutes', { Mrap: { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Media.Alias}' }, RouteUpdates: UNKNOWN }) }, []],
    ['calls of deployment', { Call: { Type: 'Custom::AWS', Properties: { Create: UNKNOWN } } }, []],
  ])('replicated in one direction with %s', (_, main, expected) => {
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

  test.each<[string, Application, string[]]>([
    ['and every bucket made here', threeOf({}), ['MRAP403']],
    ['one of them elsewhere', threeOf({}, ['media-ireland', 'media-virginia', 'media-elsewhere']), []],
    ['one of them of deployment', threeOf({}, ['media-ireland', 'media-virginia', UNKNOWN]), []],
    ['some rules of deployment', threeOf({ Other: make.call('putBucketReplication', { Bucket: 'other', ReplicationConfiguration: UNKNOWN }) }), []],
    ['a construct of ours, which has said so', threeOf({ Media: make.ours({ Buckets: ['ireland', 'virginia', 'tokyo'].map((name) => ({ Bucket: `media-${name}` })) }) }), []],
    ['other members passive in another access point', threeOf({
      Other: make.accessPoint({ Name: 'other' }, ['media-virginia', 'media-tokyo']),
      Routes: make.call('submitMultiRegionAccessPointRoutes', {
        Mrap: { 'Fn::Sub': 'arn:aws:s3::111122223333:accesspoint/${Other.Alias}' }, RouteUpdates: [{ Bucket: 'media-tokyo', TrafficDialPercentage: 0 }, { Bucket: 'media-virginia', TrafficDialPercentage: 100 }],
      }),
    }), ['MRAP403']],
  ])('three members that do not all replicate, with %s', (_, application, expected) => {
    expect(idsIn(application).filter((id) => /^MRAP40[34]/.test(id))).toEqual(expected);
  });
});

describe('alarms', () => {
  const alarm = (properties: object) => ({ Type: 'AWS::CloudWatch::Alarm', Properties: properties });
  const metric = (name: unknown, bucket: unknown, dimension = 'DestinationBucket', namespace = 'AWS/S3') =>
    ({ Namespace: namespace, MetricName: name, Dimensions: [{ Name: dimension, Value: bucket }] });
  const app = (properties: object) => applicationOfStacks({ 'Main eu-west-1': { Alarm: alarm(properties) }, 'Virginia us-east-1': { Bucket: make.bucket('media-virginia') } });

  test.each<[string, object, string[]]>([
    ['in the wrong Region', metric('BytesPendingReplication', 'media-virginia'), ['MRAP427']],
    ['in a list', { Metrics: [{ Id: 'a', MetricStat: { Metric: metric('ReplicationLatency', 'media-virginia') } }, { Id: 'b', Expression: 'a' }] }, ['MRAP427']],
    ['on failures of the source', metric('OperationsFailedReplication', 'media-virginia', 'SourceBucket'), ['MRAP427']],
    ['on failures at the destination', metric('OperationsFailedReplication', 'media-virginia'), []],
    ['on another figure', metric('NumberOfObjects', 'media-virginia'), []],
    ['of another service', metric('ReplicationLatency', 'media-virginia', 'DestinationBucket', 'AWS/DynamoDB'), []],
    ['on a bucket of elsewhere', metric('ReplicationLatency', 'elsewhere'), []],
    ['on what deployment shows', metric(UNKNOWN, 'media-virginia'), []],
  ])('%s', (_, properties, expected) => {
    expect(idsIn(app(properties))).toEqual(expected);
  });

  test('of a stack that can go anywhere may be right', () => {
    expect(idsIn(applicationOf({ Alarm: alarm(metric('ReplicationLatency', { Ref: 'Bucket' })), Bucket: make.bucket('media-virginia') }, {}, { region: undefined }))).toEqual([]);
  });
});

test('a denial by network is for replicated buckets only, and for what replication does', () => {
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

test('objects behind an access point belong to no bucket', () => {
  expect(idsIn(applicationOf({ Media: make.accessPoint(), Bucket: make.bucket('other'), Policy: make.bucketPolicy('other', { Effect: 'Allow', Principal: '*', Action: '*', Resource: OBJECTS }) }))).toEqual([]);
});
