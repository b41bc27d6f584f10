import { compareWithBaseline } from '../../../src/linter/engine/baseline';
import { type TemplateModel } from '../../../src/linter/model/template-model';
import { allow, applicationOf, applicationOfStacks, make, OBJECTS, UNKNOWN } from '../support';

const describeFindings = (before: TemplateModel, after: TemplateModel) =>
  compareWithBaseline(before, after).map(({ ruleId, message }) => `${ruleId} ${message}`);
const matching = (...texts: string[]) => texts.map((text) => expect.stringContaining(text));
const open = (flags: object) => make.accessPoint({ PublicAccessBlockConfiguration: flags });
const owned = (...accounts: unknown[]) => make.accessPoint({
  Regions: accounts.map((account, index) => ({ Bucket: `media-${index}`, BucketAccountId: account })),
});
const typed = (name: string) => ({ ...make.accessPoint(), Type: name });

describe('compareWithBaseline', () => {
  test.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
    ['an unchanged access point', { Media: make.accessPoint() }, { Media: make.accessPoint() }, []],
    [
      'buckets in another order', { Media: make.accessPoint({}, ['a-bucket', 'b-bucket']) },
      { Media: make.accessPoint({}, ['b-bucket', 'a-bucket']) }, [],
    ],
    [
      'a named account', { Media: owned(undefined, '444455556666') }, { Media: owned('111122223333', '444455556666') },
      ['MRAP851 access point "media" has immutable properties that change, got ["buckets"]'],
    ],
    [
      'flags in another order', { Media: open({ BlockPublicAcls: false, BlockPublicPolicy: false }) },
      { Media: open({ BlockPublicPolicy: false, BlockPublicAcls: false }) }, [],
    ],
    ['an explicit default flag', { Media: make.accessPoint() }, { Media: open({ BlockPublicAcls: true }) }, []],
    [
      'a changed flag', { Media: make.accessPoint() }, { Media: open({ BlockPublicAcls: false }) },
      ['immutable properties that change, got ["public access block"]'],
    ],
    [
      'two changed flags', { Media: open({ BlockPublicPolicy: false }) }, { Media: open({ BlockPublicAcls: false }) },
      ['immutable properties that change, got ["public access block"]'],
    ],
    [
      'a changed name and bucket of a native access point', { Media: make.accessPoint() },
      { Media: make.accessPoint({ Name: 'films' }, ['films-ireland']) },
      ['got ["name", "buckets"], expected no change: the deployment replaces the access point, and its alias is lost'],
    ],
    [
      'a changed name of a native access point that is retained',
      { Media: { ...make.accessPoint(), UpdateReplacePolicy: 'Retain' } },
      { Media: { ...make.accessPoint({ Name: 'films' }), UpdateReplacePolicy: 'Retain' } },
      ['the deployment creates a second access point with another alias, and retains the first one'],
    ],
    [
      'a changed bucket of a native access point with a name', { Media: make.accessPoint() },
      { Media: make.accessPoint({}, ['media-ireland']) },
      ['the deployment fails, because the new access point has the same name'],
    ],
    [
      'a changed bucket of a native access point without a name', { Media: make.accessPoint({ Name: undefined }) },
      { Media: make.accessPoint({ Name: undefined }, ['media-ireland']) },
      ['access point "Stack/Media" has immutable properties that change, got ["buckets"], expected no change: the '
        + 'deployment replaces the access point'],
    ],
    [
      'a changed name of a custom resource', { Media: make.managed() }, { Media: make.managed({ Name: 'films' }) },
      ['the deployment fails before it changes anything'],
    ],
    [
      'a changed name of a custom resource that allows replacement', { Media: make.managed() },
      { Media: make.managed({ Name: 'films', Replacement: 'ALLOW' }) },
      ['the deployment replaces the access point, and its alias is lost'],
    ],
    [
      'a removed access point that is retained', { Media: { ...make.accessPoint(), DeletionPolicy: 'Retain' } }, {},
      ['MRAP852 access point "media" is no longer declared, expected the access point of the deployed template: the '
        + 'deployment keeps it without a stack'],
    ],
    [
      'a removed access point that is deleted', { Media: make.accessPoint({ Name: undefined }) }, {},
      ['MRAP852 access point "Stack/Media" is no longer declared, expected the access point of the deployed template: '
        + 'the deployment deletes it with its alias'],
    ],
    [
      'a resource of another type with the same logical id', { Media: make.accessPoint() },
      { Media: typed('AWS::S3::Bucket') }, ['MRAP852'],
    ],
  ])('reports the expected findings for %s', (_, before, after, expected) => {
    expect(describeFindings(applicationOf(before), applicationOf(after))).toEqual(matching(...expected));
  });

  const ARN = 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap';
  const route = (bucket: unknown) => ({ Bucket: bucket, TrafficDialPercentage: 100 });
  const routes = (...updates: unknown[]) => ({
    Routes: make.call('submitMultiRegionAccessPointRoutes', { Mrap: ARN, RouteUpdates: updates }),
  });
  const table = (...list: unknown[]) => ({
    Routes: { Type: 'Custom::S3MultiRegionAccessPointRoutes', Properties: { AccessPointArn: ARN, Routes: list } },
  });

  test.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
    ['removed routes', routes(route('a')), {}, [`MRAP308 routes of access point "${ARN}" are no longer declared`]],
    [
      'one of two removed routes', routes(route('a'), route('b')), routes(route('b')),
      ['MRAP308 routes to ["a"] of access point'],
    ],
    [
      'a removed route by Region', routes({ Region: 'eu-west-1', TrafficDialPercentage: 0 }, route('b')),
      routes(route('b')), ['MRAP308 routes to ["eu-west-1"] of access point'],
    ],
    [
      'routes that move to another resource', routes(route('a'), route('b')),
      { ...routes(route('a')), More: routes(route('b')).Routes }, [],
    ],
    ['routes from a parameter', routes(route('a')), routes(UNKNOWN), []],
    ['a removed route of a routes custom resource', table(route('a'), route('b')), table(route('a')), []],
    [
      'routes of another access point', routes(route('a')),
      { Routes: make.call('submitMultiRegionAccessPointRoutes', { Mrap: `${ARN}x`, RouteUpdates: [route('a')] }) },
      ['MRAP308'],
    ],
  ])('reports MRAP308 for removed routes only: %s', (_, before, after, expected) => {
    expect(describeFindings(applicationOf(before), applicationOf(after))).toEqual(matching(...expected));
  });

  test('reports MRAP510 for the removed policy of any access point', () => {
    const before = {
      Media: make.accessPoint(),
      Policy: make.policy('media', allow()),
      Nameless: make.policy(undefined, allow({ Resource: OBJECTS })),
    };
    expect(describeFindings(applicationOf(before), applicationOf({ ...before, Policy: undefined })))
      .toEqual(matching('MRAP510 policy of access point "media"'));
    expect(describeFindings(applicationOf(before), applicationOf({ ...before, Nameless: undefined })))
      .toEqual(matching('MRAP510 policy of access point ""'));
  });

  const replicating = (destination: string | undefined, name = 'media-ireland') =>
    make.bucket(name, destination === undefined ? {} : make.replication([make.rule(`arn:aws:s3:::${destination}`)]));

  const replicatingWith = (...ids: string[]) => make.bucket('media-ireland', make.replication(
    ids.map((Id, Priority) => make.rule('arn:aws:s3:::one', { Id, Priority })),
  ));

  test.each<[string, Record<string, unknown>, Record<string, unknown>, string[]]>([
    [
      'a removed rule', { Bucket: replicating('one') }, { Bucket: replicating(undefined) },
      ['MRAP853 bucket "media-ireland" no longer replicates to "one"'],
    ],
    [
      'an added rule', { Bucket: replicating(undefined) }, { Bucket: replicating('one') },
      ['MRAP424 bucket "media-ireland"'],
    ],
    ['an added bucket with a rule', {}, { Bucket: replicating('one') }, []],
    [
      'an added rule at another logical id', { Bucket: replicating(undefined, 'other') },
      { Other: replicating('one', 'other') }, [],
    ],
    ['an added rule of a bucket of another application', {}, {
      Rules: make.call('putBucketReplication', {
        Bucket: 'elsewhere',
        ReplicationConfiguration: { Role: 'r', Rules: [make.rule('arn:aws:s3:::one')] },
      }),
    }, []],
    [
      'a changed destination', { Bucket: replicating('one') }, { Bucket: replicating('two') },
      ['MRAP853 bucket "media-ireland" no longer replicates to "one"', 'MRAP424 bucket "media-ireland"'],
    ],
    [
      'one of two removed rules to a bucket', { Bucket: replicatingWith('all', 'cold') },
      { Bucket: replicatingWith('all') },
      ['MRAP853 bucket "media-ireland" no longer replicates to "one" with rule "cold"'],
    ],
    [
      'a second rule to a bucket', { Bucket: replicatingWith('all') }, { Bucket: replicatingWith('all', 'cold') },
      ['MRAP424 bucket "media-ireland"'],
    ],
    ['a rule with another id', { Bucket: replicatingWith('all') }, { Bucket: replicatingWith('cold') }, []],
  ])('reports changes of replication: %s', (_, before, after, expected) => {
    expect(describeFindings(applicationOf(before), applicationOf(after))).toEqual(matching(...expected));
  });

  test('reports MRAP854 for a removed stack with members', () => {
    const main = { Media: make.accessPoint({}, ['media-ireland', 'media-virginia']) };
    const far = { Bucket: make.bucket('media-virginia'), Logs: make.bucket('logs') };
    expect(describeFindings(
      applicationOfStacks({ 'Main eu-west-1': main, 'Far us-east-1': far }),
      applicationOfStacks({ 'Main eu-west-1': main }),
    ))
      .toEqual(
        matching('MRAP854 stack "Far" in us-east-1 is no longer declared, got deployed buckets ["media-virginia"]'),
      );
    expect(describeFindings(
      applicationOfStacks({ 'Main eu-west-1': main, 'Far': { Logs: far.Logs } }),
      applicationOfStacks({ 'Main eu-west-1': main }),
    )).toEqual([]);
  });

  describe('a member of another account', () => {
    const Media = make.accessPoint({
      Regions: [{ Bucket: 'media-ireland' }, { Bucket: 'partner', BucketAccountId: '444455556666' }],
    });
    const destroyed = { ...make.bucket('partner'), DeletionPolicy: 'Delete' };
    const Logs = make.bucket('logs');
    const compare = (before: Record<string, unknown>, after?: Record<string, unknown>) => describeFindings(
      applicationOfStacks({ 'Main eu-west-1': { Media }, 'Partner us-east-1 444455556666': { Logs, ...before } }),
      applicationOfStacks({
        'Main eu-west-1': { Media },
        ...(after !== undefined && { 'Partner us-east-1 444455556666': { Logs, ...after } }),
      }),
    ).filter((text) => text.startsWith('MRAP519'));

    test('is reported as MRAP519 if its template no longer contains it', () => {
      expect(compare({ Partner: destroyed }, {})).toEqual(matching(
        'MRAP519 bucket "partner" of account "444455556666" is a member of the access point, '
          + 'and the template no longer contains it'));
    });

    test.each<[string, Record<string, unknown>, Record<string, unknown> | undefined]>([
      ['it is retained', { Partner: make.bucket('partner') }, {}],
      ['its template still contains it', { Partner: destroyed }, { Partner: destroyed }],
      ['its stack is no longer in the application', { Partner: destroyed }, undefined],
      ['no template contained it', {}, {}],
    ])('is not reported if %s', (_, before, after) => {
      expect(compare(before, after)).toEqual([]);
    });

    test('is not reported if the member is in the account of the access point', () => {
      const before = {
        Media: make.accessPoint(),
        Bucket: { ...make.bucket('media-ireland'), DeletionPolicy: 'Delete' },
      };
      expect(describeFindings(applicationOf(before), applicationOf({ Media: make.accessPoint() }))).toEqual([]);
    });
  });

  const KEY_ARN = 'arn:aws:kms:eu-west-1:111122223333:key/1234';
  const OWN_KEY = { 'Fn::GetAtt': ['Key', 'Arn'] };

  /** A bucket with the default encryption of a key or of S3, and a role that can decrypt with a key. */
  const encrypted = (key: unknown, decrypt?: unknown) => ({
    Bucket: make.bucket('media-ireland', {
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [{
          ServerSideEncryptionByDefault: key === undefined
            ? { SSEAlgorithm: 'AES256' }
            : { SSEAlgorithm: 'aws:kms', KMSMasterKeyID: key },
        }],
      },
    }),
    ...(decrypt !== undefined && { Role: make.role([{ Effect: 'Allow', Action: 'kms:Decrypt', Resource: decrypt }]) }),
    Key: { Type: 'AWS::KMS::Key', Properties: {} },
  });

  test.each<[string, object, object, string[]]>([
    [
      'a key without a permission', encrypted(KEY_ARN, KEY_ARN), encrypted(undefined),
      [`MRAP445 bucket "media-ireland" is no longer encrypted with key "${KEY_ARN}"`],
    ],
    [
      'a key of the application', encrypted(OWN_KEY, OWN_KEY), encrypted('1234', 'arn:aws:s3:::other/*'),
      ['MRAP445 bucket "media-ireland" is no longer encrypted with key'],
    ],
    ['the id of a key', encrypted('1234', KEY_ARN), encrypted(undefined), ['key "1234"']],
    ['a key with a permission', encrypted(KEY_ARN, KEY_ARN), encrypted(undefined, KEY_ARN), []],
    ['a created key with a permission', encrypted(OWN_KEY, OWN_KEY), encrypted(undefined, KEY_ARN), []],
    ['a key that no policy allowed', encrypted(KEY_ARN), encrypted(undefined), []],
    ['an unchanged key', encrypted(OWN_KEY, OWN_KEY), encrypted(OWN_KEY), []],
    ['a removed bucket', encrypted(KEY_ARN, KEY_ARN), {}, []],
    ['another key for unencrypted objects', encrypted(undefined, KEY_ARN), encrypted(KEY_ARN), []],
  ])('reports changes of encryption: %s', (_, before, after, expected) => {
    expect(describeFindings(
      applicationOf(before as Record<string, unknown>), applicationOf(after as Record<string, unknown>),
    )).toEqual(matching(...expected));
  });

  test('reports MRAP704 for properties that replace a Regional access point', () => {
    const reports = (properties: object) => applicationOf({
      Reports: { Type: 'AWS::S3::AccessPoint', Properties: { Name: 'reports', Bucket: 'media', ...properties } },
    });
    expect(describeFindings(reports({}), reports({ Policy: {} }))).toEqual([]);
    expect(describeFindings(reports({}), reports({ Bucket: 'other', VpcConfiguration: { VpcId: 'vpc-1' } })))
      .toEqual(matching(
        'MRAP704 Regional access point "reports" has an immutable property that changes, got Bucket',
        'got VpcConfiguration',
      ));
    expect(describeFindings(
      reports({ Name: undefined }), reports({ Name: undefined, BucketAccountId: '444455556666' }),
    )).toEqual(matching(
      'MRAP704 Regional access point "Stack/Reports" has an immutable property that changes, got BucketAccountId',
    ));
  });
});
