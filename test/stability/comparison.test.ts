import { findChanges } from './comparison';
import { makePins, type Template, type TemplateResource } from './pins';

const POLICY = { Statement: [{ Effect: 'Allow', Resource: '*' }] };
const RESOURCES: Record<string, TemplateResource> = {
  Media: {
    Type: 'Custom::S3MultiRegionAccessPoint',
    Properties: {
      ServiceToken: { 'Fn::GetAtt': ['Function', 'Arn'] },
      Name: 'media',
      Buckets: [{ Bucket: { Ref: 'Bucket' } }, { Bucket: 'media-us', Region: 'us-east-1' }],
      PublicAccessBlock: { BlockPublicAcls: true },
      Policy: POLICY,
    },
  },
  Bucket: {
    Type: 'AWS::S3::Bucket',
    Properties: { BucketName: 'media-eu', VersioningConfiguration: { Status: 'Enabled' } },
  },
  Function: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Key: 'asset.zip' } } },
  Control: {
    Type: 'AWS::CloudFront::OriginAccessControl',
    Properties: { OriginAccessControlConfig: { Name: 'media' } },
  },
  MediaPermissions8113ed312966B1FF: {
    Type: 'AWS::IAM::Policy',
    Properties: { PolicyName: 'MediaPermissions8113ed312966B1FF', PolicyDocument: POLICY },
  },
  Transcoder: { Type: 'AWS::IAM::Role' },
};

/** Finds the changes of a template against the original resources. */
function findChangesAfter(
  after: Record<string, TemplateResource>, template: Template = { Resources: after },
): string[] {
  return findChanges({ 'Stack in aws://1/r': makePins({ Resources: RESOURCES }) }, { 'Stack in aws://1/r': makePins(template) });
}

function omit<T>(fields: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key));
}

/** Replaces properties of one resource. */
function replaceProperties(id: string, properties: Record<string, unknown>) {
  const { Type, Properties } = RESOURCES[id];
  return { ...RESOURCES, [id]: { Type, Properties: { ...Properties, ...properties } } };
}

describe('test/stability/comparison.ts', () => {
  test.each<[string, Record<string, TemplateResource>, string]>([
    ['a renamed logical id', { ...omit(RESOURCES, 'Bucket'), Renamed: RESOURCES.Bucket }, 'Bucket was removed'],
    ['a removed resource', omit(RESOURCES, 'Transcoder'), 'Transcoder was removed'],
    ['another type', { ...RESOURCES, Media: { ...RESOURCES.Media, Type: 'Custom::Media' } },
      'Media: type: was "Custom::S3MultiRegionAccessPoint", is "Custom::Media"'],
    [
      'another name of a bucket', replaceProperties('Bucket', { BucketName: 'eu-media' }),
      'Bucket: physical names: was {"BucketName":"media-eu"}, is {"BucketName":"eu-media"}',
    ],
    [
      'a name that CloudFormation now generates', { ...RESOURCES, Bucket: { Type: 'AWS::S3::Bucket' } },
      'Bucket: physical names: was {"BucketName":"media-eu"}, is {}',
    ],
    [
      'a name that CloudFormation no longer generates', replaceProperties('Function', { FunctionName: 'handler' }),
      'Function: physical names: was {}, is {"FunctionName":"handler"}',
    ],
    ['a name within a structure', replaceProperties('Control', { OriginAccessControlConfig: { Name: 'other' } }),
      'Control: physical names: was {"OriginAccessControlConfig.Name":"media"}, is '
        + '{"OriginAccessControlConfig.Name":"other"}'],
    [
      'another name of an access point', replaceProperties('Media', { Name: 'other' }),
      'Media: physical names: was {"Name":"media"}, is {"Name":"other"}',
    ],
    [
      'another function behind the service token',
      replaceProperties('Media', { ServiceToken: { 'Fn::GetAtt': ['Other', 'Arn'] } }),
      'Media: service token: was {"Fn::GetAtt":["Function","Arn"]}, is {"Fn::GetAtt":["Other","Arn"]}',
    ],
    [
      'a removed property',
      { ...RESOURCES, Media: { ...RESOURCES.Media, Properties: omit(RESOURCES.Media.Properties!, 'Policy') } },
      'Media: property Policy was removed',
    ],
    [
      'a renamed property of a structure', replaceProperties('Media', { PublicAccessBlock: { BlockAcls: true } }),
      'Media: property PublicAccessBlock.BlockPublicAcls was removed',
    ],
    [
      'a property that was removed from all list entries',
      replaceProperties('Media', { Buckets: [{ Bucket: 'media-eu' }] }), 'Media: property Buckets[].Region was removed',
    ],
  ])('reports %s', (_name, after, change) => {
    expect(findChangesAfter(after)).toEqual([`stack Stack in aws://1/r: ${change}`]);
  });

  test('reports a stack that was removed, renamed or moved to another Region', () => {
    const stack = makePins({ Resources: RESOURCES });
    expect(findChanges({ 'Stack in aws://1/r': stack }, { 'Stack in aws://1/s': stack })).toEqual(['stack Stack in aws://1/r was removed']);
  });

  test('reports all resources of an empty template', () => {
    expect(findChangesAfter({}, {})).toHaveLength(5);
  });

  test.each<[string, Record<string, TemplateResource>]>([
    ['no resource', RESOURCES],
    ['a resource', { ...RESOURCES, Key: { Type: 'AWS::KMS::Key' } }],
    ['a property', replaceProperties('Media', { TimeoutSeconds: 600 })],
    ['a name of another resource', replaceProperties('Media', { RoleName: 'reader' })],
    [
      'a property of a structure',
      replaceProperties('Media', { PublicAccessBlock: { BlockPublicAcls: true, IgnorePublicAcls: true } }),
    ],
    [
      'a property of an entry',
      replaceProperties('Media', { Buckets: [{ Bucket: 'media-eu', Region: 'eu-west-1', AccountId: '1' }] }),
    ],
    ['a property without a name', replaceProperties('Bucket', { Tags: [{ Key: 'Name', Value: 'media' }] })],
  ])('does not report the addition of %s', (_name, after) => {
    expect(findChangesAfter(after)).toEqual([]);
  });

  test.each<[string, Record<string, TemplateResource>]>([
    ['the value of a property', replaceProperties('Media', { PublicAccessBlock: { BlockPublicAcls: false } })],
    ['code', replaceProperties('Function', { Code: { S3Key: 'other.zip' } })],
    ['the statements of a policy document', replaceProperties('Media', { Policy: { Statement: [], Id: 'x' } })],
    ['the id of a policy for the handlers', {
      ...omit(RESOURCES, 'MediaPermissions8113ed312966B1FF'),
      MediaPermissions0123abcd4567CDEF: {
        Type: 'AWS::IAM::Policy',
        Properties: { PolicyName: 'MediaPermissions0123abcd4567CDEF', PolicyDocument: {} },
      },
    }],
  ])('does not report a change of %s', (_name, after) => {
    expect(findChangesAfter(after)).toEqual([]);
  });

  test('does not report the addition of a stack', () => {
    const stack = makePins({ Resources: RESOURCES });
    expect(findChanges({ One: stack }, { One: stack, Two: stack })).toEqual([]);
  });
});
