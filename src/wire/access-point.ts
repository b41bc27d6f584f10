import {
  type RawProperties, readBooleanProperty, readChoice, readNumberProperty, readOptionalText, readRecordProperty,
  readRecordListProperty, readTextProperty, readTextListProperty,
} from './property-readers';

export const EXISTING_PROPERTY_CHOICES = ['REFUSE', 'ADOPT'] as const;
export const REPLACEMENT_PROPERTY_CHOICES = ['FORBID', 'ALLOW'] as const;

/** An underlying bucket. */
export interface BucketProperties {
  readonly Bucket: string;
  readonly Region?: string;
  readonly AccountId?: string;
}

export interface PublicAccessBlockProperties {
  readonly BlockPublicAcls: boolean;
  readonly IgnorePublicAcls: boolean;
  readonly BlockPublicPolicy: boolean;
  readonly RestrictPublicBuckets: boolean;
}

/** The properties of `Custom::S3MultiRegionAccessPoint`. */
export interface AccessPointResourceProperties {
  /** If the name is missing, the handler generates one. */
  readonly Name?: string;
  readonly Buckets: readonly BucketProperties[];
  readonly PublicAccessBlock: PublicAccessBlockProperties;
  readonly Existing: typeof EXISTING_PROPERTY_CHOICES[number];
  readonly Replacement: typeof REPLACEMENT_PROPERTY_CHOICES[number];
  readonly TimeoutSeconds: number;
  /** Regions that AWS has added after this version, from the context of the application. */
  readonly AdditionalRegions: readonly string[];
}

/** The longest wait of the handlers. Five of the 60 minutes of CloudFormation remain to report the reason. */
export const DEFAULT_HANDLER_TIMEOUT_SECONDS = 55 * 60;

export function readAccessPointResourceProperties(raw: RawProperties): AccessPointResourceProperties {
  const block = readRecordProperty(raw, 'PublicAccessBlock');
  return {
    Name: readOptionalText(raw, 'Name'),
    Buckets: readRecordListProperty(raw, 'Buckets').map((bucket) => ({
      Bucket: readTextProperty(bucket, 'Bucket'),
      Region: readOptionalText(bucket, 'Region'),
      AccountId: readOptionalText(bucket, 'AccountId'),
    })),
    PublicAccessBlock: {
      BlockPublicAcls: readBooleanProperty(block, 'BlockPublicAcls', true),
      IgnorePublicAcls: readBooleanProperty(block, 'IgnorePublicAcls', true),
      BlockPublicPolicy: readBooleanProperty(block, 'BlockPublicPolicy', true),
      RestrictPublicBuckets: readBooleanProperty(block, 'RestrictPublicBuckets', true),
    },
    Existing: readChoice(raw, 'Existing', EXISTING_PROPERTY_CHOICES, 'REFUSE'),
    Replacement: readChoice(raw, 'Replacement', REPLACEMENT_PROPERTY_CHOICES, 'FORBID'),
    TimeoutSeconds: readNumberProperty(raw, 'TimeoutSeconds', DEFAULT_HANDLER_TIMEOUT_SECONDS),
    AdditionalRegions: readTextListProperty(raw, 'AdditionalRegions'),
  };
}

/** The attributes of the resource for `Fn::GetAtt`. */
export interface AccessPointAttributes {
  readonly Name: string;
  readonly Alias: string;
  readonly Arn: string;
  readonly DomainName: string;
  /** ISO time; empty for an adopted access point, and if the handler could not read the access point. */
  readonly CreatedAt: string;
  /** Whether this resource created or adopted the access point. */
  readonly Origin: 'created' | 'adopted';
  /** The request that created or adopted the access point. */
  readonly Owner: string;
}
