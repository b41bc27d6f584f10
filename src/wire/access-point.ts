import { type RawProperties, readBoolean, readChoice, readNumber, readOptionalText, readRecord, readRecords, readText, readTexts } from './property-readers';

export const EXISTING = ['REFUSE', 'ADOPT'] as const;
export const REPLACEMENT = ['FORBID', 'ALLOW'] as const;

/** One underlying bucket on the wire. */
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

/** `Custom::S3MultiRegionAccessPoint`. */
export interface AccessPointProperties {
  /** Absent where the handler generates the name. */
  readonly Name?: string;
  readonly Buckets: readonly BucketProperties[];
  readonly PublicAccessBlock: PublicAccessBlockProperties;
  readonly Existing: typeof EXISTING[number];
  readonly Replacement: typeof REPLACEMENT[number];
  readonly TimeoutSeconds: number;
  /** Regions that the application says AWS has added since. */
  readonly AdditionalRegions: readonly string[];
}

/** The longest the handlers wait; the rest of CloudFormation's hour is left to say why it ended. */
export const DEFAULT_TIMEOUT_SECONDS = 55 * 60;

export function readAccessPointProperties(raw: RawProperties): AccessPointProperties {
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

/** What `Fn::GetAtt` finds on the access point's resource. */
export interface AccessPointAttributes {
  readonly Name: string;
  readonly Alias: string;
  readonly Arn: string;
  readonly DomainName: string;
  /** ISO time; empty where the access point could not be read. */
  readonly CreatedAt: string;
  /** Whether this resource made the access point or took it over. */
  readonly Origin: 'created' | 'adopted';
}
