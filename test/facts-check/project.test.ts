import { readFileSync } from 'node:fs';
import * as path from 'node:path';
import { Construct } from 'constructs';
import { matchesArn } from '../../projenrc/facts-check/checks/arn-pattern';
import { sentencesOf } from '../../projenrc/facts-check/inputs/prose';
import { schemaProperties } from '../../projenrc/facts-check/inputs/schema-properties';
import { LINTER_VALUES } from '../../projenrc/facts-check/project/linter-values';
import { simulatedS3Operation } from '../../projenrc/facts-check/project/simulator';
import { readSourceText } from '../../projenrc/facts-check/project/source-text';
import { renderedStatements } from '../../projenrc/facts-check/project/statements';
import * as library from '../../src';
import { thisProject } from './recorded-inputs';

const ROOT = path.join(__dirname, '..', '..');
const textOf = (file: string) => readFileSync(path.join(ROOT, file), 'utf8');

describe('projenrc/facts-check/project', () => {
  /** Constructs that others make: the access point for its routes, and each stack for its custom resources. */
  const INDIRECT = ['MultiRegionAccessPointRoutes', 'MultiRegionAccessPointHandlers'];
  const constructs = Object.entries(library)
    .filter(([, value]) => typeof value === 'function' && value.prototype instanceof Construct)
    .map(([name]) => name);

  test.each(constructs.filter((name) => !INDIRECT.includes(name)))('contains the templates of %s', (name) => {
    const declarations =
      textOf('projenrc/security/applications.ts') + textOf('projenrc/facts-check/project/templates.ts');
    expect(declarations).toContain(`new ${name}(`);
  });

  test('contains the statements of roles, buckets, keys, endpoints, topics and access points', () => {
    const { statements } = thisProject();
    const holders = new Set(statements.map(({ holder }) => /\((?<type>.*)\)$/.exec(holder)!.groups!.type));
    expect([...holders]).toEqual(expect.arrayContaining([
      'AWS::S3::BucketPolicy', 'AWS::KMS::Key', 'AWS::IAM::Policy', 'AWS::IAM::Role', 'AWS::EC2::VPCEndpoint',
      'AWS::SNS::TopicPolicy', 'AWS::S3::MultiRegionAccessPointPolicy', 'Custom::S3MultiRegionAccessPointPolicy',
    ]));
    expect(statements.length).toBeGreaterThan(200);
  });

  test('contains no reference in a statement that no ARN replaces', () => {
    const open = thisProject().statements.flatMap(({ resources, holder }) =>
      resources.filter((resource) => resource.includes('${')).map((resource) => `${holder} ${resource}`));
    expect(open).toEqual([]);
  });

  test('contains the properties that the linter reads, also where a template lacks them', () => {
    const read = thisProject().properties.read.map(({ type, path: property }) => `${type}.${property}`);
    expect(read).toEqual(expect.arrayContaining([
      'AWS::S3::Bucket.ReplicationConfiguration.Rules[].Filter.And.TagFilters',
      'AWS::S3::Bucket.ReplicationConfiguration.Rules[].Destination.EncryptionConfiguration.ReplicaKmsKeyID',
      'AWS::S3::MultiRegionAccessPoint.Regions[].BucketAccountId',
      'AWS::CloudFront::OriginAccessControl.OriginAccessControlConfig.SigningProtocol',
      'AWS::EC2::VPCEndpoint.VpcEndpointType',
    ]));
  });

  test('contains the commands of the clients, by name and through a module', () => {
    const called = readSourceText().commands.map(({ client, operation }) => `${client} ${operation}`);
    expect(called).toEqual(expect.arrayContaining([
      's3-control SubmitMultiRegionAccessPointRoutes', 's3 PutBucketReplication', 'kms DescribeKey',
    ]));
    expect(new Set(called).size).toBeGreaterThan(20);
  });

  test.each(LINTER_VALUES)('contains the values of $path as $file has them', ({ values, file }) => {
    const texts = new Set(thisProject().source.literals.filter((literal) => literal.file === file)
      .map(({ text }) => text));
    for (const value of values) expect(texts).toContain(value);
  });
});

describe('renderedStatements', () => {
  const render = (statement: object) => renderedStatements([{
    application: 'test',
    stack: 'Stack',
    template: {
      Resources: {
        Policy: { Type: 'AWS::IAM::Policy', Properties: { PolicyDocument: { Statement: statement } } },
        Bucket: { Type: 'AWS::S3::Bucket' },
        Media: { Type: 'Custom::S3MultiRegionAccessPoint' },
      },
    },
  }]);

  test('replaces references by ARNs of their kind', () => {
    const [statement] = render({
      Effect: 'Allow',
      Action: 's3:GetObject',
      Resource: [
        { 'Fn::Join': ['', [{ 'Fn::GetAtt': ['Bucket', 'Arn'] }, '/*']] },
        {
          'Fn::Join': ['', [
            'arn:', { Ref: 'AWS::Partition' }, ':s3::', { Ref: 'AWS::AccountId' }, ':accesspoint/',
            { 'Fn::GetAtt': ['Media', 'Alias'] },
          ]],
        },
      ],
      Condition: { StringEquals: { 's3:DataAccessPointArn': { 'Fn::GetAtt': ['Media', 'Arn'] } } },
    });
    expect(statement).toEqual({
      application: 'test',
      holder: 'Policy (AWS::IAM::Policy)',
      actions: ['s3:GetObject'],
      conditionKeys: ['s3:DataAccessPointArn'],
      trust: false,
      resources: ['arn:aws:s3:::bucket/*', 'arn:aws:s3::111122223333:accesspoint/mfzwi23gnjvgw.mrap'],
    });
  });

  test('keeps a reference to an unknown resource visible', () => {
    expect(render({ Effect: 'Allow', Action: 'a:B', Resource: { 'Fn::GetAtt': ['Other', 'Arn'] } })[0].resources)
      .toEqual(['${Other.Arn}']);
  });
});

