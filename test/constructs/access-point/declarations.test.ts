import * as s3 from 'aws-cdk-lib/aws-s3';
import { CfnParameter, Duration, RemovalPolicy, type Stack, Token } from 'aws-cdk-lib/core';
import {
  Delegation, ExistingAccessPointPolicy, FailoverConfiguration, MultiRegionAccessPoint, type MultiRegionAccessPointProps,
  MultiRegionAccessPointRoutes,
  Provisioning, ReplacementPolicy, RoutingStatus, UnderlyingBucket,
} from '../../../src';
import { ACCOUNT, OTHER_ACCOUNT } from '../../support/accounts';
import { stackIn, verdictOf } from '../../support/synthesis';

type Options = Partial<MultiRegionAccessPointProps>;
interface Declaration {
  readonly props?: Options | ((stack: Stack) => Options);
  readonly declare?: (stack: Stack) => void;
  readonly region?: string;
  readonly context?: Record<string, unknown>;
}

const by = (bucketName: string, region: string, options?: { account?: string }) => UnderlyingBucket.fromBucketName(bucketName, region, options);
const EU = by('media-eu', 'eu-west-1');
const US = by('media-us', 'us-east-1');
const JP = by('media-jp', 'ap-northeast-1');
const buckets = (...regions: string[]) => regions.map((region) => by(`media-${region}`, region));
const token = (stack: Stack, id = 'Parameter') => new CfnParameter(stack, id).valueAsString;
const named = (multiRegionAccessPointName: string): Declaration => ({ props: { multiRegionAccessPointName } });
const over = (...members: UnderlyingBucket[]): Declaration => ({ props: { buckets: members } });
const failover = (configuration: FailoverConfiguration, ...members: UnderlyingBucket[]): Declaration =>
  ({ props: { failover: configuration, ...(members.length > 0 ? { buckets: members } : {}) } });
