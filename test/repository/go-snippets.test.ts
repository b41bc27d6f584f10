import { listOriginals, replaceGo, type Tablet } from '../../projenrc/snippets/complete-tablet';
import { prepareExamples } from '../../projenrc/snippets/go/complete-go';
import { findPackage } from '../../projenrc/snippets/go/go-types';

const FIXTURE = [
  "import { type Acknowledgment, Duration, Mixins, type Stack, Validations } from 'aws-cdk-lib/core';",
  "import * as iam from 'aws-cdk-lib/aws-iam';",
  "import * as s3 from 'aws-cdk-lib/aws-s3';",
  "import { type Construct } from 'constructs';",
  'import {',
  '  FailoverConfiguration, type MultiRegionAccessPoint, MultiRegionBuckets, ReplicationRule, RoutingStatus,',
  '  UnderlyingBucket, UnderlyingBucketEncryption,',
  "} from 'cdk-s3-mrap';",
  'declare const stack: Stack;',
  'declare const scope: Construct;',
  'declare const accessPoint: MultiRegionAccessPoint;',
  '/// here',
  '',
].join('\n');

const STATEMENT_CASES: readonly (readonly [string, string, string])[] = [
  ['a constructor, a struct, a list and an omitted argument',
    "new MultiRegionBuckets(stack, 'A', { bucketNamePrefix: 'a', regions: ['b', 'c'], "
    + 'encryption: UnderlyingBucketEncryption.kms() });',
    'Regions: jsii.Strings("b", "c"),'],
  ['an omitted argument', 'UnderlyingBucketEncryption.kms();', 'cdks3mrap.UnderlyingBucketEncryption_Kms(nil)'],
  ['no value for a variable number of arguments', 'Mixins.of(stack).apply();', 'awscdk.Mixins_Of(stack, nil).Apply()'],
  ['a map of enums', "FailoverConfiguration.routes({ 'eu-west-1': RoutingStatus.ACTIVE });",
    'Routes(&map[string]cdks3mrap.RoutingStatus{\n\t"eu-west-1": cdks3mrap.RoutingStatus_ACTIVE,\n})'],
  ['a property of an object', 'accessPoint.grants;', 'accessPoint.Grants()'],
  ['a property of a struct', 'accessPoint.multiRegionAccessPointRef.multiRegionAccessPointArn;',
    'accessPoint.MultiRegionAccessPointRef().MultiRegionAccessPointArn'],
  ['a static property', 's3.StorageClass.GLACIER;', 'awss3.StorageClass_GLACIER()'],
  ['numbers', 'Duration.days(30);', 'awscdk.Duration_Days(jsii.Number(30))'],
  ['a list of texts that calls return',
    "new iam.PolicyStatement({ resources: [accessPoint.arnForObjects('a')] });",
    '&[]*string{accessPoint.ArnForObjects(jsii.String("a"))}'],
  ['booleans', 'ReplicationRule.twoWay({ metrics: true, deleteMarkerReplication: false });',
    '\tDeleteMarkerReplication: jsii.Bool(false),'],
  ['a list of objects',
    "ReplicationRule.oneWay({ id: 'a', destinations: [UnderlyingBucket.fromBucketName('b', 'c')] });",
    '\tDestinations: &[]cdks3mrap.UnderlyingBucket{'],
  ['a variable with a struct', "const known: Acknowledgment = { id: 'a', reason: 'b' };",
    'known := &awscdk.Acknowledgment{Id: jsii.String("a"), Reason: jsii.String("b")}'],
];

const REFUSED = [
  'if (stack) {}', 'Duration.days(1 + 1);', 'stack();', 'const { node } = stack;',
  'const x: Acknowledgment = { ...{} };',
];
const COMPLETE = 'const bucket = new s3.Bucket(scope, "A", {});';

describe('prepareExamples', () => {
  let translations: ReadonlyMap<string, () => string>;
  beforeAll(() => {
    const sources = [...STATEMENT_CASES.map(([, source]) => source), ...REFUSED, COMPLETE];
    const functions = prepareExamples(FIXTURE, sources);
    translations = new Map(sources.map((source, index) => [source, functions[index]]));
  });

  test.each(STATEMENT_CASES)('translates %s', (_title, source, expected) => {
    expect(translations.get(source)!()).toContain(expected);
  });

  test('adds the imports and the declared variables', () => {
    expect(translations.get(COMPLETE)!()).toBe([
      'import "github.com/aws/aws-cdk-go/awscdk/v2/awss3"',
      'import "github.com/aws/constructs-go/constructs/v10"',
      'import "github.com/aws/jsii-runtime-go"',
      '',
      'var scope constructs.Construct',
      '',
      'bucket := awss3.NewBucket(scope, jsii.String("A"), &awss3.BucketProps{})',
    ].join('\n'));
  });

  test.each(REFUSED)('refuses %s', (source) => {
    expect(translations.get(source)!).toThrow('to Go, expected calls');
  });
});

describe('findPackage', () => {
  test('refuses a type of a package that is not the CDK', () => {
    expect(() => findPackage('/node_modules/typescript/lib/lib.d.ts')).toThrow('expected the CDK');
  });
});

describe('replaceGo', () => {
  test('replaces the translations to Go and nothing else', () => {
    const translations = { $: { source: 'a', version: '0' }, go: { source: 'b', version: '1' } };
    const tablet = { snippets: { key: { translations, fqnsReferenced: [] } } } as unknown as Tablet;
    expect(listOriginals(tablet)).toEqual(['a']);
    expect(replaceGo(tablet, ['c'])).toEqual({
      snippets: { key: { translations: { ...translations, go: { source: 'c', version: '1' } }, fqnsReferenced: [] } },
    });
  });
});
