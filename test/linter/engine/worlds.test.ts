import { lint, lintAndExplain } from '../../../src/linter/engine/engine';
import { TemplateModel } from '../../../src/linter/model/template-model';
import { LINTER_RULES } from '../../../src/linter/rules/all-rules';
import { applicationOf, make, stackOf } from '../support';

type Sections = Record<string, unknown>;

const twice = (bucket: string) => [{ Bucket: bucket }, { Bucket: bucket }];
const right = [{ Bucket: 'media-ireland' }, { Bucket: 'media-virginia' }];
const access = (properties: Sections, rest: Sections = {}) => ({ Media: { ...make.accessPoint(properties), ...rest } });
const NAMED_PROD = { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] };
const STAGE = { Parameters: { Stage: { Type: 'String' } }, Conditions: { IsProd: NAMED_PROD } };
const wrongName = { Name: { Ref: 'Name' } };

function findingsOf(resources: Sections, sections: Sections = {}, stack = {}): string[] {
  return lint(applicationOf(resources, sections, stack), LINTER_RULES)
    .map(({ severity, ruleId, message }) => `${severity} ${ruleId} ${/\([^()]*\)$/.exec(message)?.[0] ?? ''}`.trim());
}

describe('lint', () => {
  describe('conditions', () => {
    test('names the outcome of a condition that a finding depends on', () => {
      const regions = { 'Fn::If': ['IsProd', twice('media-prod'), right] };
      expect(findingsOf(access({ Regions: regions }), STAGE)).toEqual(['ERROR MRAP203 (when IsProd is true)']);
    });

    test('reports a finding with every outcome once', () => {
      const regions = { 'Fn::If': ['IsProd', twice('media-prod'), twice('media-prod')] };
      expect(findingsOf(access({ Regions: regions }), STAGE)).toEqual(['ERROR MRAP203']);
    });

    test.each<[string, unknown, string[]]>([
      ['a false condition', { 'Fn::Equals': ['a', 'b'] }, []],
      ['a negated condition', { 'Fn::Not': [NAMED_PROD] }, ['ERROR MRAP101 (when Exists is true)']],
      ['the Region', { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'eu-west-1'] }, ['ERROR MRAP101 (when Exists is true)']],
      [
        'two parameters', { 'Fn::Equals': [{ Ref: 'Stage' }, { Ref: 'Other' }] },
        ['ERROR MRAP101 (when Exists is true)'],
      ],
      [
        'alternatives',
        { 'Fn::Or': [NAMED_PROD, { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] }] },
        ['ERROR MRAP101 (when Exists is true)'],
      ],
      [
        'a contradiction', { 'Fn::And': [NAMED_PROD, { 'Fn::Equals': [{ Ref: 'Stage' }, 'test'] }] }, [],
      ],
    ])('decides whether a resource with %s exists', (_, Exists, expected) => {
      const sections = { Parameters: { Stage: { Type: 'String' }, Other: { Type: 'String' } }, Conditions: { Exists } };
      expect(findingsOf(access({ Name: 'BAD' }, { Condition: 'Exists' }), sections, { region: undefined }))
        .toEqual(expected);
    });

    test('omits combinations in which a resource refers to a missing one', () => {
      const statement = { ...ALLOW, Resource: { 'Fn::GetAtt': ['Media', 'Alias'] } };
      const resources = {
        ...access({}, { Condition: 'IsProd' }),
        Policy: make.policy({ Ref: 'Media' }, { ...statement, Action: 's3:ListBuckets' }),
      };
      expect(findingsOf(resources, STAGE).every((text) => !text.includes('when'))).toBe(true);
      expect(findingsOf(resources, STAGE)).not.toEqual([]);
    });

    test('reports no duplicates of resources that never exist together', () => {
      const policy = (Condition: string) => ({ ...make.policy('media', { ...ALLOW }), Condition });
      const Conditions = { IsProd: NAMED_PROD, IsTest: { 'Fn::Not': [{ Condition: 'IsProd' }] } };
      const resources = { ...access({}), One: policy('IsProd'), Two: policy('IsTest') };
      expect(findingsOf(resources, { ...STAGE, Conditions })).toEqual([]);
      const both = { ...STAGE, Conditions: { IsProd: NAMED_PROD, IsTest: { Condition: 'IsProd' } } };
      expect(findingsOf(resources, both)).toEqual(['ERROR MRAP514 (when IsProd is true)']);
    });
  });

  describe('parameters', () => {
    const parameter = (fields: Sections) => ({ Parameters: { Name: { Type: 'String', ...fields } } });

    test.each<[string, Sections, string[]]>([
      ['a wrong default', { Default: 'Data_MRAP' }, ['WARNING MRAP101 (with the default of parameter Name)']],
      ['a right default', { Default: 'media' }, []],
      ['an empty default', { Default: '' }, []],
      ['a default that the pattern forbids', { Default: 'Data_MRAP', AllowedPattern: '[a-z]+' }, []],
      ['a pattern that cannot be read', { Default: 'Data_MRAP', AllowedPattern: '(?<!x' }, []],
      ['a default that is too short', { Default: 'AB', MinLength: 3 }, []],
      [
        'a default that is a name in Systems Manager', { Type: 'AWS::SSM::Parameter::Value<String>', Default: '/A' },
        [],
      ],
      [
        'one wrong value of several', { AllowedValues: ['media', 'BAD'] },
        ['ERROR MRAP101 (when parameter Name is "BAD")'],
      ],
      ['only wrong values', { AllowedValues: ['BAD', 'Bad'] }, [
        'ERROR MRAP101 (when parameter Name is "BAD")', 'ERROR MRAP101 (when parameter Name is "Bad")',
      ]],
      ['too many values', { AllowedValues: Array.from({ length: 40 }, (_, index) => `BAD${index}`) }, []],
      ['no values', {}, []],
    ])('checks %s', (_, fields, expected) => {
      expect(findingsOf(access(wrongName), parameter(fields))).toEqual(expected);
    });

    test('uses the value that the user gives', () => {
      const sections = parameter({ AllowedValues: ['media', 'BAD'] });
      expect(findingsOf(access(wrongName), sections, { parameters: { Name: 'media' } })).toEqual([]);
      expect(findingsOf(access(wrongName), sections, { parameters: { Name: 'BAD' } })).toEqual(['ERROR MRAP101']);
    });

    test('splits the value of a list', () => {
      const sections = { Parameters: { Names: { Type: 'CommaDelimitedList', Default: 'BAD, media' } } };
      expect(findingsOf(access({ Name: { 'Fn::Select': [0, { Ref: 'Names' }] } }), sections))
        .toEqual(['WARNING MRAP101 (with the default of parameter Names)']);
      expect(findingsOf(access({ Name: { 'Fn::Select': [1, { Ref: 'Names' }] } }), sections)).toEqual([]);
    });

    test('uses the value of a condition instead of the default', () => {
      const sections = {
        Parameters: { Stage: { Type: 'String', Default: 'dev' } }, Conditions: { IsProd: NAMED_PROD },
      };
      expect(findingsOf(access({ Name: { 'Fn::If': ['IsProd', 'BAD', 'media'] } }), sections))
        .toEqual(['ERROR MRAP101 (when IsProd is true)']);
      expect(findingsOf(access({ Name: { 'Fn::If': ['IsProd', 'media', { 'Fn::Sub': '${Stage}_BAD' }] } }), sections))
        .toEqual(['ERROR MRAP101 (when IsProd is false)']);
      const prod = { ...sections, Parameters: { Stage: { Type: 'String', Default: 'prod' } } };
      expect(findingsOf(access({ Name: { 'Fn::If': ['IsProd', 'BAD', 'media'] } }), prod))
        .toEqual(['ERROR MRAP101 (when IsProd is true)']);
    });

    test('reports the default of a parameter beside another fault of the same property', () => {
      const sections = {
        Parameters: { Stage: { Type: 'String', Default: 'Dev' }, Kind: { Type: 'String' } },
        Conditions: { IsProd: { 'Fn::Equals': [{ Ref: 'Kind' }, 'prod'] } },
      };
      expect(findingsOf(access({ Name: { 'Fn::If': ['IsProd', 'BAD', { Ref: 'Stage' }] } }), sections)).toEqual([
        'ERROR MRAP101 (when IsProd is true)',
        'WARNING MRAP101 (with the default of parameter Stage)',
      ]);
    });

    test('uses the default of a parameter that the parent of a nested stack does not give', () => {
      const nested = { Type: 'AWS::CloudFormation::Stack', Properties: {} };
      const application = new TemplateModel([
        stackOf({ Resources: { Nested: nested } }),
        stackOf({ Resources: access(wrongName), ...parameter({ Default: 'BAD' }) }, {
          id: 'Nested', parent: { stack: 'Stack', logicalId: 'Nested' },
        }),
      ]);
      expect(lint(application, LINTER_RULES).map(({ ruleId, severity }) => `${severity} ${ruleId}`))
        .toEqual(['ERROR MRAP101']);
    });
  });

  describe('mappings', () => {
    const Mappings = { Names: { dev: { Name: 'media' }, prod: { Name: 'BAD' } } };
    const name = (...more: unknown[]) => ({ 'Fn::FindInMap': ['Names', { Ref: 'Stage' }, 'Name', ...more] });

    test('reports a wrong entry of a mapping with its key', () => {
      expect(findingsOf(access({ Name: name() }), { ...STAGE, Mappings }))
        .toEqual(['ERROR MRAP101 (when parameter Stage is "prod")']);
    });

    test('reports a wrong default value of a mapping', () => {
      expect(findingsOf(access({ Name: name({ DefaultValue: 'Bad' }) }), { ...STAGE, Mappings })).toEqual([
        'ERROR MRAP101 (when parameter Stage is none of dev, prod)', 'ERROR MRAP101 (when parameter Stage is "prod")',
      ]);
      const missing = { 'Fn::FindInMap': ['Names', 'test', 'Name', { DefaultValue: 'Bad' }] };
      expect(findingsOf(access({ Name: missing }), { ...STAGE, Mappings })).toEqual(['ERROR MRAP101']);
    });

    test('reports one finding if every entry of a mapping is wrong', () => {
      const wrong = { Names: { dev: { Name: 'BAD' }, prod: { Name: 'BAD' } } };
      expect(findingsOf(access({ Name: name() }), { ...STAGE, Mappings: wrong })).toEqual(['ERROR MRAP101']);
    });
  });

  describe('too many combinations', () => {
    const names = Array.from({ length: 8 }, (_, index) => `P${index}`);
    const sections = {
      Parameters: Object.fromEntries(names.map((name) => [name, { Type: 'String', AllowedValues: ['a', 'B'] }])),
    };
    const resources = access({ Name: { 'Fn::Join': ['', names.map((name) => ({ Ref: name }))] } });

    test('reports findings of the first combinations, and that the others are not decidable', () => {
      const { findings, undecided } = lintAndExplain(applicationOf(resources, sections), LINTER_RULES);
      expect(findings.length).toBeGreaterThan(8);
      expect(undecided.map(({ reason }) => reason)).toEqual(['more than 64 combinations of parameters and conditions']);
    });

    test('reports a finding that does not depend on the combination once', () => {
      expect(findingsOf({ ...resources, Other: make.accessPoint({ Regions: twice('media-ireland') }) }, sections)
        .filter((text) => text.includes('MRAP203'))).toEqual(['ERROR MRAP203']);
    });
  });

  test('evaluates one world for a template without access points and replications', () => {
    const sections = { ...STAGE, Conditions: { IsProd: NAMED_PROD } };
    expect(findingsOf({ Other: { Type: 'AWS::SNS::Topic', Condition: 'IsProd', Properties: {} } }, sections))
      .toEqual([]);
  });
});

const ALLOW = {
  Effect: 'Allow',
  Principal: { AWS: 'arn:aws:iam::111122223333:role/reader' },
  Action: 's3:GetObject',
  Resource: { 'Fn::Sub': 'arn:aws:s3::${AWS::AccountId}:accesspoint/${Media.Alias}/object/*' },
};