const native = (options: Options): Declaration => ({ props: { provisioning: Provisioning.cloudFormation(), ...options } });
const imported = (arn: string): Declaration => ({ declare: (stack) => MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', arn) });
const ARN = `arn:aws:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`;
const importedRoutes = (configuration: FailoverConfiguration, members?: UnderlyingBucket[]): Declaration => ({
  declare: (stack) => new MultiRegionAccessPointRoutes(stack, 'Routes', {
    multiRegionAccessPoint: MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', ARN),
    failover: configuration,
    buckets: members,
  }),
});
const owned = (stack: Stack, removalPolicy: RemovalPolicy, region = 'us-east-1', bucketName?: string) =>
  new s3.Bucket(stackIn(region, { app: stack.node.root as never, id: `Buckets-${region}` }), 'Bucket', { bucketName, removalPolicy });
/** Every Region that can hold a member. */
const SEVENTEEN = [
  'us-east-1', 'us-east-2', 'us-west-1', 'us-west-2', 'ap-south-1', 'ap-northeast-3', 'ap-northeast-2', 'ap-southeast-1', 'ap-southeast-2',
  'ap-northeast-1', 'ca-central-1', 'eu-central-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'eu-north-1', 'sa-east-1',
];

function verdict({ props = {}, declare, region, context }: Declaration) {
  return verdictOf(stackIn(region, { context }), declare ?? ((stack) => new MultiRegionAccessPoint(stack, 'Media', {
    multiRegionAccessPointName: 'media',
    buckets: [EU, US],
    ...(typeof props === 'function' ? props(stack) : props),
  })));
}

const INVALID: [string, Declaration, string[]][] = [
  // names
  ['a name of 2 characters', named('me'), ['MRAP101']],
  ['a name of 51 characters', named('a'.repeat(51)), ['MRAP101']],
  ['an empty name', named(''), ['MRAP101']],
  ['a name in upper case', named('Media'), ['MRAP101']],
  ['a name with an underscore', named('my_media'), ['MRAP101']],
  ['a name with a period', named('my.media'), ['MRAP101']],
  ['a name that begins with a hyphen', named('-media'), ['MRAP101']],
  ['a name that ends with a hyphen', named('media-'), ['MRAP101']],
  ['a name with a space', named('my media'), ['MRAP101']],
  ['a name with a newline at its end', named('media\n'), ['MRAP101']],
  ['a name with a letter that is not ASCII', named('médias'), ['MRAP101']],
  ['a name too long for a successor', { props: { multiRegionAccessPointName: 'a'.repeat(42), replacement: ReplacementPolicy.ALLOW } }, ['MRAP753']],
  ['the same name twice', {
    declare: (stack) => ['One', 'Two'].forEach((id) => new MultiRegionAccessPoint(stack, id, { multiRegionAccessPointName: 'media', buckets: [EU, US] })),
  }, ['MRAP102']],
  ['the same name in two stacks of one account', {
    declare: (stack) => [stack, stackIn('us-east-1', { app: stack.node.root as never, id: 'Second' })].forEach((scope) =>
      new MultiRegionAccessPoint(scope, 'Media', { multiRegionAccessPointName: 'media', buckets: [EU, US] })),
  }, ['MRAP102']],
  // imports
  ['an ARN with a Region', imported(`arn:aws:s3:us-west-2:${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`), ['MRAP106']],
  ['an ARN with the name', imported(`arn:aws:s3::${ACCOUNT}:accesspoint/media`), ['MRAP106']],
  ['an ARN of objects', imported(`${ARN}/object/*`), ['MRAP106']],
  ['an ARN of a bucket', imported('arn:aws:s3:::media'), ['MRAP106']],
  ['an ARN of another partition', imported(`arn:aws-cn:s3::${ACCOUNT}:accesspoint/mfzwi23gnjvgw.mrap`), ['MRAP107']],
  ['a malformed name of an import', {
    declare: (stack) => MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Imported', {
      multiRegionAccessPointArn: ARN, multiRegionAccessPointName: 'Media',
    }),
  }, ['MRAP101']],
  ['the name of an import by ARN', {
    declare: (stack) => MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', ARN).multiRegionAccessPointName,
  }, ['MRAP758']],
  // where
  ['a stack in China', { region: 'cn-north-1' }, ['MRAP107']],
  ['a stack in GovCloud', { region: 'us-gov-west-1' }, ['MRAP107']],
  // members
  ['no bucket', over(), ['MRAP201']],
  ['18 buckets', over(...buckets(...SEVENTEEN, 'af-south-1')), ['MRAP201']],
  ['two buckets in a Region', over(EU, by('other', 'eu-west-1')), ['MRAP202']],
  ['two pairs of buckets in a Region', over(EU, by('b-1', 'eu-west-1'), US, by('b-2', 'us-east-1')), ['MRAP202']],
  ['one bucket in two Regions', over(EU, by('media-eu', 'us-east-1')), ['MRAP203']],
  ['one bucket twice', over(EU, EU), ['MRAP202', 'MRAP203']],
  ['a Region of China', over(EU, by('media-cn', 'cn-north-1')), ['MRAP204']],
  ['a Region of GovCloud', over(EU, by('media-gov', 'us-gov-east-1')), ['MRAP204']],
  ['a Region of the European Sovereign Cloud', over(EU, by('media-eusc', 'eusc-de-east-1')), ['MRAP204']],
  ['a secret Region', over(EU, by('media-iso', 'us-iso-east-1')), ['MRAP204']],
  ['Malaysia, which is not supported', over(EU, by('media-my', 'ap-southeast-5')), ['MRAP204']],
  ['Mexico, which is not supported', over(EU, by('media-mx', 'mx-central-1')), ['MRAP204']],
  ['Taipei, which is not supported', over(EU, by('media-tw', 'ap-east-2')), ['MRAP204']],
  ['an availability zone', over(EU, by('media-az', 'us-east-1a')), ['MRAP204']],
  ['the name of a Region', over(EU, by('media-fr', 'Frankfurt')), ['MRAP204']],
  ['a Region in upper case', over(EU, by('media-up', 'US-EAST-1')), ['MRAP204']],
  ['an empty Region', over(EU, by('media-none', '')), ['MRAP204']],
  ['a bucket name of 2 characters', over(EU, by('me', 'us-east-1')), ['MRAP206']],
  ['a bucket name of 64 characters', over(EU, by('a'.repeat(64), 'us-east-1')), ['MRAP206']],
  ['a bucket name in upper case', over(EU, by('Media', 'us-east-1')), ['MRAP206']],
  ['a bucket name like an address', over(EU, by('10.0.0.1', 'us-east-1')), ['MRAP206']],
  ['a bucket name that ends like an alias', over(EU, by('media.mrap', 'us-east-1')), ['MRAP206']],
  ['a bucket name of an access point alias', over(EU, by('media-s3alias', 'us-east-1')), ['MRAP206']],
  ['a bucket name with a reserved beginning', over(EU, by('xn--media', 'us-east-1')), ['MRAP206']],
  ['the ARN of a bucket as name', over(EU, by('arn:aws:s3:::media', 'us-east-1')), ['MRAP206']],
  ['a directory bucket', over(EU, by('media--use1-az4--x-s3', 'us-east-1')), ['MRAP209']],
  ['a table bucket', over(EU, by('media--table-s3', 'us-east-1')), ['MRAP209']],
  ['a bucket on Outposts', over(EU, by(`arn:aws:s3-outposts:us-east-1:${ACCOUNT}:outpost/op-1/bucket/b`, 'us-east-1')), ['MRAP209']],
  ['a Regional access point as member', over(EU, by(`arn:aws:s3:us-east-1:${ACCOUNT}:accesspoint/ap`, 'us-east-1')), ['MRAP209']],
  ['an account of 11 digits', over(EU, by('media-us', 'us-east-1', { account: '12345678901' })), ['MRAP207']],
  ['the name of an account', over(EU, by('media-us', 'us-east-1', { account: 'production' })), ['MRAP207']],
  ['an imported bucket without a Region', {
    declare: (stack) => UnderlyingBucket.fromBucket(s3.Bucket.fromBucketName(stack, 'Imported', 'media-us')),
  }, ['MRAP759']],
  ['a bucket of another Region\'s stack without a name', { props: (stack) => ({ buckets: [EU, UnderlyingBucket.fromBucket(owned(stack, RemovalPolicy.RETAIN))] }) },
    ['MRAP764']],
  ['a member destroyed, the access point retained', {
    props: (stack) => ({ buckets: [EU, UnderlyingBucket.fromBucket(owned(stack, RemovalPolicy.DESTROY, 'us-east-1', 'media-us'))] }),
  }, ['MRAP212']],
  // routes
  ['all Regions passive', failover(FailoverConfiguration.activePassive([])), ['MRAP302']],
  ['all Regions passive by name', failover(FailoverConfiguration.routes({ 'eu-west-1': RoutingStatus.PASSIVE, 'us-east-1': RoutingStatus.PASSIVE })),
    ['MRAP302']],
  ['an active Region that is no member', failover(FailoverConfiguration.activePassive(['eu-west-1', 'eu-west-2'])), ['MRAP303']],
  ['a passive Region that is no member', failover(FailoverConfiguration.routes({ 'eu-west-2': RoutingStatus.PASSIVE })), ['MRAP303']],
  ['a Region named twice', failover(FailoverConfiguration.activePassive(['eu-west-1', 'eu-west-1'])), ['MRAP303']],
  ['routes of a single Region', failover(FailoverConfiguration.activeActive(), EU), ['MRAP304']],
  ['passive routes of a single Region', failover(FailoverConfiguration.activePassive([]), EU), ['MRAP302', 'MRAP304']],
  ['two managers of the same routes', {
    declare: (stack) => new MultiRegionAccessPointRoutes(stack, 'Second', {
      multiRegionAccessPoint: new MultiRegionAccessPoint(stack, 'Media', {
        multiRegionAccessPointName: 'media', buckets: [EU, US], failover: FailoverConfiguration.activeActive(),
      }),
      failover: FailoverConfiguration.activePassive(['eu-west-1']),
    }),
  }, ['MRAP307']],
  ['routes of an import that names no member', importedRoutes(FailoverConfiguration.activePassive(['eu-west-2']), [EU, US]), ['MRAP303']],
  ['routes of an import, all passive', importedRoutes(FailoverConfiguration.activePassive([])), ['MRAP302']],
  // options
  ['CloudFormation with a timeout', native({ timeout: Duration.minutes(10) }), ['MRAP751']],
  ['CloudFormation that adopts', native({ existing: ExistingAccessPointPolicy.ADOPT }), ['MRAP751']],
  ['CloudFormation without a name', native({ multiRegionAccessPointName: undefined }), ['MRAP752']],
  ['CloudFormation replacing over unknown buckets', {
    props: (stack) => ({
      provisioning: Provisioning.cloudFormation(), replacement: ReplacementPolicy.ALLOW, buckets: [EU, by(token(stack), 'us-east-1')],
    }),
  }, ['MRAP757']],
  ['a timeout below a minute', { props: { timeout: Duration.seconds(30) } }, ['MRAP754']],
  ['a timeout above 55 minutes', { props: { timeout: Duration.minutes(56) } }, ['MRAP754']],
  ['a timeout of part of a second', { props: { timeout: Duration.millis(90_500) } }, ['MRAP754']],
  ['a timeout that is a token', { props: { timeout: Duration.seconds(Token.asNumber({ Ref: 'Timeout' })) } }, ['MRAP754']],
  ['delegation to a name', { props: { delegation: Delegation.toAccessPoints(['media']) } }, ['MRAP106']],
  ['delegation to an access point of another partition', {
    props: { delegation: Delegation.toAccessPoints([`arn:aws-us-gov:s3::${ACCOUNT}:accesspoint/m.mrap`]) },
  }, ['MRAP107']],
  // several at once: one error with all of them
  ['a bad name and a bad Region', { props: { multiRegionAccessPointName: 'Media', buckets: [EU, by('media-cn', 'cn-north-1')] } }, ['MRAP101', 'MRAP204']],
];