describe('matchesArn', () => {
  test.each([
    ['arn:${Partition}:s3:::${BucketName}', 'arn:aws:s3:::media', true],
    ['arn:${Partition}:s3:::${BucketName}', 'arn:aws:s3:::media-*', true],
    ['arn:${Partition}:s3:::${BucketName}', 'arn:aws:s3:::media/*', false],
    ['arn:${Partition}:s3:::${BucketName}/${ObjectName}', 'arn:aws:s3:::media/*', true],
    ['arn:${Partition}:s3:::${BucketName}/${ObjectName}', 'arn:aws:s3:::media/a/b/c', true],
    ['arn:${Partition}:s3:::${BucketName}/${ObjectName}', 'arn:aws:s3:::media', false],
    ['arn:${Partition}:s3::${Account}:accesspoint/${Alias}', 'arn:aws:s3::111122223333:accesspoint/*', true],
    [
      'arn:${Partition}:s3::${Account}:accesspoint/${Alias}', 'arn:aws:s3:eu-west-1:111122223333:accesspoint/media',
      false,
    ],
    [
      'arn:${Partition}:s3:us-west-2:${Account}:async-request/mrap/${Operation}/${Token}',
      'arn:aws:s3:us-west-2:111122223333:async-request/mrap/*', true,
    ],
    [
      'arn:${Partition}:logs:${Region}:${Account}:log-group:${LogGroupName}:log-stream:${LogStreamName}',
      'arn:aws:logs:eu-west-1:111122223333:log-group:/aws/x:*', true,
    ],
    ['arn:${Partition}:kms:${Region}:${Account}:key/${KeyId}', 'arn:aws:kms:eu-west-1:111122223333:alias/media', false],
  ])('compares %j with %j: %s', (pattern, resource, expected) => {
    expect(matchesArn(pattern, resource)).toBe(expected);
  });
});

describe('simulatedS3Operation', () => {
  test.each([
    ['PUT /{}?replication', 'PutBucketReplication'], ['GET /', 'ListBuckets'], ['HEAD /{}', 'HeadBucket'],
    ['GET /{}?acl', undefined],
  ])('recognizes %s as %s', (binding, operation) => {
    expect(simulatedS3Operation(binding)).toBe(operation);
  });

  test('reads the parameters and headers that an operation requires', () => {
    const uploadId = { shape: 'UploadId', location: 'querystring', wireName: 'uploadId', required: true } as const;
    const source = { shape: 'Source', location: 'header', wireName: 'x-amz-copy-source', required: true } as const;
    const option = { shape: 'Tagging', location: 'querystring', wireName: 'tagging' } as const;
    expect(simulatedS3Operation('GET /{}/{}', [uploadId])).toBe('ListParts');
    expect(simulatedS3Operation('PUT /{}/{}', [source])).toBe('CopyObject');
    expect(simulatedS3Operation('PUT /{}/{}', [option])).toBe('PutObject');
  });
});

describe('sentencesOf', () => {
  test('splits documentation into sentences and list items', () => {
    expect(sentencesOf('<p>Puts a <code>Thing</code>. It can take up to 2 minutes.</p> <ul> <li> <p>One &amp; two</p> '
      + '</li> </ul><p>Puts a Thing.</p>'))
      .toEqual(['Puts a Thing.', 'It can take up to 2 minutes.', 'One & two']);
  });
});

describe('schemaProperties', () => {
  const SCHEMA = {
    definitions: {
      Rule: {
        type: 'object',
        required: ['Status'],
        properties: { Status: { enum: ['On', 'Off'], type: 'string' }, Parent: { $ref: '#/definitions/Rule' } },
      },
    },
    properties: {
      Name: { type: 'string', pattern: '^[a-z]+$', maxLength: 50 },
      Rules: { type: 'array', items: { $ref: '#/definitions/Rule' } },
      Policy: { type: ['object', 'string'] },
      Tags: { type: 'object', patternProperties: { '.*': { type: 'string' } }, additionalProperties: false },
      Choice: {
        oneOf: [
          { type: 'object', properties: { A: { const: 'a' } } },
          { type: 'object', properties: { B: { type: 'string' } } },
        ],
      },
    },
    required: ['Name'],
    createOnlyProperties: ['/properties/Name'],
    readOnlyProperties: ['/properties/Rules/*/Status'],
  };
  const properties = schemaProperties(SCHEMA);

  test('finds the properties of definitions, lists and alternatives', () => {
    expect([...properties.keys()]).toEqual(
      expect.arrayContaining(['Name', 'Rules', 'Rules[]', 'Rules[].Status', 'Choice.A', 'Choice.B', 'Policy']),
    );
  });

  test('describes constraints and consequences in one line', () => {
    expect(properties.get('Name')!.description).toBe('string, pattern ^[a-z]+$, maxLength 50, required, replacement');
    expect(properties.get('Rules[].Status')!.description).toBe('string, Off | On, required, read-only');
  });

  test('marks properties that contain anything', () => {
    expect([properties.get('Policy')!.open, properties.get('Tags')!.open, properties.get('Rules[]')!.open])
      .toEqual([true, true, false]);
  });

  test('ends at a definition that refers to itself', () => {
    expect(properties.size).toBeLessThan(100);
  });
});
