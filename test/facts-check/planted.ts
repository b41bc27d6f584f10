import { type InputName } from '../../projenrc/facts-check/difference';
import { type CompleteInputs } from './recorded-inputs';

type Plant = (inputs: CompleteInputs) => void;
type Planted = readonly [change: string, plant: Plant, difference: string];

/** A change of AWS, and the beginning of a difference that must be reported for it. */
export const PLANTED: Readonly<Record<InputName, readonly Planted[]>> = {
  's3-control model': [
    [
      'an eleventh operation',
      ({ s3ControlModel: { operations } }) => { operations.PauseMultiRegionAccessPoint = { binding: 'POST /pause' }; },
      'new s3-control model: operation PauseMultiRegionAccessPoint',
    ],
    [
      'another path',
      ({ s3ControlModel: { operations } }) => { operations.GetMultiRegionAccessPoint.binding = 'GET /v2/mrap/{}'; },
      'changed s3-control model: request of GetMultiRegionAccessPoint',
    ],
    ['another member of a request', ({ s3ControlModel: { shapes } }) => {
      shapes.CreateMultiRegionAccessPointInput.members!.Tags = { shape: 'string' };
    },
    'new s3-control model: document CreateMultiRegionAccessPointRequest.Details.Tags'],
    [
      'another element name of a list',
      ({ s3ControlModel: { shapes } }) => { shapes.RouteList.item!.wireName = 'member'; },
      'changed s3-control model: document SubmitMultiRegionAccessPointRoutesRequest.RouteUpdates',
    ],
    [
      'a member that is required',
      ({ s3ControlModel: { shapes } }) => { shapes.MultiRegionAccessPointRoute.members!.Region.required = true; },
      'changed s3-control model: MultiRegionAccessPointRoute.Region',
    ],
  ],
  's3 model': [
    [
      'an operation that the programs call is gone',
      ({ s3Model, botocore }) => { delete s3Model.operations.HeadObject; delete botocore.s3.operations.HeadObject; },
      'gone s3 model: operation HeadObject',
    ],
    [
      'another element of a rule',
      ({ s3Model: { shapes } }) => { shapes.ReplicationRule.members!.Delay = { shape: 'string' }; },
      'new s3 model: document ReplicationConfiguration.Rules[].Delay',
    ],
    ['an element of a rule is gone', ({ s3Model, botocore }) => {
      delete s3Model.shapes.ReplicationRule.members!.Priority;
      delete botocore.s3.shapes.ReplicationRule.members!.Priority;
    }, 'gone s3 model: document ReplicationConfiguration.Rules[].Priority'],
    ['another header of a write', ({ s3Model: { shapes } }) => {
      shapes.PutObjectRequest.members!.Owner = { shape: 'string', location: 'header' };
    },
    'new s3 model: PutObjectRequest.Owner'],
  ],
  'botocore': [
    [
      'another pattern of names',
      ({ botocore }) => { botocore.s3control.shapes.MultiRegionAccessPointName.pattern = '^[a-z]{3,60}$'; },
      'changed botocore: IDENTIFIER_FORMS.NAME',
    ],
    [
      'a longer name', ({ botocore }) => { botocore.s3control.shapes.MultiRegionAccessPointName.max = 60; },
      'changed botocore: SERVICE_LIMITS.NAME_MAX_LENGTH',
    ],
    [
      'another status',
      ({ botocore }) => { botocore.s3control.shapes.MultiRegionAccessPointStatus.values!.push('UPDATING'); },
      'new botocore: status UPDATING',
    ],
    ['another quota in a text', ({ botocore: { s3control: { operations } } }) => {
      operations.ListMultiRegionAccessPoints.documentation = operations.ListMultiRegionAccessPoints.documentation!
        .replace('100', '500');
    }, 'changed botocore: SERVICE_LIMITS.ACCESS_POINTS_PER_ACCOUNT'],
    ['a sixth Region for routes', ({ botocore: { s3control: { operations } } }) => {
      operations.SubmitMultiRegionAccessPointRoutes.documentation += '<p><code>eu-central-1</code></p>';
    }, 'changed botocore: Regions of SubmitMultiRegionAccessPointRoutes'],
    ['another control Region', ({ botocore: { s3control: { operations } } }) => {
      operations.CreateMultiRegionAccessPoint.documentation = operations.CreateMultiRegionAccessPoint.documentation!
        .replace('US West (Oregon)', 'any');
    }, 'changed botocore: Region of CreateMultiRegionAccessPoint'],
    ['a sentence about behavior', ({ botocore: { s3control: { operations } } }) => {
      operations.SubmitMultiRegionAccessPointRoutes.documentation += '<p>Routes expire after 30 days.</p>';
    }, 'new botocore: s3control text of SubmitMultiRegionAccessPointRoutes: Routes expire after 30 days.'],
    ['another host name', ({ botocore }) => {
      for (const entry of botocore.endpoints) {
        entry.outcome = entry.outcome.replace('accesspoint.s3-global', 's3-global');
      }
    }, 'changed botocore: address of an access point'],
    ['support of dual-stack', ({ botocore }) => {
      botocore.endpoints = botocore.endpoints.filter(({ outcome }) => !outcome.includes('dual-stack'));
    }, 'gone botocore: endpoint S3 MRAP does not support dual-stack'],
    [
      'a successor of the service', ({ botocore }) => { botocore.s3Services.s3mrap = ['2026-12-01']; },
      'new botocore: service s3mrap',
    ],
    [
      'a deprecated operation',
      ({ botocore }) => { botocore.s3control.operations.GetMultiRegionAccessPointRoutes.deprecated = true; },
      'changed botocore: s3control operation GetMultiRegionAccessPointRoutes',
    ],
    [
      'a call of another service is gone', ({ botocore }) => { botocore.operationsOf.sts = []; },
      'gone botocore: operation sts GetCallerIdentity',
    ],
  ],
  'CloudFormation schemas': [
    ['another property of the access point', ({ cloudFormation: { schemas } }) => {
      Object.assign(schemas['AWS::S3::MultiRegionAccessPoint'].properties as object, { Tags: { type: 'array' } });
    }, 'new CloudFormation schemas: AWS::S3::MultiRegionAccessPoint.Tags'],
    ['members can be changed without a replacement', ({ cloudFormation: { schemas } }) => {
      schemas['AWS::S3::MultiRegionAccessPoint'].createOnlyProperties = ['/properties/Name'];
    }, 'changed CloudFormation schemas: AWS::S3::MultiRegionAccessPoint.Regions'],
    ['a property that the constructs render is gone', ({ cloudFormation: { schemas } }) => {
      const properties = schemas['AWS::S3::MultiRegionAccessPoint'].properties as Record<string, unknown>;
      delete properties.PublicAccessBlockConfiguration;
    }, 'gone CloudFormation schemas: AWS::S3::MultiRegionAccessPoint.PublicAccessBlockConfiguration'],
    ['a property that the linter reads is gone', ({ cloudFormation: { schemas } }) => {
      delete (definitionsOf(
        schemas['AWS::S3::Bucket'],
      ).ReplicationRule.properties as Record<string, unknown>).SourceSelectionCriteria;
    }, 'gone CloudFormation schemas: AWS::S3::Bucket.ReplicationConfiguration.Rules[].SourceSelectionCriteria'],
    ['a value that the linter compares with is gone', ({ cloudFormation: { schemas } }) => {
      (definitionsOf(schemas['AWS::S3::Bucket']).ReplicationDestination.properties.StorageClass as {
        enum: string[];
      }).enum = ['STANDARD'];
    }, 'gone CloudFormation schemas: AWS::S3::Bucket.ReplicationConfiguration.Rules[].Destination.StorageClass = '
      + 'DEEP_ARCHIVE'],
    ['a value that the constructs render is refused', ({ cloudFormation: { schemas } }) => {
      (definitionsOf(
        schemas['AWS::CloudFront::OriginAccessControl'],
      ).OriginAccessControlConfig.properties.SigningProtocol as { pattern: string }).pattern = '^sigv4$';
    }, 'changed CloudFormation schemas: '
      + 'AWS::CloudFront::OriginAccessControl.OriginAccessControlConfig.SigningProtocol'],
    [
      'a Region loses the types', ({ cloudFormation: { typesIn } }) => { typesIn['eu-west-1'] = []; },
      'gone CloudFormation schemas: native types in eu-west-1',
    ],
    [
      'a Region gets the types',
      ({ cloudFormation: { typesIn } }) => { typesIn['cn-north-1'].push('AWS::S3::MultiRegionAccessPoint'); },
      'changed CloudFormation schemas: AWS::S3::MultiRegionAccessPoint in cn-north-1',
    ],
    [
      'a type for routes',
      ({ cloudFormation: { typesIn } }) => { typesIn['us-east-1'].push('AWS::S3::MultiRegionAccessPointRoutes'); },
      'new CloudFormation schemas: type AWS::S3::MultiRegionAccessPointRoutes',
    ],
    [
      'a type is gone',
      ({ cloudFormation: { schemas } }) => { delete schemas['AWS::S3::MultiRegionAccessPointPolicy']; },
      'gone CloudFormation schemas: AWS::S3::MultiRegionAccessPointPolicy',
    ],
    ['another permission of a handler', ({ cloudFormation: { schemas } }) => {
      (schemas['AWS::S3::MultiRegionAccessPoint'].handlers as {
        create: { permissions: string[] };
      }).create.permissions.push('s3:ListAllMyBuckets');
    }, 'changed CloudFormation schemas: AWS::S3::MultiRegionAccessPoint handler create'],
  ],
  'service authorization': [
    [
      'an action of the replication role is gone',
      ({ authorization }) => { removeAction(authorization, 'ReplicateDelete'); },
      'gone service authorization: action s3:ReplicateDelete',
    ],
    [
      'an action with another name',
      ({ authorization }) => { findAction(authorization, 'GetObjectTagging').name = 'GetobjectTagging'; },
      'changed service authorization: action s3:GetObjectTagging',
    ],
    ['an action for replication', ({ authorization }) => {
      authorization.services.s3.actions.push({
        ...structuredClone(findAction(authorization, 'ReplicateTags')),
        name: 'ReplicateObjectContext',
      });
    }, 'new service authorization: action s3:ReplicateObjectContext'],
    ['an action on another resource', ({ authorization }) => {
      findAction(authorization, 'GetReplicationConfiguration').resourceTypes[0].name = 'object';
    },
    'changed service authorization: s3:GetReplicationConfiguration on arn:aws:s3:::'],
    [
      'a management action on any resource',
      ({ authorization }) => { findAction(authorization, 'CreateMultiRegionAccessPoint').resourceTypes = []; },
      'changed service authorization: resource of s3:CreateMultiRegionAccessPoint',
    ],
    [
      'another level of a data plane action',
      ({ authorization }) => { findAction(authorization, 'GetObjectRetention').resourceTypes = []; },
      'changed service authorization: level of s3:GetObjectRetention',
    ],
    ['a condition key is gone', ({ authorization }) => {
      authorization.services.s3.conditionKeys = authorization.services.s3.conditionKeys.filter((key) =>
        key !== 's3:DataAccessPointAccount');
    }, 'gone service authorization: action or condition key s3:DataAccessPointAccount'],
    ['an action without a condition key', ({ authorization }) => {
      for (const type of authorization.services.s3.resourceTypes) {
        type.conditionKeys = type.conditionKeys.filter((key) => !key.startsWith('s3:DataAccessPoint'));
      }
    }, 'changed service authorization: s3:GetObject with s3:DataAccessPointArn'],
    [
      'another condition key',
      ({ authorization }) => { authorization.services.s3.conditionKeys.push('s3:AccessPointRegion'); },
      'new service authorization: condition key s3:AccessPointRegion',
    ],
    ['an action that needs another action', ({ authorization }) => {
      findAction(authorization, 'PutReplicationConfiguration').dependentActions.push('iam:GetRole');
    },
    'changed service authorization: action s3:PutReplicationConfiguration'],
    ['another ARN of access points', ({ authorization }) => {
      for (const type of authorization.services.s3.resourceTypes) {
        type.arn = type.arn.replace('accesspoint/${AccessPointAlias}', 'mrap/${AccessPointAlias}');
      }
    }, 'changed service authorization: resource type multiregionaccesspoint'],
  ],
  'partition tables': [
    ['a Region', ({ partitions: { tables } }) => {
      tables['botocore partitions.json'][0].regions['ap-northeast-4'] = 'Asia Pacific (Sapporo)';
    },
    'new partition tables: Region ap-northeast-4'],
    ['a Region is gone', ({ partitions: { tables } }) => {
      for (const table of Object.values(tables)) for (const { regions } of table) delete regions['us-west-1'];
    }, 'gone partition tables: Region us-west-1'],
    ['another name of a Region', ({ partitions: { tables } }) => {
      for (const table of Object.values(tables)) {
        if ('eu-west-1' in table[0].regions) table[0].regions['eu-west-1'] = 'Europe (Dublin)';
      }
    }, 'changed partition tables: name of eu-west-1'],
    ['a partition', ({ partitions: { tables } }) => {
      tables['@aws-cdk/region-info'].push({ partition: 'aws-moon', regions: { 'moon-mare-1': undefined } });
    }, 'new partition tables: partition aws-moon'],
    ['a Region of another partition whose code looks commercial', ({ partitions: { tables } }) => {
      tables['@aws-cdk/region-info'].push({ partition: 'aws-moon', regions: { 'moon-mare-1': undefined } });
    }, 'changed partition tables: partition of moon-mare-1'],
    [
      'another DNS suffix',
      ({ partitions: { tables } }) => { for (const table of Object.values(tables)) table[0].dnsSuffix = 'api.aws'; },
      'changed partition tables: partition aws',
    ],
    ['a code of another form', ({ partitions: { tables } }) => {
      tables['botocore partitions.json'][0].regions['eu-west-10'] = 'Europe (Bern)';
    },
    'changed partition tables: code eu-west-10'],
  ],
};

type Definitions = Record<string, { properties: Record<string, unknown> }>;

function definitionsOf(schema: Record<string, unknown>): Definitions {
  return schema.definitions as Definitions;
}

type Authorization = CompleteInputs['authorization'];

function findAction({ services }: Authorization, name: string): Authorization['services'][string]['actions'][number] {
  return services.s3.actions.find((action) => action.name === name)!;
}

function removeAction({ services }: Authorization, name: string): void {
  services.s3.actions = services.s3.actions.filter((action) => action.name !== name);
}
