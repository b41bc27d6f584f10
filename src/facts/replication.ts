import { type Fact, userGuide } from './source';

/** S3 refuses with InvalidRequest and one of these while it does not see yet that a bucket is there, or versioned. */
export const NOT_VISIBLE_YET = {
  message: /versioning|bucket must exist|role/i,
  source: {
    url: 'https://github.com/hashicorp/terraform-provider-aws/issues/749',
    date: '2026-04-13',
    verified: '2026-04-13',
  },
};

/** What to do about a code that S3 answers to a change of a bucket's replication: it may mean something else than on access points. */
export const REPLICATION_ERRORS: readonly (Fact & { readonly code: string; readonly advice: string })[] = [
  {
    code: 'AccessDenied',
    advice: 'allow s3:GetReplicationConfiguration and s3:PutReplicationConfiguration on the bucket and iam:PassRole on the role to the handlers, and see that this account owns the bucket',
    source: userGuide('setting-repl-config-perm-overview'),
  },
  {
    code: 'InvalidRequest',
    advice: 'correct what the message names; source and destinations must exist and be versioned',
    source: userGuide('replication-requirements'),
  },
  { code: 'NoSuchBucket', advice: 'create the bucket first, under the declared name', source: userGuide('replication-requirements') },
  { code: 'PermanentRedirect', advice: 'declare the Region that the bucket is in', source: userGuide('Redirects') },
];

/** Undefined for a code that means what it always means. */
export function adviceOnReplication(code: string): string | undefined {
  return REPLICATION_ERRORS.find((entry) => entry.code === code)?.advice;
}
