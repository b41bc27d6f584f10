import { type SourcedFact, makeS3UserGuideSource } from './source';

/**
 * The messages of InvalidRequest with which S3 refuses a rule until a new bucket, its versioning and the role are
 * visible.
 */
export const REPLICATION_NOT_VISIBLE_YET_MESSAGES = {
  message: /versioning|bucket must exist|role/i,
  source: {
    url: 'https://github.com/hashicorp/terraform-provider-aws/issues/749',
    date: '2026-04-13',
    verified: '2026-04-13',
  },
};

/** The advice for error codes that have another meaning for replication than for access points. */
export const REPLICATION_ERROR_ADVICE: readonly (SourcedFact & { readonly code: string; readonly advice: string })[] = [
  {
    code: 'AccessDenied',
    advice:
      'allow the handlers s3:GetReplicationConfiguration and s3:PutReplicationConfiguration on the bucket and '
      + 'iam:PassRole on the role, '
      + 'and verify that this account owns the bucket',
    source: makeS3UserGuideSource('setting-repl-config-perm-overview'),
  },
  {
    code: 'InvalidRequest',
    advice: 'correct the problem in the message; source and destination buckets must exist and be versioned',
    source: makeS3UserGuideSource('replication-requirements'),
  },
  {
    code: 'NoSuchBucket',
    advice: 'create the bucket with the declared name first',
    source: makeS3UserGuideSource('replication-requirements'),
  },
  { code: 'PermanentRedirect', advice: 'declare the Region of the bucket', source: makeS3UserGuideSource('Redirects') },
];

/** The advice for an error code; undefined if the code has its general meaning. */
export function findReplicationAdvice(code: string): string | undefined {
  return REPLICATION_ERROR_ADVICE.find((entry) => entry.code === code)?.advice;
}
