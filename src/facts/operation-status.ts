import { type SourcedFact, S3_CONTROL_MODEL_SOURCE, makeS3UserGuideSource, type VerifiedSource } from './source';

/** The meaning of a status of an asynchronous operation. With any other status, the operation is still running. */
export interface TerminalStatus extends SourcedFact {
  readonly status: string;
  readonly outcome: 'succeeded' | 'failed';
}

const KOTLIN_SAMPLE: VerifiedSource = {
  url: 'https://github.com/awsdocs/aws-doc-sdk-examples/tree/main/kotlin/services/s3',
  date: '2026-04-13',
  verified: '2026-04-13',
};

/** The model contains no list. The guide mentions SUCCESS; samples of AWS and Terraform wait for SUCCEEDED. */
export const TERMINAL_STATUSES: readonly TerminalStatus[] = [
  { status: 'SUCCESS', outcome: 'succeeded', source: makeS3UserGuideSource('MultiRegionAccessPointMonitoring') },
  { status: 'SUCCEEDED', outcome: 'succeeded', source: KOTLIN_SAMPLE },
  { status: 'FAILED', outcome: 'failed', source: makeS3UserGuideSource('MultiRegionAccessPointMonitoring') },
];

export function parseOperationOutcome(status: string | undefined): 'succeeded' | 'failed' | 'pending' {
  return TERMINAL_STATUSES.find((entry) => entry.status === status)?.outcome ?? 'pending';
}

/** The states of an access point in the response of GetMultiRegionAccessPoint. */
export type AccessPointStatus =
  | 'READY'
  | 'INCONSISTENT_ACROSS_REGIONS'
  | 'CREATING'
  | 'PARTIALLY_CREATED'
  | 'PARTIALLY_DELETED'
  | 'DELETING';

export interface AccessPointStatusDescription extends SourcedFact {
  readonly status: AccessPointStatus;
  readonly meaning: string;
}

export const ACCESS_POINT_STATUSES: readonly AccessPointStatusDescription[] = [
  { status: 'READY', meaning: 'in service', source: S3_CONTROL_MODEL_SOURCE },
  {
    status: 'INCONSISTENT_ACROSS_REGIONS',
    meaning: 'the Regions have different states; AWS documents no action',
    source: S3_CONTROL_MODEL_SOURCE,
  },
  { status: 'CREATING', meaning: 'being created', source: S3_CONTROL_MODEL_SOURCE },
  {
    status: 'PARTIALLY_CREATED',
    meaning: 'the creation failed in some Regions; delete it or create it again',
    source: S3_CONTROL_MODEL_SOURCE,
  },
  {
    status: 'PARTIALLY_DELETED',
    meaning: 'the deletion failed in some Regions; delete it again',
    source: S3_CONTROL_MODEL_SOURCE,
  },
  { status: 'DELETING', meaning: 'being deleted', source: S3_CONTROL_MODEL_SOURCE },
];
