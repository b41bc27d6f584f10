import {
  makeS3ApiReferenceSource, type SourcedFact, S3_CONTROL_MODEL_SOURCE, makeTemplateReferenceSource,
  makeS3UserGuideSource, type VerifiedSource,
} from './source';

export interface Limit extends SourcedFact {
  readonly value: number;
  readonly unit: string;
}

const RESTRICTIONS = makeS3UserGuideSource('MultiRegionAccessPointRestrictions');
const IAM_QUOTAS: VerifiedSource = {
  url: 'https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html',
  date: '2026-04-13',
  verified: '2026-11-28',
};
const CUSTOM_RESOURCE: VerifiedSource = {
  url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-cloudformation-customresource.html',
  date: '2026-04-13',
  verified: '2026-11-28',
};
const CLOUDFORMATION_QUOTAS: VerifiedSource = {
  url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/cloudformation-limits.html',
  date: '2026-04-13',
  verified: '2026-11-28',
};
const PRIVATELINK_QUOTAS: VerifiedSource = {
  url: 'https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-limits-endpoints.html',
  date: '2026-04-13',
  verified: '2026-11-29',
};
const REPLICATION_RULE = makeS3ApiReferenceSource('API_ReplicationRule');
const RESPONSE_OBJECT: VerifiedSource = {
  url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/crpg-ref-responses.html',
  date: '2026-04-13',
  verified: '2026-04-13',
};

/** Limits of AWS services. */
export const SERVICE_LIMITS = {
  ACCESS_POINTS_PER_ACCOUNT: { value: 100, unit: 'access points', source: RESTRICTIONS },
  REGIONS_PER_ACCESS_POINT: { value: 17, unit: 'Regions', source: RESTRICTIONS },
  NAME_MIN_LENGTH: { value: 3, unit: 'characters', source: S3_CONTROL_MODEL_SOURCE },
  NAME_MAX_LENGTH: { value: 50, unit: 'characters', source: S3_CONTROL_MODEL_SOURCE },
  ALIAS_MAX_LENGTH: { value: 63, unit: 'characters', source: S3_CONTROL_MODEL_SOURCE },
  BUCKET_NAME_MIN_LENGTH: { value: 3, unit: 'characters', source: makeS3UserGuideSource('bucketnamingrules') },
  BUCKET_NAME_MAX_LENGTH: { value: 63, unit: 'characters', source: makeS3UserGuideSource('bucketnamingrules') },
  CLIENT_TOKEN_MAX_LENGTH: { value: 64, unit: 'characters', source: S3_CONTROL_MODEL_SOURCE },
  /** Within this time, new routes are in effect everywhere. Until then, a read may return the previous routes. */
  ROUTE_PROPAGATION: { value: 120, unit: 'seconds', source: makeS3UserGuideSource('UsingFailover') },
  /** IAM adds up all inline policies of a role, without white space. */
  ROLE_INLINE_POLICIES: { value: 10_240, unit: 'characters', source: IAM_QUOTAS },
  /** Documented for Regional access points and buckets. For Multi-Region Access Points, AWS documents no limit. */
  ACCESS_POINT_POLICY: {
    value: 20_480,
    unit: 'bytes',
    source: makeS3UserGuideSource('access-points-restrictions-limitations-naming-rules'),
  },
  REPLICATION_RULES: { value: 1000, unit: 'rules', source: REPLICATION_RULE },
  REPLICATION_RULE_ID_LENGTH: { value: 255, unit: 'characters', source: REPLICATION_RULE },
  REPLICATION_PREFIX_LENGTH: { value: 1024, unit: 'characters', source: REPLICATION_RULE },
  OBJECT_TAG_KEY_LENGTH: { value: 128, unit: 'UTF-16 code units', source: makeS3UserGuideSource('object-tagging') },
  OBJECT_TAG_VALUE_LENGTH: { value: 256, unit: 'UTF-16 code units', source: makeS3UserGuideSource('object-tagging') },
  /** The longest default retention, and the longest time after an event hold. */
  OBJECT_LOCK_DAYS: {
    value: 36_500,
    unit: 'days',
    source: makeTemplateReferenceSource('aws-properties-s3-bucket-defaulteventhold', '2026-11-10'),
  },
  STACK_NAME_LENGTH: { value: 128, unit: 'characters', source: CLOUDFORMATION_QUOTAS },
  STACK_RESOURCES: { value: 500, unit: 'resources', source: CLOUDFORMATION_QUOTAS },
  AUTOMATION_DOCUMENT: {
    value: 65_536,
    unit: 'characters',
    source: {
      url: 'https://docs.aws.amazon.com/systems-manager/latest/APIReference/API_CreateDocument.html',
      date: '2026-04-13',
      verified: '2026-11-29',
    },
  },
  VPC_ENDPOINT_POLICY: { value: 20_480, unit: 'characters', source: PRIVATELINK_QUOTAS },
  STATE_MACHINE_INPUT: {
    value: 262_144,
    unit: 'bytes',
    source: {
      url: 'https://docs.aws.amazon.com/step-functions/latest/dg/service-quotas.html',
      date: '2026-04-13',
      verified: '2026-04-13',
    },
  },
  SERVICE_TIMEOUT: { value: 3600, unit: 'seconds', source: CUSTOM_RESOURCE },
  CUSTOM_RESOURCE_RESPONSE: { value: 4096, unit: 'bytes', source: RESPONSE_OBJECT },
  PHYSICAL_ID_LENGTH: { value: 1024, unit: 'bytes', source: RESPONSE_OBJECT },
} as const satisfies Record<string, Limit>;