const VALID: [string, Declaration, string[]][] = [
  ['two Regions', {}, ['MRAP555']],
  ['three Regions', over(EU, US, JP), ['MRAP555']],
  ['17 Regions', over(...buckets(...SEVENTEEN)), ['MRAP555']],
  ['a name of 3 characters', named('abc'), ['MRAP555']],
  ['a name of 50 characters', named('a'.repeat(50)), ['MRAP555']],
  ['a name of digits', named('123'), ['MRAP555']],
  ['a name of 41 characters, replaceable', { props: { multiRegionAccessPointName: 'a'.repeat(41), replacement: ReplacementPolicy.ALLOW } },
    ['MRAP103', 'MRAP555']],
  ['no name', { props: { multiRegionAccessPointName: undefined } }, ['MRAP108', 'MRAP555']],
  ['a token as name', { props: (stack) => ({ multiRegionAccessPointName: token(stack) }) }, ['MRAP555']],
  ['a single Region', over(EU), ['MRAP211', 'MRAP555']],
  ['an opt-in Region', over(EU, by('media-za', 'af-south-1')), ['MRAP205', 'MRAP555']],
  ['a Region newer than this version', over(EU, by('media-new', 'eu-new-9')), ['MRAP204', 'MRAP555']],
  ['a newer Region that the application knows', {
    ...over(EU, by('media-new', 'eu-new-9')), context: { 'cdk-s3-mrap:additionalRegions': ['eu-new-9'] },
  }, ['MRAP555']],
  ['a newer Region known by context from the command line', {
    ...over(EU, by('media-my', 'ap-southeast-5')), context: { 'cdk-s3-mrap:additionalRegions': 'eu-new-9, ap-southeast-5' },
  }, ['MRAP555']],
  ['Regions within the residency', { context: { 'cdk-s3-mrap:allowedRegions': ['eu-west-1', 'us-east-1'] } }, ['MRAP555']],
  ['a Region outside the residency', { context: { 'cdk-s3-mrap:allowedRegions': ['eu-west-1'] } }, ['MRAP213', 'MRAP555']],
  ['a bucket of another account', over(EU, by('media-us', 'us-east-1', { account: OTHER_ACCOUNT })), ['MRAP208', 'MRAP555']],
  ['the own account said aloud', over(EU, by('media-us', 'us-east-1', { account: ACCOUNT })), ['MRAP555']],
  ['a bucket name that is a token', { props: (stack) => ({ buckets: [EU, by(token(stack), 'us-east-1')] }) }, ['MRAP555']],
  ['a Region that is a token', { props: (stack) => ({ buckets: [EU, by('media-us', token(stack))] }) }, ['MRAP555']],
  ['an account that is a token', { props: (stack) => ({ buckets: [EU, by('media-us', 'us-east-1', { account: token(stack) })] }) }, ['MRAP555']],
  ['members that are tokens altogether', {
    props: (stack) => ({ buckets: [by(token(stack, 'A'), token(stack, 'B')), by(token(stack, 'C'), token(stack, 'D'))] }),
  }, ['MRAP555']],
  ['a key that is a token', {
    props: (stack) => ({ buckets: [EU, UnderlyingBucket.fromBucketName('media-us', 'us-east-1', { encryptionKeyArn: token(stack) })] }),
  }, ['MRAP555']],
  ['a bucket of another stack, retained', {
    props: (stack) => ({ buckets: [EU, UnderlyingBucket.fromBucket(owned(stack, RemovalPolicy.RETAIN, 'us-east-1', 'media-us'))] }),
  }, ['MRAP555']],
  ['members and access point destroyed together', {
    props: (stack) => ({
      removalPolicy: RemovalPolicy.DESTROY,
      buckets: [EU, UnderlyingBucket.fromBucket(owned(stack, RemovalPolicy.DESTROY, 'us-east-1', 'media-us'))],
    }),
  }, ['MRAP555']],
  ['an imported bucket with its Region', {
    props: (stack) => ({ buckets: [EU, UnderlyingBucket.fromBucket(s3.Bucket.fromBucketName(stack, 'Imported', 'media-us'), { region: 'us-east-1' })] }),
  }, ['MRAP555']],
  ['an imported bucket that knows its Region', {
    props: (stack) => ({
      buckets: [EU, UnderlyingBucket.fromBucket(s3.Bucket.fromBucketAttributes(stack, 'Imported', { bucketName: 'media-us', region: 'us-east-1' }))],
    }),
  }, ['MRAP555']],
  ['all Regions active', failover(FailoverConfiguration.activeActive()), ['MRAP555']],
  ['one Region active', failover(FailoverConfiguration.activePassive(['eu-west-1'])), ['MRAP555']],
  ['one Region passive', failover(FailoverConfiguration.routes({ 'us-east-1': RoutingStatus.PASSIVE })), ['MRAP555']],
  ['an active Region that is a token', { props: (stack) => ({ failover: FailoverConfiguration.activePassive([token(stack)]) }) }, ['MRAP555']],
  ['routes over members in unknown Regions', {
    props: (stack) => ({ buckets: [EU, by('media-us', token(stack))], failover: FailoverConfiguration.activePassive(['us-east-1']) }),
  }, ['MRAP555']],
  ['routes of an import', importedRoutes(FailoverConfiguration.activePassive(['eu-west-1'])), []],
  ['routes of an import whose members are given', importedRoutes(FailoverConfiguration.activePassive(['eu-west-1']), [EU, US]), []],
  ['CloudFormation', native({}), ['MRAP555']],
  ['CloudFormation, replaceable', native({ replacement: ReplacementPolicy.ALLOW }), ['MRAP103', 'MRAP555']],
  ['CloudFormation with a token as name', { props: (stack) => ({ provisioning: Provisioning.cloudFormation(), multiRegionAccessPointName: token(stack) }) },
    ['MRAP555']],
  ['a timeout of a minute', { props: { timeout: Duration.minutes(1) } }, ['MRAP555']],
  ['adoption', { props: { existing: ExistingAccessPointPolicy.ADOPT } }, ['MRAP555']],
  ['no delegation', { props: { delegation: Delegation.none() } }, []],
  ['delegation to access points', { props: { delegation: Delegation.toAccessPoints([ARN]) } }, ['MRAP555']],
  ['delegation to a token', { props: { delegation: Delegation.toAccessPoints([Token.asString({ Ref: 'Arn' })]) } }, ['MRAP555']],
  ['an import by ARN', imported(ARN), []],
  ['an import by an ARN that is a token', { declare: (stack) => MultiRegionAccessPoint.fromMultiRegionAccessPointArn(stack, 'Imported', token(stack)) }, []],
  ['an import by attributes', {
    declare: (stack) => MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Imported', {
      multiRegionAccessPointArn: ARN, multiRegionAccessPointName: 'media',
    }).multiRegionAccessPointName,
  }, []],
  ['an import by attributes that are tokens', {
    declare: (stack) => MultiRegionAccessPoint.fromMultiRegionAccessPointAttributes(stack, 'Imported', {
      multiRegionAccessPointArn: token(stack, 'A'), multiRegionAccessPointName: token(stack, 'B'),
    }),
  }, []],
  ['the same name in two accounts', {
    declare: (stack) => [stack, stackIn('eu-west-1', { app: stack.node.root as never, id: 'Other', env: { account: OTHER_ACCOUNT, region: 'eu-west-1' } })]
      .forEach((scope) => new MultiRegionAccessPoint(scope, 'Media', { multiRegionAccessPointName: 'media', buckets: [EU, US] })),
  }, ['MRAP555']],
];

test('the table is large enough', () => {
  expect(INVALID.length).toBeGreaterThanOrEqual(60);
  expect(VALID.length).toBeGreaterThanOrEqual(30);
});

test.each(INVALID)('refused: %s', (_name, declaration, errors) => {
  expect(verdict(declaration).errors).toEqual(errors);
});

test.each(VALID)('accepted: %s', (_name, declaration, warnings) => {
  expect(verdict(declaration)).toEqual({ errors: [], warnings });
});
