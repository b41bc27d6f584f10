import {
  type RawProperties, readBoolean, readChoice, readNumber, readOptionalText, readRecord, readRecords, readText,
  readTexts,
} from './property-readers';

export const EXISTING = ['REFUSE', 'ADOPT'] as const;
export const REPLACEMENT = ['FORBID', 'ALLOW'] as const;

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
  readonly Existing: typeof EXISTING[number];
  readonly Replacement: typeof REPLACEMENT[number];
  readonly TimeoutSeconds: number;
  /** Regions that AWS has added after this version, from the context of the application. */
  readonly AdditionalRegions: readonly string[];
}

/** The longest wait of the handlers. Five of the 60 minutes of CloudFormation remain to report the reason. */
export const DEFAULT_TIMEOUT_SECONDS = 55 * 60;

export function readAccessPointResourceProperties(raw: RawProperties): AccessPointResourceProperties {
  const block = readRecord(raw, 'PublicAccessBlock');
  return {
    Name: readOptionalText(raw, 'Name'),
    Buckets: readRecords(raw, 'Buckets').map((bucket) => ({
      Bucket: readText(bucket, 'Bucket'),
      Region: readOptionalText(bucket, 'Region'),
      AccountId: readOptionalText(bucket, 'AccountId'),
    })),
    PublicAccessBlock: {
      BlockPublicAcls: readBoolean(block, 'BlockPublicAcls', true),
      IgnorePublicAcls: readBoolean(block, 'IgnorePublicAcls', true),
      BlockPublicPolicy: readBoolean(block, 'BlockPublicPolicy', true),
      RestrictPublicBuckets: readBoolean(block, 'RestrictPublicBuckets', true),
    },
    Existing: readChoice(raw, 'Existing', EXISTING, 'REFUSE'),
    Replacement: readChoice(raw, 'Replacement', REPLACEMENT, 'FORBID'),
    TimeoutSeconds: readNumber(raw, 'TimeoutSeconds', DEFAULT_TIMEOUT_SECONDS),
    AdditionalRegions: readTexts(raw, 'AdditionalRegions'),
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
