import { type Fact, S3_CONTROL_MODEL, userGuide, type VerifiedSource } from './source';

/** What a status word of an asynchronous operation means; any other word means that the operation is still running. */
export interface TerminalStatus extends Fact {
  readonly status: string;
  readonly outcome: 'succeeded' | 'failed';
}

const KOTLIN_SAMPLE: VerifiedSource = {
  url: 'https://github.com/awsdocs/aws-doc-sdk-examples/tree/main/kotlin/services/s3',
  date: '2026-04-13',
  verified: '2026-04-13',
};

/** The model has no list: the guide writes SUCCESS, AWS's own samples and Terraform wait for SUCCEEDED. Both count. */
export const TERMINAL_STATUSES: readonly TerminalStatus[] = [
  { status: 'SUCCESS', outcome: 'succeeded', source: userGuide('MultiRegionAccessPointMonitoring') },
  { status: 'SUCCEEDED', outcome: 'succeeded', source: KOTLIN_SAMPLE },
  { status: 'FAILED', outcome: 'failed', source: userGuide('MultiRegionAccessPointMonitoring') },
];

export function outcomeOf(status: string | undefined): 'succeeded' | 'failed' | 'pending' {
  return TERMINAL_STATUSES.find((entry) => entry.status === status)?.outcome ?? 'pending';
}

/** The states of an access point, as Get reports them. */
export type AccessPointStatus =
  | 'READY'
  | 'INCONSISTENT_ACROSS_REGIONS'
  | 'CREATING'
  | 'PARTIALLY_CREATED'
  | 'PARTIALLY_DELETED'
  | 'DELETING';

export interface AccessPointStatusFact extends Fact {
  readonly status: AccessPointStatus;
  readonly meaning: string;
}

export const ACCESS_POINT_STATUSES: readonly AccessPointStatusFact[] = [
  { status: 'READY', meaning: 'in service', source: S3_CONTROL_MODEL },
  { status: 'INCONSISTENT_ACROSS_REGIONS', meaning: 'Regions disagree; no remedy is documented', source: S3_CONTROL_MODEL },
  { status: 'CREATING', meaning: 'being created', source: S3_CONTROL_MODEL },
  { status: 'PARTIALLY_CREATED', meaning: 'creation failed in some Regions; delete it or create it again', source: S3_CONTROL_MODEL },
  { status: 'PARTIALLY_DELETED', meaning: 'deletion failed in some Regions; delete it again', source: S3_CONTROL_MODEL },
  { status: 'DELETING', meaning: 'being deleted', source: S3_CONTROL_MODEL },
];
