import { type ReplicationStatus } from './objects';

/** `NONE`: no rule has applied to the object. */
export type JobReplicationStatus = Exclude<ReplicationStatus, 'PENDING'> | 'NONE';

export type JobStatus = 'Preparing' | 'Active' | 'Complete' | 'Failed';

/** The objects of a job, which S3 lists when it prepares the job. */
export interface JobManifestGenerator {
  readonly S3JobManifestGenerator?: {
    readonly SourceBucket?: string;
    readonly ExpectedBucketOwner?: string;
    readonly EnableManifestOutput?: boolean;
    readonly Filter?: {
      readonly EligibleForReplication?: boolean;
      readonly CreatedAfter?: Date;
      readonly CreatedBefore?: Date;
      readonly ObjectReplicationStatuses?: string[];
    };
  };
}

/** A request for a job of S3 Batch Operations. */
export interface JobRequest {
  readonly ConfirmationRequired?: boolean;
  readonly Operation?: { readonly S3ReplicateObject?: object };
  readonly Report?: { readonly Enabled?: boolean };
  readonly ClientRequestToken?: string;
  readonly Description?: string;
  readonly Priority?: number;
  readonly RoleArn?: string;
  readonly ManifestGenerator?: JobManifestGenerator;
}

export interface JobProgress {
  readonly TotalNumberOfTasks: number;
  readonly NumberOfTasksSucceeded: number;
  readonly NumberOfTasksFailed: number;
}

export interface JobReport extends Pick<
  JobRequest, 'ConfirmationRequired' | 'Description' | 'Operation' | 'Priority' | 'RoleArn' | 'ManifestGenerator'> {
  readonly JobId: string;
  readonly JobArn: string;
  readonly Status: JobStatus;
  readonly ProgressSummary: JobProgress;
  readonly FailureReasons?: { readonly FailureReason: string }[];
  readonly CreationTime: Date;
  readonly TerminationDate?: Date;
}

export interface ListedJob {
  readonly JobId: string;
  readonly Description?: string;
  readonly Operation: 'S3ReplicateObject';
  readonly Priority?: number;
  readonly Status: JobStatus;
  readonly CreationTime: Date;
  readonly TerminationDate?: Date;
  readonly ProgressSummary: JobProgress;
}

/** The operations of S3 Batch Operations. */
export interface JobOperations {
  CreateJob: {
    input: JobRequest & { readonly AccountId?: string };
    output: { readonly JobId: string };
  };
  DescribeJob: {
    input: { readonly AccountId?: string; readonly JobId?: string };
    output: { readonly Job: JobReport };
  };
  ListJobs: {
    input: {
      readonly AccountId?: string;
      readonly JobStatuses?: readonly string[];
      readonly MaxResults?: number;
      readonly NextToken?: string;
    };
    output: { readonly Jobs: ListedJob[]; readonly NextToken?: string };
  };
}
