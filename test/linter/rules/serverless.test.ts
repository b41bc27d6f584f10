import { applicationOf, ARN, idsIn, make, OBJECTS } from '../support';

const Transform = ['AWS::Serverless-2016-10-31'];
const statement = (Resource: unknown, Action: unknown = 's3:GetObject') => ({ Effect: 'Allow', Action, Resource });

function idsOf(properties: object, sections: object = {}): string[] {
  const resources = {
    Media: make.accessPoint(),
    Reader: { Type: 'AWS::Serverless::Function', Properties: properties },
  };
  return idsIn(applicationOf(resources, { Transform, ...sections }));
}

const disabled = (variable: string) => ({ Environment: { Variables: { [variable]: 'true' } } });
const DUALSTACK = disabled('AWS_USE_DUALSTACK_ENDPOINT');

describe('src/linter/model/serverless', () => {
  test.each<[string, object, string[]]>([
    ['a policy with the wrong resource', { Policies: [{ Statement: [statement(ARN)] }] }, ['MRAP504']],
    ['a single policy with the wrong resource', { Policies: { Statement: statement(ARN) } }, ['MRAP504']],
    ['nothing for a right policy', { Policies: [{ Statement: statement(OBJECTS) }] }, []],
    ['nothing for names of policies', { Policies: ['AmazonS3ReadOnlyAccess', { Ref: 'Other' }] }, []],
    ['a policy template for an alias', {
      Policies: [{ S3ReadPolicy: { BucketName: { 'Fn::GetAtt': ['Media', 'Alias'] } } }],
    }, ['MRAP518']],
    ['a policy template for an ARN', { Policies: [{ S3CrudPolicy: { BucketName: ARN } }] }, ['MRAP518']],
    ['nothing for other policy templates', {
      Policies: [{ DynamoDBReadPolicy: { TableName: 'media' } }, { S3WritePolicy: { BucketName: 'media-ireland' } }],
    }, []],
    ['a variable of a function with a policy', {
      Policies: [{ Statement: statement(OBJECTS) }], ...DUALSTACK,
    }, ['MRAP801']],
    ['a variable of a function with a variable that names the access point', {
      Environment: { Variables: { ...DUALSTACK.Environment.Variables, TARGET: ARN } },
    }, ['MRAP801']],
    ['nothing for a variable of a function that only manages the access point', {
      Policies: [{ Statement: statement(ARN, 's3:GetMultiRegionAccessPointPolicy') }], ...DUALSTACK,
    }, []],
  ])('reports %s', (_, properties, expected) => {
    expect(idsOf(properties)).toEqual(expected);
  });

  test.each([
    ['MRAP504', { Statement: [statement(ARN)] }],
    ['MRAP518', { S3ReadPolicy: { BucketName: { 'Fn::GetAtt': ['Media', 'Alias'] } } }],
  ])('reports %s for a state machine', (expected, policy) => {
    const Import = { Type: 'AWS::Serverless::StateMachine', Properties: { Policies: [policy] } };
    expect(idsIn(applicationOf({ Media: make.accessPoint(), Import }, { Transform }))).toEqual([expected]);
  });

  test('reports a variable of a function with a managed policy', () => {
    const PolicyDocument = { Statement: [statement(OBJECTS)] };
    expect(idsIn(applicationOf({
      Media: make.accessPoint(),
      Access: { Type: 'AWS::IAM::ManagedPolicy', Properties: { PolicyDocument } },
      Reader: { Type: 'AWS::Serverless::Function', Properties: { Policies: [{ Ref: 'Access' }], ...DUALSTACK } },
    }, { Transform }))).toEqual(['MRAP801']);
  });

  describe('Globals', () => {
    const Policies = [{ Statement: statement(OBJECTS) }];

    test('reports a global variable', () => {
      expect(idsOf({ Policies }, { Globals: { Function: DUALSTACK } })).toEqual(['MRAP801']);
    });

    test('reports nothing for a global variable that the function replaces', () => {
      const own = { Environment: { Variables: { AWS_USE_DUALSTACK_ENDPOINT: 'false' } } };
      expect(idsOf({ Policies, ...own }, { Globals: { Function: DUALSTACK } })).toEqual([]);
    });

    test('merges variables and adds policies', () => {
      const more = disabled('AWS_USE_FIPS_ENDPOINT');
      const Globals = { Function: { ...DUALSTACK, Policies: [{ Statement: statement(ARN) }] } };
      expect(idsOf({ Policies, ...more }, { Globals })).toEqual(['MRAP504', 'MRAP801', 'MRAP801']);
    });

    test('reports nothing for a template without the transform', () => {
      expect(idsOf({ Policies }, { Globals: { Function: DUALSTACK }, Transform: undefined })).toEqual([]);
    });
  });
});
