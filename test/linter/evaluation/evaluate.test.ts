import { CROSS_STACK_REF } from '../../../src/linter/evaluation/evaluate';
import { isUnknownValue } from '../../../src/linter/evaluation/read';
import { TemplateModel } from '../../../src/linter/model/template-model';
import { applicationOf, shownValue, stackOf } from '../support';

const RESOURCES = {
  Named: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'media' } },
  Unnamed: { Type: 'AWS::S3::Bucket' },
  Prefixed: { Type: 'AWS::S3::Bucket', Properties: { BucketNamePrefix: 'media', BucketNamespace: 'account-regional' } },
  Media: { Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Name: 'media' } },
  Managed: { Type: 'Custom::S3MultiRegionAccessPoint', Properties: { Name: 'managed' } },
  Role: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'reader' } },
  PathRole: { Type: 'AWS::IAM::Role', Properties: { RoleName: 'reader', Path: '/team/' } },
  Key: { Type: 'AWS::KMS::Key' },
  Reports: { Type: 'AWS::S3::AccessPoint', Properties: { Name: 'reports' } },
};
const SECTIONS = {
  Mappings: { Names: { 'eu-west-1': { bucket: 'media-ireland', list: ['a', 'b'] } } },
  Parameters: { Suffix: { Type: 'String', Default: 'x' } },
};

