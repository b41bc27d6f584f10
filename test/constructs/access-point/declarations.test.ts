import * as s3 from 'aws-cdk-lib/aws-s3';
import { Duration, RemovalPolicy, Token } from 'aws-cdk-lib/core';
import {
  Delegation, ExistingAccessPointPolicy, FailoverConfiguration, ManualFailoverPolicy, MultiRegionAccessPoint,
  MultiRegionAccessPointRoutes, Provisioning, ReplacementPolicy, RoutingStatus, UnderlyingBucket,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn } from '../../support/synthesis';
import {
  ARN, bucketNamed, checkDeclaration, createBucket, createToken, type Declaration, declareImportedRoutes, EU, importArn,
  JP, makeBuckets, SEVENTEEN_REGIONS, US, withBuckets, withCloudFormation, withFailover, withName,
} from './declarations-support';

const INVALID: [string, Declaration, string[]][] = [
  // names
  ['a name of 2 characters', withName('me'), ['MRAP101']],
  ['a name of 51 characters', withName('a'.repeat(51)), ['MRAP101']],
  ['an empty name', withName(''), ['MRAP101']],
  ['a name in upper case', withName('Media'), ['MRAP101']],
  ['a name with an underscore', withName('my_media'), ['MRAP101']],
  ['a name with a period', withName('my.media'), ['MRAP101']],
  ['a name that begins with a hyphen', withName('-media'), ['MRAP101']],
  ['a name that ends with a hyphen', withName('media-'), ['MRAP101']],
  ['a name with a space', withName('my media'), ['MRAP101']],
  ['a name with a newline at its end', withName('media\n'), ['MRAP101']],
  ['a name with a letter that is not ASCII', withName('médias'), ['MRAP101']],
  [
    'a name too long for a successor',
    { props: { multiRegionAccessPointName: 'a'.repeat(42), replacement: ReplacementPolicy.ALLOW } }, ['MRAP753'],
  ],
  ['two access points of the same name', {
    declare: (stack) => ['One', 'Two'].forEach((id) =>
      new MultiRegionAccessPoint(stack, id, { multiRegionAccessPointName: 'media', buckets: [EU, US] })),
  }, ['MRAP102']],
  ['two access points of the same name in two stacks of one account', {
    declare: (stack) =>
      [stack, stackIn('us-east-1', { app: stack.node.root as never, id: 'Second' })].forEach((scope) =>
        new MultiRegionAccessPoint(scope, 'Media', { multiRegionAccessPointName: 'media', buckets: [EU, US] })),
  }, ['MRAP102']],
  // imports
  ['an ARN with a Region', importArn(`arn:aws:s3:us-west-2:${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`), ['MRAP106']],
  ['an ARN with the name', importArn(`arn:aws:s3::${ACCOUNT}:accesspoint/media`), ['MRAP106']],
  ['an ARN of objects', importArn(`${ARN}/object/*`), ['MRAP106']],
  ['an ARN of a bucket', importArn('arn:aws:s3:::media'), ['MRAP106']],
  ['an ARN of another partition', importArn(`arn:aws-cn:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`), ['MRAP107']],
  ['a malformed name of an import', {
    declare: (stack) => MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Imported', {
      multiRegionAccessPointArn: ARN, multiRegionAccessPointName: 'Media',
    }),
  }, ['MRAP101']],
  ['reading the name of an import by ARN', {
    declare: (stack) =>
      MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', ARN).multiRegionAccessPointName,
  }, ['MRAP758']],
  // the stack
  ['a stack in China', { region: 'cn-north-1' }, ['MRAP107']],
  ['a stack in GovCloud', { region: 'us-gov-west-1' }, ['MRAP107']],
  // members
  ['no bucket', withBuckets(), ['MRAP201']],
  ['18 buckets', withBuckets(...makeBuckets(...SEVENTEEN_REGIONS, 'af-south-1')), ['MRAP201']],
  ['two buckets in a Region', withBuckets(EU, bucketNamed('other', 'eu-west-1')), ['MRAP202']],
  [
    'two pairs of buckets in a Region',
    withBuckets(EU, bucketNamed('b-1', 'eu-west-1'), US, bucketNamed('b-2', 'us-east-1')), ['MRAP202'],
  ],
  ['one bucket in two Regions', withBuckets(EU, bucketNamed('media-eu', 'us-east-1')), ['MRAP203']],
  ['one bucket twice', withBuckets(EU, EU), ['MRAP202', 'MRAP203']],
  [
    'the name of an alias as encryption key',
    withBuckets(EU, bucketNamed('media-us', 'us-east-1', { encryptionKeyArn: 'alias/media' })), ['MRAP412'],
  ],
  ['an encryption key of another Region', withBuckets(EU, bucketNamed('media-us', 'us-east-1', {
    encryptionKeyArn: 'arn:aws:kms:eu-west-1:111122223333:alias/media',
  })), ['MRAP412']],
  ['a Region of China', withBuckets(EU, bucketNamed('media-cn', 'cn-north-1')), ['MRAP204']],
  ['a Region of GovCloud', withBuckets(EU, bucketNamed('media-gov', 'us-gov-east-1')), ['MRAP204']],
  [
    'a Region of the European Sovereign Cloud', withBuckets(EU, bucketNamed('media-eusc', 'eusc-de-east-1')),
    ['MRAP204'],
  ],
  ['a secret Region', withBuckets(EU, bucketNamed('media-iso', 'us-iso-east-1')), ['MRAP204']],
  ['Malaysia, which is not supported', withBuckets(EU, bucketNamed('media-my', 'ap-southeast-5')), ['MRAP204']],
  ['Mexico, which is not supported', withBuckets(EU, bucketNamed('media-mx', 'mx-central-1')), ['MRAP204']],
  ['Taipei, which is not supported', withBuckets(EU, bucketNamed('media-tw', 'ap-east-2')), ['MRAP204']],
  ['an availability zone', withBuckets(EU, bucketNamed('media-az', 'us-east-1a')), ['MRAP204']],
  ['the name of a Region', withBuckets(EU, bucketNamed('media-fr', 'Frankfurt')), ['MRAP204']],
  ['a Region in upper case', withBuckets(EU, bucketNamed('media-up', 'US-EAST-1')), ['MRAP204']],
  ['an empty Region', withBuckets(EU, bucketNamed('media-none', '')), ['MRAP204']],
  ['a bucket name of 2 characters', withBuckets(EU, bucketNamed('me', 'us-east-1')), ['MRAP206']],
  ['a bucket name of 64 characters', withBuckets(EU, bucketNamed('a'.repeat(64), 'us-east-1')), ['MRAP206']],
  [
    'a bucket name with the ending of another namespace', withBuckets(EU, bucketNamed('media-an', 'us-east-1')),
    ['MRAP206'],
  ],
  ['a bucket name in upper case', withBuckets(EU, bucketNamed('Media', 'us-east-1')), ['MRAP206']],
  ['a bucket name like an address', withBuckets(EU, bucketNamed('10.0.0.1', 'us-east-1')), ['MRAP206']],
  ['a bucket name that ends like an alias', withBuckets(EU, bucketNamed('media.mrap', 'us-east-1')), ['MRAP206']],
  ['a bucket name of an access point alias', withBuckets(EU, bucketNamed('media-s3alias', 'us-east-1')), ['MRAP206']],
  ['a bucket name with a reserved beginning', withBuckets(EU, bucketNamed('xn--media', 'us-east-1')), ['MRAP206']],
  ['the ARN of a bucket as name', withBuckets(EU, bucketNamed('arn:aws:s3:::media', 'us-east-1')), ['MRAP206']],
  ['a directory bucket', withBuckets(EU, bucketNamed('media--use1-az4--x-s3', 'us-east-1')), ['MRAP209']],
  ['a table bucket', withBuckets(EU, bucketNamed('media--table-s3', 'us-east-1')), ['MRAP209']],
  [
    'a bucket on Outposts',
    withBuckets(EU, bucketNamed(`arn:aws:s3-outposts:us-east-1:${ACCOUNT}:outpost/op-1/bucket/b`, 'us-east-1')),
    ['MRAP209'],
  ],
  [
    'a Regional access point as member',
    withBuckets(EU, bucketNamed(`arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/ap`, 'us-east-1')), ['MRAP209'],
  ],
  [
    'an account of 11 digits', withBuckets(EU, bucketNamed('media-us', 'us-east-1', { account: '12345678901' })),
    ['MRAP207'],
  ],
  [
    'the name of an account', withBuckets(EU, bucketNamed('media-us', 'us-east-1', { account: 'production' })),
    ['MRAP207'],
  ],
  ['an imported bucket without a Region', {
    declare: (stack) => UnderlyingBucket.fromBucket(s3.Bucket.fromBucketName(stack, 'Imported', 'media-us')),
  }, ['MRAP759']],
  [
    'a bucket without a name in a stack of another Region',
    { props: (stack) => ({ buckets: [EU, UnderlyingBucket.fromBucket(createBucket(stack, RemovalPolicy.RETAIN))] }) },
    ['MRAP764'],
  ],
  ['a destroyed member of a retained access point', {
    props: (stack) => ({
      buckets: [EU, UnderlyingBucket.fromBucket(createBucket(stack, RemovalPolicy.DESTROY, 'us-east-1', 'media-us'))],
    }),
  }, ['MRAP212']],
  // routes
  ['all Regions passive', withFailover(FailoverConfiguration.activePassive([])), ['MRAP785']],
  ['all Regions passive, each by name', withFailover(
    FailoverConfiguration.routes({ 'eu-west-1': RoutingStatus.PASSIVE, 'us-east-1': RoutingStatus.PASSIVE }),
  ), ['MRAP302']],
  [
    'an active Region that is no member', withFailover(FailoverConfiguration.activePassive(['eu-west-1', 'eu-west-2'])),
    ['MRAP303'],
  ],
  [
    'a passive Region that is no member',
    withFailover(FailoverConfiguration.routes({ 'eu-west-2': RoutingStatus.PASSIVE })), ['MRAP303'],
  ],
  ['a Region named twice', withFailover(FailoverConfiguration.activePassive(['eu-west-1', 'eu-west-1'])), ['MRAP303']],
  ['routes of a single Region', withFailover(FailoverConfiguration.activeActive(), EU), ['MRAP304']],
  [
    'passive routes of a single Region', withFailover(FailoverConfiguration.activePassive([]), EU),
    ['MRAP785'],
  ],
  ['two managers of the same routes', {
    declare: (stack) => new MultiRegionAccessPointRoutes(stack, 'Second', {
      multiRegionAccessPoint: new MultiRegionAccessPoint(stack, 'Media', {
        multiRegionAccessPointName: 'media', buckets: [EU, US], failover: FailoverConfiguration.activeActive(),
      }),
      failover: FailoverConfiguration.activePassive(['eu-west-1']),
    }),
  }, ['MRAP307']],
  [
    'routes of an import that names no member',
    declareImportedRoutes(FailoverConfiguration.activePassive(['eu-west-2']), [EU, US]), ['MRAP303'],
  ],
  [
    'an import with active Regions that are no Region codes',
    declareImportedRoutes(FailoverConfiguration.activePassive(['Ireland'])), ['MRAP204'],
  ],
  ['a policy for manual failovers without routes', {
    props: { buckets: [EU, US], manualFailover: ManualFailoverPolicy.FAIL },
  }, ['MRAP788']],
  ['passive routes of an import', declareImportedRoutes(FailoverConfiguration.activePassive([])), ['MRAP785']],
  // options
  ['provisioning by CloudFormation with a timeout', withCloudFormation({ timeout: Duration.minutes(10) }), ['MRAP751']],
  [
    'provisioning by CloudFormation with adoption', withCloudFormation({ existing: ExistingAccessPointPolicy.ADOPT }),
    ['MRAP751'],
  ],
  [
    'provisioning by CloudFormation without a name', withCloudFormation({ multiRegionAccessPointName: undefined }),
    ['MRAP752'],
  ],
  [
    'provisioning by CloudFormation in a Region without its type',
    { region: 'ap-southeast-5', ...withCloudFormation({}) }, ['MRAP778'],
  ],
  ['replacement by CloudFormation with unknown bucket names', {
    props: (stack) => ({
      provisioning: Provisioning.cloudFormation(),
      replacement: ReplacementPolicy.ALLOW,
      buckets: [EU, bucketNamed(createToken(stack), 'us-east-1')],
    }),
  }, ['MRAP757']],
  ['a timeout below a minute', { props: { timeout: Duration.seconds(30) } }, ['MRAP754']],
  ['a timeout above 55 minutes', { props: { timeout: Duration.minutes(56) } }, ['MRAP754']],
  ['a timeout of part of a second', { props: { timeout: Duration.millis(90_500) } }, ['MRAP754']],
  [
    'a timeout that is a token', { props: { timeout: Duration.seconds(Token.asNumber({ Ref: 'Timeout' })) } },
    ['MRAP754'],
  ],
  ['delegation to no access point', { props: { delegation: Delegation.toAccessPoints([]) } }, ['MRAP744']],
  ['delegation to a name', { props: { delegation: Delegation.toAccessPoints(['media']) } }, ['MRAP106']],
  ['delegation to an access point of another partition', {
    props: { delegation: Delegation.toAccessPoints([`arn:aws-us-gov:s3::${ACCOUNT}:accesspoint/m.mrap`]) },
  }, ['MRAP107']],
  // several findings in one error
  [
    'a bad name and a bad Region',
    { props: { multiRegionAccessPointName: 'Media', buckets: [EU, bucketNamed('media-cn', 'cn-north-1')] } },
    ['MRAP101', 'MRAP204'],
  ],
];

