import { makeDomainName } from '../../facts/identifiers';
import { ACCESS_POINT_TYPE } from '../../wire/resource-types';

/** The values that an attribute of a resource can be composed of. */
export interface AttributeSources {
  readonly property: (name: string) => string | undefined;
  readonly pseudo: (name: string) => string;
  readonly symbol: (attribute: string) => string;
  /** The value that another stack wrote for other Regions under a key. */
  readonly crossRegionExport: (key: string) => unknown;
}

type Attributes = Readonly<Record<string, (from: AttributeSources) => string>>;

const PARTITION = 'AWS::Partition';
const ACCOUNT = 'AWS::AccountId';
const REGION = 'AWS::Region';

const makeArnPrefix = (from: AttributeSources, service: string) =>
  `arn:${from.pseudo(PARTITION)}:${service}:${from.pseudo(REGION)}:${from.pseudo(ACCOUNT)}`;
const propertyOrRef = (property: string) => (from: AttributeSources) => from.property(property) ?? from.symbol('Ref');
const refSymbol = (from: AttributeSources) => from.symbol('Ref');

function makeBucketName(from: AttributeSources): string {
  const given = from.property('BucketName');
  if (given !== undefined) return given;
  const prefix = from.property('BucketNamePrefix');
  const own = prefix !== undefined && from.property('BucketNamespace') === 'account-regional';
  return own ? `${prefix}-${from.pseudo(ACCOUNT)}-${from.pseudo(REGION)}-an` : from.symbol('Ref');
}

function makeRoleArn(from: AttributeSources): string {
  const name = from.property('RoleName');
  if (name === undefined) return from.symbol('Arn');
  return `arn:${from.pseudo(PARTITION)}:iam::${from.pseudo(ACCOUNT)}:role${from.property('Path') ?? '/'}${name}`;
}

const makeAccessPointArn = (from: AttributeSources) =>
  `arn:${from.pseudo(PARTITION)}:s3::${from.pseudo(ACCOUNT)}:accesspoint/${from.symbol('Alias')}`;

/**
 * The attributes that templates determine. Each has one spelling, so that equal values are equal text. All other
 * attributes are symbols.
 */
const ATTRIBUTES: Readonly<Record<string, Attributes>> = {
  'AWS::S3::Bucket': {
    Ref: makeBucketName,
    Arn: (from) => `arn:${from.pseudo(PARTITION)}:s3:::${makeBucketName(from)}`,
  },
  'AWS::S3::MultiRegionAccessPoint': { Ref: propertyOrRef('Name') },
  [ACCESS_POINT_TYPE]: {
    Name: (from) => from.property('Name') ?? from.symbol('Name'),
    Arn: makeAccessPointArn,
    DomainName: (from) => makeDomainName(from.symbol('Alias')),
  },
  'AWS::S3::AccessPoint': {
    Ref: propertyOrRef('Name'),
    Name: propertyOrRef('Name'),
    Arn: (from) => `${makeArnPrefix(from, 's3')}:accesspoint/${propertyOrRef('Name')(from)}`,
  },
  'AWS::IAM::Role': { Ref: propertyOrRef('RoleName'), Arn: makeRoleArn },
  'AWS::KMS::Key': {
    KeyId: refSymbol,
    Arn: (from) => `${makeArnPrefix(from, 'kms')}:key/${from.symbol('Ref')}`,
  },
  'AWS::KMS::Alias': { Ref: propertyOrRef('AliasName') },
  'AWS::CloudFront::Distribution': { Id: refSymbol },
  'AWS::CloudFront::OriginAccessControl': { Id: refSymbol },
};

/** The text of an attribute: composed of other values if the templates determine it, or a symbol. */
export function evaluateAttributeText(from: AttributeSources, type: string, attribute: string): string {
  const known = ATTRIBUTES[type]?.[attribute];
  if (known) return known(from);
  const written = type === 'Custom::CrossRegionExportReader' ? from.crossRegionExport(attribute) : undefined;
  return typeof written === 'string' ? written : from.symbol(attribute);
}
