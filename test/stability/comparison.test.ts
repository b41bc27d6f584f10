import { changesOf } from './comparison';
import { pinsOf, type Template, type TemplateResource } from './pins';

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
  Bucket: { Type: 'AWS::S3::Bucket', Properties: { BucketName: 'media-eu', VersioningConfiguration: { Status: 'Enabled' } } },
  Function: { Type: 'AWS::Lambda::Function', Properties: { Code: { S3Key: 'asset.zip' } } },
  Control: { Type: 'AWS::CloudFront::OriginAccessControl', Properties: { OriginAccessControlConfig: { Name: 'media' } } },
  MediaPermissions8113ed312966B1FF: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'MediaPermissions8113ed312966B1FF', PolicyDocument: POLICY } },
  Transcoder: { Type: 'AWS::IAM::Role' },
};

/** What is found when a template is followed by another, in one stack. */
function found(after: Record<string, TemplateResource>, template: Template = { Resources: after }): string[] {
  return changesOf({ 'Stack in aws://1/r': pinsOf({ Resources: RESOURCES }) }, { 'Stack in aws://1/r': pinsOf(template) });
}

function without<T>(fields: Readonly<Record<string, T>>, key: string): Record<string, T> {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => name !== key));
}

/** The template with other properties of one resource. */
function having(id: string, properties: Record<string, unknown>) {
  const { Type, Properties } = RESOURCES[id];
  return { ...RESOURCES, [id]: { Type, Properties: { ...Properties, ...properties } } };
}

test.each<[string, Record<string, TemplateResource>, string]>([
  ['a renamed logical id', { ...without(RESOURCES, 'Bucket'), Eimer: RESOURCES.Bucket }, 'Bucket is gone'],
  ['a resource that is gone', without(RESOURCES, 'Transcoder'), 'Transcoder is gone'],
  ['another type', { ...RESOURCES, Media: { ...RESOURCES.Media, Type: 'Custom::Media' } },
    'Media: type: was "Custom::S3MultiRegionAccessPoint", is "Custom::Media"'],
  ['another name of a bucket', having('Bucket', { BucketName: 'eu-media' }), 'Bucket: physical names: was {"BucketName":"media-eu"}, is {"BucketName":"eu-media"}'],
  ['a name that CloudFormation is to make', { ...RESOURCES, Bucket: { Type: 'AWS::S3::Bucket' } }, 'Bucket: physical names: was {"BucketName":"media-eu"}, is {}'],
  ['a name where CloudFormation made one', having('Function', { FunctionName: 'handler' }), 'Function: physical names: was {}, is {"FunctionName":"handler"}'],
  ['a name within a structure', having('Control', { OriginAccessControlConfig: { Name: 'other' } }),
    'Control: physical names: was {"OriginAccessControlConfig.Name":"media"}, is {"OriginAccessControlConfig.Name":"other"}'],
  ['another name of an access point', having('Media', { Name: 'other' }), 'Media: physical names: was {"Name":"media"}, is {"Name":"other"}'],
  ['another function behind the service token', having('Media', { ServiceToken: { 'Fn::GetAtt': ['Other', 'Arn'] } }),
    'Media: service token: was {"Fn::GetAtt":["Function","Arn"]}, is {"Fn::GetAtt":["Other","Arn"]}'],
  ['a property that is gone', { ...RESOURCES, Media: { ...RESOURCES.Media, Properties: without(RESOURCES.Media.Properties!, 'Policy') } },
    'Media: property Policy is gone'],
  ['a renamed property of a structure', having('Media', { PublicAccessBlock: { BlockAcls: true } }), 'Media: property PublicAccessBlock.BlockPublicAcls is gone'],
  ['a property that no entry of a list has any more', having('Media', { Buckets: [{ Bucket: 'media-eu' }] }), 'Media: property Buckets[].Region is gone'],
])('%s is found', (_name, after, change) => {
  expect(found(after)).toEqual([`stack Stack in aws://1/r: ${change}`]);
});

test('a stack that is gone, renamed or moved to another Region is found', () => {
  const stack = pinsOf({ Resources: RESOURCES });
  expect(changesOf({ 'Stack in aws://1/r': stack }, { 'Stack in aws://1/s': stack })).toEqual(['stack Stack in aws://1/r is gone']);
});

test('everything in a template that has become empty is found', () => {
  expect(found({}, {})).toHaveLength(5);
});

test.each<[string, Record<string, TemplateResource>]>([
  ['nothing', RESOURCES],
  ['a resource', { ...RESOURCES, Key: { Type: 'AWS::KMS::Key' } }],
  ['a property', having('Media', { TimeoutSeconds: 600 })],
  ['a name that is not that of the custom resource', having('Media', { RoleName: 'reader' })],
  ['a property of a structure', having('Media', { PublicAccessBlock: { BlockPublicAcls: true, IgnorePublicAcls: true } })],
  ['a property of an entry', having('Media', { Buckets: [{ Bucket: 'media-eu', Region: 'eu-west-1', AccountId: '1' }] })],
  ['a property of no name', having('Bucket', { Tags: [{ Key: 'Name', Value: 'media' }] })],
])('%s may be added', (_name, after) => {
  expect(found(after)).toEqual([]);
});

test.each<[string, Record<string, TemplateResource>]>([
  ['what a property says', having('Media', { PublicAccessBlock: { BlockPublicAcls: false } })],
  ['code', having('Function', { Code: { S3Key: 'other.zip' } })],
  ['the statements of a policy document', having('Media', { Policy: { Statement: [], Id: 'x' } })],
  ['a policy of the handlers, whose id follows its content', {
    ...without(RESOURCES, 'MediaPermissions8113ed312966B1FF'),
    MediaPermissions0123abcd4567CDEF: { Type: 'AWS::IAM::Policy', Properties: { PolicyName: 'MediaPermissions0123abcd4567CDEF', PolicyDocument: {} } },
  }],
])('%s may change', (_name, after) => {
  expect(found(after)).toEqual([]);
});

test('a stack may be added', () => {
  const stack = pinsOf({ Resources: RESOURCES });
  expect(changesOf({ One: stack }, { One: stack, Two: stack })).toEqual([]);
});