const VALID: [string, Declaration, string[]][] = [
  ['two Regions', {}, ['MRAP555']],
  ['three Regions', withBuckets(EU, US, JP), ['MRAP555']],
  ['17 Regions', withBuckets(...makeBuckets(...SEVENTEEN_REGIONS)), ['MRAP555']],
  ['a name of 3 characters', withName('abc'), ['MRAP555']],
  ['a name of 50 characters', withName('a'.repeat(50)), ['MRAP555']],
  ['a name of digits', withName('123'), ['MRAP555']],
  [
    'a name of 41 characters with replacement',
    { props: { multiRegionAccessPointName: 'a'.repeat(41), replacement: ReplacementPolicy.ALLOW } },
    ['MRAP103', 'MRAP555'],
  ],
  ['no name', { props: { multiRegionAccessPointName: undefined } }, ['MRAP108', 'MRAP555']],
  ['a token as name', { props: (stack) => ({ multiRegionAccessPointName: createToken(stack) }) }, ['MRAP555']],
  ['a single Region', withBuckets(EU), ['MRAP211', 'MRAP555']],
  ['an opt-in Region', withBuckets(EU, bucketNamed('media-za', 'af-south-1')), ['MRAP205', 'MRAP555']],
  ['a Region newer than this version', withBuckets(EU, bucketNamed('media-new', 'eu-new-9')), ['MRAP204', 'MRAP555']],
  ['a newer Region that the context lists', {
    ...withBuckets(EU, bucketNamed('media-new', 'eu-new-9')),
    context: { 'cdk-s3-mrap:additionalRegions': ['eu-new-9'] },
  }, ['MRAP555']],
  ['newer Regions that the context lists as text with commas', {
    ...withBuckets(EU, bucketNamed('media-my', 'ap-southeast-5')),
    context: { 'cdk-s3-mrap:additionalRegions': 'eu-new-9, ap-southeast-5' },
  }, ['MRAP555']],
  [
    'Regions that the context allows', { context: { 'cdk-s3-mrap:allowedRegions': ['eu-west-1', 'us-east-1'] } },
    ['MRAP555'],
  ],
  [
    'a Region that the context does not allow', { context: { 'cdk-s3-mrap:allowedRegions': ['eu-west-1'] } },
    ['MRAP213', 'MRAP555'],
  ],
  [
    'a bucket of another account', withBuckets(EU, bucketNamed('media-us', 'us-east-1', { account: OTHER_ACCOUNT })),
    ['MRAP208', 'MRAP555'],
  ],
  [
    'the account of the stack as an explicit account',
    withBuckets(EU, bucketNamed('media-us', 'us-east-1', { account: ACCOUNT })), ['MRAP555'],
  ],
  [
    'a bucket name that is a token',
    { props: (stack) => ({ buckets: [EU, bucketNamed(createToken(stack), 'us-east-1')] }) }, ['MRAP555'],
  ],
  [
    'a Region that is a token', { props: (stack) => ({ buckets: [EU, bucketNamed('media-us', createToken(stack))] }) },
    ['MRAP555'],
  ],
  [
    'an account that is a token',
    { props: (stack) => ({ buckets: [EU, bucketNamed('media-us', 'us-east-1', { account: createToken(stack) })] }) },
    ['MRAP555'],
  ],
  ['members with tokens as names and Regions', {
    props: (stack) => ({
      buckets: [
        bucketNamed(createToken(stack, 'A'), createToken(stack, 'B')),
        bucketNamed(createToken(stack, 'C'), createToken(stack, 'D')),
      ],
    }),
  }, ['MRAP555']],
  ['a key that is a token', {
    props: (stack) => ({
      buckets: [EU, UnderlyingBucket.fromBucketName('media-us', 'us-east-1', { encryptionKeyArn: createToken(stack) })],
    }),
  }, ['MRAP555']],
  ['a retained bucket of another stack', {
    props: (stack) => ({
      buckets: [EU, UnderlyingBucket.fromBucket(createBucket(stack, RemovalPolicy.RETAIN, 'us-east-1', 'media-us'))],
    }),
  }, ['MRAP555']],
  ['destroyed members of a destroyed access point', {
    props: (stack) => ({
      removalPolicy: RemovalPolicy.DESTROY,
      buckets: [EU, UnderlyingBucket.fromBucket(createBucket(stack, RemovalPolicy.DESTROY, 'us-east-1', 'media-us'))],
    }),
  }, ['MRAP555']],
  ['an imported bucket with its Region', {
    props: (stack) => ({
      buckets: [
        EU,
        UnderlyingBucket.fromBucket(s3.Bucket.fromBucketName(stack, 'Imported', 'media-us'), { region: 'us-east-1' }),
      ],
    }),
  }, ['MRAP555']],
  ['an imported bucket with the Region as an attribute', {
    props: (stack) => ({
      buckets: [EU, UnderlyingBucket.fromBucket(
        s3.Bucket.fromBucketAttributes(stack, 'Imported', { bucketName: 'media-us', region: 'us-east-1' }),
      )],
    }),
  }, ['MRAP555']],
  ['all Regions active', withFailover(FailoverConfiguration.activeActive()), ['MRAP555']],
  ['one Region active', withFailover(FailoverConfiguration.activePassive(['eu-west-1'])), ['MRAP555']],
  [
    'one Region passive', withFailover(FailoverConfiguration.routes({ 'us-east-1': RoutingStatus.PASSIVE })),
    ['MRAP555'],
  ],
  [
    'an active Region that is a token',
    { props: (stack) => ({ failover: FailoverConfiguration.activePassive([createToken(stack)]) }) }, ['MRAP555'],
  ],
  ['routes over members in unknown Regions', {
    props: (stack) => ({
      buckets: [EU, bucketNamed('media-us', createToken(stack))],
      failover: FailoverConfiguration.activePassive(['us-east-1']),
    }),
  }, ['MRAP555']],
  ['routes of an import', declareImportedRoutes(FailoverConfiguration.activePassive(['eu-west-1'])), []],
  [
    'routes of an import with given members',
    declareImportedRoutes(FailoverConfiguration.activePassive(['eu-west-1']), [EU, US]), [],
  ],
  ['provisioning by CloudFormation', withCloudFormation({}), ['MRAP555']],
  [
    'provisioning by CloudFormation with replacement', withCloudFormation({ replacement: ReplacementPolicy.ALLOW }),
    ['MRAP103', 'MRAP555'],
  ],
  ['provisioning by CloudFormation with a token as name', {
    props: (stack) => ({ provisioning: Provisioning.cloudFormation(), multiRegionAccessPointName: createToken(stack) }),
  }, ['MRAP555']],
  ['a timeout of ten minutes', { props: { timeout: Duration.minutes(10) } }, ['MRAP555']],
  ['adoption', { props: { existing: ExistingAccessPointPolicy.ADOPT } }, ['MRAP555', 'MRAP743']],
  ['no delegation', { props: { delegation: Delegation.none() } }, []],
  ['delegation to access points', { props: { delegation: Delegation.toAccessPoints([ARN]) } }, ['MRAP555']],
  [
    'delegation to a token', { props: { delegation: Delegation.toAccessPoints([Token.asString({ Ref: 'Arn' })]) } },
    ['MRAP555'],
  ],
  ['an import by ARN', importArn(ARN), []],
  [
    'an import by an ARN that is a token',
    { declare: (stack) => MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', createToken(stack)) },
    [],
  ],
  ['an import by attributes', {
    declare: (stack) => MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Imported', {
      multiRegionAccessPointArn: ARN, multiRegionAccessPointName: 'media',
    }).multiRegionAccessPointName,
  }, []],
  ['an import by attributes that are tokens', {
    declare: (stack) => MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Imported', {
      multiRegionAccessPointArn: createToken(stack, 'A'), multiRegionAccessPointName: createToken(stack, 'B'),
    }),
  }, []],
  ['the same name in two accounts', {
    declare: (stack) => [stack, stackIn('eu-west-1', {
      app: stack.node.root as never,
      id: 'Other',
      env: { account: OTHER_ACCOUNT, region: 'eu-west-1' },
    })]
      .forEach((scope) =>
        new MultiRegionAccessPoint(scope, 'Media', { multiRegionAccessPointName: 'media', buckets: [EU, US] })),
  }, ['MRAP555']],
];

describe('MultiRegionAccessPoint', () => {
  test('has at least 60 tests of invalid and 30 of valid declarations', () => {
    expect(INVALID.length).toBeGreaterThanOrEqual(60);
    expect(VALID.length).toBeGreaterThanOrEqual(30);
  });

  test.each(INVALID)('rejects %s', (_name, declaration, errors) => {
    expect(checkDeclaration(declaration).errors).toEqual(errors);
  });

  test.each(VALID)('accepts %s', (_name, declaration, warnings) => {
    expect(checkDeclaration(declaration)).toEqual({ errors: [], warnings });
  });
});
