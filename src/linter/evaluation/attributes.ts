import { domainNameOf } from '../../facts/identifiers';
import { ACCESS_POINT_TYPE } from '../../wire/resource-types';

/** What the attributes of a resource are made of. */
export interface AttributeSources {
  readonly property: (name: string) => string | undefined;
  readonly pseudo: (name: string) => string;
  readonly symbol: (attribute: string) => string;
  /** What another stack wrote under a key. */
  readonly written: (key: string) => unknown;
}

type Attributes = Readonly<Record<string, (from: AttributeSources) => string>>;

const PARTITION = 'AWS::Partition';
const ACCOUNT = 'AWS::AccountId';
const REGION = 'AWS::Region';

const nameOr = (property: string) => (from: AttributeSources) => from.property(property) ?? from.symbol('Ref');
const itself = (from: AttributeSources) => from.symbol('Ref');

function bucketName(from: AttributeSources): string {
  const given = from.property('BucketName');
  if (given !== undefined) return given;
  const prefix = from.property('BucketNamePrefix');
  const own = prefix !== undefined && from.property('BucketNamespace') === 'account-regional';
  return own ? `${prefix}-${from.pseudo(ACCOUNT)}-${from.pseudo(REGION)}-an` : from.symbol('Ref');
}

function roleArn(from: AttributeSources): string {
  const name = from.property('RoleName');
  const plain = name !== undefined && [undefined, '/'].includes(from.property('Path'));
  return plain ? `arn:${from.pseudo(PARTITION)}:iam::${from.pseudo(ACCOUNT)}:role/${name}` : from.symbol('Arn');
}

const accessPointArn = (from: AttributeSources) => `arn:${from.pseudo(PARTITION)}:s3::${from.pseudo(ACCOUNT)}:accesspoint/${from.symbol('Alias')}`;

/** Attributes that templates determine, written in one way only, so that equal things are equal text. All others are symbols. */
const ATTRIBUTES: Readonly<Record<string, Attributes>> = {
  'AWS::S3::Bucket': {
    Ref: bucketName,
    Arn: (from) => `arn:${from.pseudo(PARTITION)}:s3:::${bucketName(from)}`,
  },
  'AWS::S3::MultiRegionAccessPoint': { Ref: nameOr('Name') },
  [ACCESS_POINT_TYPE]: {
    Name: (from) => from.property('Name') ?? from.symbol('Name'),
    Arn: accessPointArn,
    DomainName: (from) => domainNameOf(from.symbol('Alias')),
  },
  'AWS::S3::AccessPoint': {
    Ref: nameOr('Name'),
    Name: nameOr('Name'),
    Arn: (from) => `arn:${from.pseudo(PARTITION)}:s3:${from.pseudo(REGION)}:${from.pseudo(ACCOUNT)}:accesspoint/${nameOr('Name')(from)}`,
  },
  'AWS::IAM::Role': { Ref: nameOr('RoleName'), Arn: roleArn },
  'AWS::KMS::Key': {
    KeyId: itself,
    Arn: (from) => `arn:${from.pseudo(PARTITION)}:kms:${from.pseudo(REGION)}:${from.pseudo(ACCOUNT)}:key/${from.symbol('Ref')}`,
  },
  'AWS::KMS::Alias': { Ref: nameOr('AliasName') },
  'AWS::CloudFront::Distribution': { Id: itself },
  'AWS::CloudFront::OriginAccessControl': { Id: itself },
};

/** The ARN of the access point that a symbol `Alias` belongs to is written like this by everyone. */
export function attributeText(from: AttributeSources, type: string, attribute: string): string {
  const known = ATTRIBUTES[type]?.[attribute];
  if (known) return known(from);
  const written = type === 'Custom::CrossRegionExportReader' ? from.written(attribute) : undefined;
  return typeof written === 'string' ? written : from.symbol(attribute);
}