describe('evaluate', () => {
  test.each<[unknown, unknown]>([
    ['plain', 'plain'],
    [7, 7],
    [{ Ref: 'Named' }, 'media'],
    [{ Ref: 'Unnamed' }, '${Unnamed}'],
    [{ Ref: 'Prefixed' }, 'media-111122223333-eu-west-1-an'],
    [{ 'Fn::GetAtt': ['Named', 'Arn'] }, 'arn:aws:s3:::media'],
    [{ 'Fn::GetAtt': 'Unnamed.Arn' }, 'arn:aws:s3:::${Unnamed}'],
    [{ 'Fn::GetAtt': ['Media', 'Alias'] }, '${Media.Alias}'],
    [{ Ref: 'Media' }, 'media'],
    [{ 'Fn::GetAtt': ['Managed', 'Arn'] }, 'arn:aws:s3::111122223333:accesspoint/${Managed.Alias}'],
    [{ 'Fn::GetAtt': ['Managed', 'DomainName'] }, '${Managed.Alias}.accesspoint.s3-global.amazonaws.com'],
    [{ 'Fn::GetAtt': ['Managed', 'Name'] }, 'managed'],
    [{ 'Fn::GetAtt': ['Role', 'Arn'] }, 'arn:aws:iam::111122223333:role/reader'],
    [{ 'Fn::GetAtt': ['PathRole', 'Arn'] }, 'arn:aws:iam::111122223333:role/team/reader'],
    [{ 'Fn::GetAtt': ['Key', 'Arn'] }, 'arn:aws:kms:eu-west-1:111122223333:key/${Key}'],
    [{ 'Fn::GetAtt': ['Reports', 'Arn'] }, 'arn:aws:s3:eu-west-1:111122223333:accesspoint/reports'],
    [{ 'Fn::Join': ['-', ['a', { Ref: 'Named' }, { Ref: 'AWS::Region' }]] }, 'a-media-eu-west-1'],
    [{ 'Fn::Join': ['-', { Ref: 'Suffix' }] }, '(Fn::Join)'],
    [{ 'Fn::Join': [{ Ref: 'Suffix' }, ['a']] }, '(Fn::Join)'],
    [
      { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::${Named}/${!Literal}/${Suffix}' },
      'arn:aws:s3:::media/${Literal}/${Suffix}',
    ],
    [{ 'Fn::Sub': ['${Name}-${Media.Alias}', { Name: { Ref: 'Named' } }] }, 'media-${Media.Alias}'],
    [{ 'Fn::Sub': { Ref: 'Suffix' } }, '(Fn::Sub)'],
    [{ 'Fn::Select': [1, ['a', 'b']] }, 'b'],
    [{ 'Fn::Select': ['0', { 'Fn::Split': ['-', 'a-b'] }] }, 'a'],
    [{ 'Fn::Select': [5, ['a']] }, '(Fn::Select)'],
    [{ 'Fn::Split': [':', { 'Fn::GetAtt': ['Unnamed', 'Arn'] }] }, '(Fn::Split)'],
    [{ 'Fn::FindInMap': ['Names', { Ref: 'AWS::Region' }, 'bucket'] }, 'media-ireland'],
    [{ 'Fn::FindInMap': ['Names', 'eu-west-1', 'list'] }, ['a', 'b']],
    [{ 'Fn::FindInMap': ['Names', { Ref: 'Suffix' }, 'bucket'] }, '(Fn::FindInMap)'],
    [{ 'Fn::FindInMap': ['Names', 'us-east-1', 'bucket'] }, '(Fn::FindInMap)'],
    [{ 'Fn::If': ['Condition', 'same', 'same'] }, 'same'],
    [{ 'Fn::If': ['Condition', 'one', 'other'] }, '(Fn::If)'],
    [{ 'Fn::If': ['Condition', { Ref: 'AWS::NoValue' }, { Ref: 'AWS::NoValue' }] }, '(Fn::If)'],
    [['a', { Ref: 'AWS::NoValue' }], ['a']],
    [{ Key: { Ref: 'AWS::NoValue' }, Other: 1 }, { Other: 1 }],
    [{ 'Fn::ToJsonString': { A: { Ref: 'Named' } } }, '{"A":"media"}'],
    [{ 'Fn::Base64': 'x' }, '(Fn::Base64)'],
    [{ Ref: 'AWS::URLSuffix' }, 'amazonaws.com'],
    [{ Ref: 'AWS::StackName' }, 'Stack'],
    [{ Ref: 'AWS::StackId' }, '${AWS::StackId}'],
    [{ Ref: 'Nothing' }, '${Nothing}'],
    [{ 'Fn::GetAtt': ['Nothing', 'Arn'] }, '(Fn::GetAtt)'],
    [{ 'Fn::GetAtt': ['Named', { Ref: 'Suffix' }] }, '(Fn::GetAtt)'],
    ['{{resolve:ssm:name}}', '{{resolve:ssm:name}}'],
    ['a-{{resolve:ssm:name}}-b', 'a-{{resolve:ssm:name}}-b'],
    ['{{resolve:ssm:name', '{{resolve:ssm:name'],
    ['arn:aws:s3:::dummy-value-for-/bucket', 'arn:aws:s3:::dummy-value-for-/bucket'],
    [{ 'Fn::ImportValue': 'missing' }, '(Fn::ImportValue)'],
    [{ 'Fn::Join': { Ref: 'Suffix' } }, '(Fn::Join)'],
    [{ 'Fn::Join': ['-', ['a', ['b']]] }, '(Fn::Join)'],
    [{ 'Fn::Select': { Ref: 'Suffix' } }, '(Fn::Select)'],
    [{ 'Fn::Select': [0, { Ref: 'Suffix' }] }, '(Fn::Select)'],
    [{ 'Fn::Split': { Ref: 'Suffix' } }, '(Fn::Split)'],
    [{ 'Fn::Split': [{ Ref: 'Suffix' }, 'a'] }, '(Fn::Split)'],
    [{ 'Fn::Split': ['-', ['a']] }, '(Fn::Split)'],
    [{ 'Fn::If': { Ref: 'Suffix' } }, '(Fn::If)'],
    [{ 'Fn::If': ['Condition', { Ref: 'Suffix' }, { Ref: 'Suffix' }] }, '(Fn::If)'],
    [{ 'Fn::If': ['Condition', { A: { Ref: 'Suffix' } }, { A: { Ref: 'Suffix' } }] }, { A: '${Suffix}' }],
    [{ 'Fn::FindInMap': 'Names' }, '(Fn::FindInMap)'],
    [{ 'Fn::FindInMap': ['Others', 'eu-west-1', 'bucket'] }, '(Fn::FindInMap)'],
    [{ 'Fn::FindInMap': ['Names', 'eu-west-1', 'other'] }, '(Fn::FindInMap)'],
    [{ 'Fn::GetAtt': 'Named' }, '(Fn::GetAtt)'],
    [{ 'Fn::GetAtt': ['Named', 'Outputs.Name'] }, '${Named.Outputs.Name}'],
    [{ 'Fn::GetStackOutput': { StackName: 'missing' } }, '(Fn::GetStackOutput)'],
    [{ 'Fn::Sub': '${ Named }-${ Media.Alias }' }, 'media-${Media.Alias}'],
    [{ 'Fn::Sub': ['${Names}', { Names: ['a'] }] }, '${Names}'],
    [{ 'Fn::Sub': ['${ Name }-x', { Name: 'a' }] }, 'a-x'],
    [{ Ref: 'Named', Condition: 'x' }, { Ref: 'Named', Condition: 'x' }],
    [{ Refer: 'Named' }, { Refer: 'Named' }],
  ])('evaluates %j to %j', (expression, expected) => {
    expect(shownValue(applicationOf(RESOURCES, SECTIONS), expression)).toEqual(expected);
  });

  test('makes one symbol for equal expressions of a stack and another one in another stack', () => {
    const application = new TemplateModel([
      stackOf({
        Resources: {
          A: { Type: 'T', Properties: { X: { Ref: 'P' }, Y: { Ref: 'P' }, Account: { Ref: 'AWS::AccountId' } } },
        },
      }, { account: undefined }),
      stackOf(
        { Resources: { A: { Type: 'T', Properties: { X: { Ref: 'P' }, Account: { Ref: 'AWS::AccountId' } } } } },
        { id: 'Other', account: undefined, templatePath: 'other/Other.template.json' },
      ),
    ]);
    const [one, other] = application.resources.map(({ properties }) => properties);
    expect(one.X).toBe(one.Y);
    expect(one.X).not.toBe(other.X);
    expect(one.Account).not.toBe(other.Account);
    expect(application.symbols.show(String(one.Account))).toBe('${AWS::AccountId}');
  });

  test.each<[string, unknown]>([
    ['a text', 'arn:aws:s3:::{{resolve:ssm:name:1}}/*'],
    ['Fn::Sub', { 'Fn::Sub': 'arn:${AWS::Partition}:s3:::{{resolve:ssm:name:1}}/*' }],
    ['Fn::Sub with a variable', { 'Fn::Sub': ['arn:aws:s3:::{{resolve:ssm:${A}:1}}/*', { A: 'name' }] }],
    ['a variable of Fn::Sub', { 'Fn::Sub': ['arn:aws:s3:::${A}/*', { A: '{{resolve:ssm:name:1}}' }] }],
    ['Fn::Join', { 'Fn::Join': ['', ['arn:aws:s3:::', '{{resolve:ssm:name:1}}', '/*']] }],
    ['Fn::Join inside of the reference', { 'Fn::Join': [':', ['arn:aws:s3::', '{{resolve:ssm:name', '1}}/*']] }],
  ])('makes one symbol for a dynamic reference in %s', (_, expression) => {
    const application = applicationOf({ A: { Type: 'T', Properties: { X: expression, Y: '{{resolve:ssm:name:1}}' } } });
    const { X, Y } = application.resources[0].properties;
    expect(X).toBe(`arn:aws:s3:::${String(Y)}/*`);
  });

  test.each<[string, unknown, unknown]>([
    ['functions with other arguments', { 'Fn::Base64': 'a' }, { 'Fn::Base64': 'b' }],
    ['pseudo parameters', { Ref: 'AWS::StackId' }, { Ref: 'AWS::NotificationARNs' }],
    ['parameters', { Ref: 'P' }, { Ref: 'Q' }],
    ['lists in a text', { 'Fn::Sub': ['${A}', { A: ['x'] }] }, { 'Fn::Sub': ['${B}', { B: ['x'] }] }],
    ['dynamic references', '{{resolve:ssm:a}}', '{{resolve:ssm:b}}'],
    ['values of context lookups', 'dummy-value-for-a', 'dummy-value-for-b'],
  ])('makes different symbols for different %s', (_, one, other) => {
    const { X, Y } = applicationOf({ A: { Type: 'T', Properties: { X: one, Y: other } } }).resources[0].properties;
    expect([X, Y].map(isUnknownValue)).toEqual([true, true]);
    expect(X).not.toBe(Y);
  });

  test('omits the keys of values that CloudFormation omits', () => {
    const omitted = { Ref: 'AWS::NoValue' };
    const properties = { Outer: { Omitted: omitted, Kept: { Other: 1 } }, List: [omitted] };
    const [resource] = applicationOf({ A: { Type: 'T', Properties: properties } }).resources;
    expect(Object.keys(resource.properties.Outer as object)).toEqual(['Kept']);
    expect(resource.properties.List).toEqual([]);
  });

  test('keeps keys that JavaScript gives a meaning', () => {
    const value: unknown = JSON.parse('{ "__proto__": { "Ref": "Named" }, "constructor": { "Ref": "Role" } }');
    const { Outer } = applicationOf({ ...RESOURCES, A: { Type: 'T', Properties: { Outer: value } } })
      .resources.at(-1)!.properties;
    expect(Object.entries(Outer as object)).toEqual([['__proto__', 'media'], ['constructor', 'reader']]);
  });

  test('takes the commercial partition if the Region is not known', () => {
    const resources = { B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'b' } } };
    expect(shownValue(applicationOf(resources, {}, { region: undefined }), { 'Fn::GetAtt': ['B', 'Arn'] }))
      .toBe('arn:aws:s3:::b');
  });

  test('takes the partition from the Region', () => {
    const application =
      applicationOf({ B: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'b' } } }, {}, { region: 'cn-north-1' });
    expect(shownValue(application, { 'Fn::GetAtt': ['B', 'Arn'] })).toBe('arn:aws-cn:s3:::b');
  });

  describe('across stacks', () => {
    const producer = stackOf({
      Resources: {
        Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'shared' } },
        Writer: {
          Type: 'Custom::CrossRegionExportWriter',
          Properties: { WriterProps: { exports: { '/cdk/exports/key': { Ref: 'Bucket' } } } },
        },
      },
      Outputs: {
        Name: { Value: { Ref: 'Bucket' }, Export: { Name: { 'Fn::Join': ['', ['Producer:', 'Name']] } } },
        Circle: { Value: { 'Fn::ImportValue': 'circle' }, Export: { Name: 'circle' } },
        Arn: { Value: { 'Fn::GetAtt': ['Bucket', 'Arn'] } },
      },
    }, { id: 'Producer', stackName: 'producer', region: 'us-east-1' });
    const nested = stackOf({
      Resources: {
        Inner: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'Passed' } } },
        Any: { Type: 'T' },
      },
      Outputs: { InnerArn: { Value: { 'Fn::GetAtt': ['Inner', 'Arn'] } } },
    }, {
      id: 'Nested',
      region: undefined,
      account: undefined,
      parent: { stack: 'Consumer', logicalId: 'NestedStack' },
    });
    const consumer = stackOf({
      Resources: {
        NestedStack: {
          Type: 'AWS::CloudFormation::Stack',
          Properties: { Parameters: { Passed: { 'Fn::ImportValue': 'Producer:Name' } } },
        },
        Reader: { Type: 'Custom::CrossRegionExportReader' },
        Self: { Type: 'AWS::S3::Bucket', Properties: { BucketName: { Ref: 'Self' } } },
        Malformed: { Type: 'Custom::CrossRegionExportWriter' },
      },
    }, { id: 'Consumer', stackName: 'consumer' });
    const application = () => new TemplateModel([producer, consumer, nested]);

    test.each<[string, unknown, unknown]>([
      ['an export', { 'Fn::ImportValue': 'Producer:Name' }, 'shared'],
      [
        'an output of another stack',
        { 'Fn::GetStackOutput': { StackName: 'producer', OutputName: 'Arn', Region: 'us-east-1' } },
        'arn:aws:s3:::shared',
      ],
      ['a value that a stack of another Region exports', { 'Fn::GetAtt': ['Reader', '/cdk/exports/key'] }, 'shared'],
      [
        'a value that no stack exports', { 'Fn::GetAtt': ['Reader', '/cdk/exports/other'] },
        '${Reader./cdk/exports/other}',
      ],
      ['an output of a nested stack', { 'Fn::GetAtt': ['NestedStack', 'Outputs.InnerArn'] }, 'arn:aws:s3:::shared'],
      [
        'an output that a nested stack lacks', { 'Fn::GetAtt': ['NestedStack', 'Outputs.Other'] },
        '${NestedStack.Outputs.Other}',
      ],
      ['a circular export', { 'Fn::ImportValue': 'circle' }, '(circular)'],
      ['a resource that refers to itself', { Ref: 'Self' }, '(circular)'],
      [
        'an output that the other stack lacks',
        { 'Fn::GetStackOutput': { StackName: 'producer', OutputName: 'Other' } }, '(Fn::GetStackOutput)',
      ],
      ['a resource of another stack', { [CROSS_STACK_REF]: ['Producer', 'Bucket', 'Arn'] }, 'arn:aws:s3:::shared'],
      [
        'a resource that the other stack lacks', { [CROSS_STACK_REF]: ['Producer', 'Other', 'Arn'] },
        `(${CROSS_STACK_REF})`,
      ],
    ])('follows %s', (_, expression, expected) => {
      expect(shownValue(application(), expression, 'Consumer')).toBe(expected);
    });

    test('takes the environment of a nested stack from its parent', () => {
      expect(shownValue(application(), { 'Fn::Sub': '${AWS::Region} ${AWS::AccountId} ${Passed}' }, 'Nested'))
        .toBe('eu-west-1 111122223333 shared');
    });
  });
});
