import { makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const BUCKETS = makeS3UserGuideSource('multi-region-access-point-buckets');

export const MRAP208_MEMBER_OF_ANOTHER_ACCOUNT = defineDiagnostic<{
  bucket: string;
  account: string;
  json: string;
  actions: string;
}>({
  id: 'MRAP208',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  title: 'Member of another account',
  why:
    'Only the owner of the bucket can allow the access. Until then, every request that S3 routes to the bucket fails '
    + 'with 403.',
  message: ({ bucket, account, json }) =>
    `bucket ${showValue(bucket)} belongs to account ${account}, whose owner must add ${json}`,
  fix: ({ actions }) => `let the owner of the account ${actions}, and acknowledge this warning`,
  source: BUCKETS,
});

export const MRAP210_BUCKET_DELETED_FIRST = defineDiagnostic<{ bucket: string }>({
  id: 'MRAP210',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Underlying bucket deleted first, before its access point',
  why:
    'S3 refuses to delete a member bucket of the same account (BucketHasAccessPointsAttached), so the stack cannot '
    + 'be deleted.',
  message: ({ bucket }) =>
    `bucket ${showValue(bucket)} is deleted with its stack, but the access point does not depend on it, `
    + 'expected the access point to be deleted first',
  fix: 'add a dependency of the access point on the bucket, or retain the bucket',
  source: BUCKETS,
});

export const MRAP212_BUCKET_DESTROYED_ACCESS_POINT_RETAINED = defineDiagnostic<{ bucket: string }>({
  id: 'MRAP212',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Underlying bucket destroyed while its access point is retained',
  why: 'S3 refuses to delete a member bucket, so the stack cannot be deleted.',
  message: ({ bucket }) =>
    `bucket ${showValue(bucket)} is deleted with its stack, but its access point is retained, expected the same `
    + 'removal policy for both',
  fix: 'set the same removal policy for the bucket and the access point',
  source: BUCKETS,
});

export const MRAP519_MEMBER_OF_ANOTHER_ACCOUNT_DELETED = defineDiagnostic<{
  bucket: string; account: string; removed: boolean;
}>({
  id: 'MRAP519',
  reportedBy: ['linter', 'baseline'],
  severity: FindingSeverity.WARNING,
  title: 'Member bucket of another account can be deleted',
  why:
    'S3 refuses to delete a member bucket only in the account of the access point. In another account, S3 deletes the '
    + 'bucket and continues to route requests to it. No bucket can replace it, and any account can take its name.',
  message: ({ bucket, account, removed }) =>
    `bucket ${showValue(bucket)} of account ${showValue(account)} is a member of the access point, `
    + `${removed ? 'and the template no longer contains it' : 'and is deleted with its stack'}, `
    + 'expected DeletionPolicy Retain',
  fix: 'retain the bucket; see "Deleted member bucket" in the runbook if it is already deleted',
  source: BUCKETS,
});

export const MRAP226_BUCKET_RENAMED = defineDiagnostic<{ bucket: string; declared: string; renamed: string }>({
  id: 'MRAP226',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Bucket renamed after its declaration',
  why:
    'The access point, the replication and their policies contain the name that the bucket had before. They would use '
    + 'another bucket, which can belong to another account.',
  message: ({ bucket, declared, renamed }) =>
    `bucket ${showValue(bucket)} was renamed after its declaration, got ${showValue(renamed)}, expected `
    + showValue(declared),
  fix: 'exclude the bucket from the aspect or override, and set bucketNamePrefix or bucketName instead',
  source: makeS3UserGuideSource('multi-region-access-point-buckets'),
});

export const MRAP227_DUPLICATE_LIFECYCLE_RULE_ID = defineDiagnostic<{ ids: readonly string[]; own: string }>({
  id: 'MRAP227',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Duplicate lifecycle rule id',
  why: 'S3 refuses a lifecycle configuration with two rules of the same id, so no bucket can be created.',
  message: ({ ids, own }) =>
    `lifecycleRules contains duplicate ids, got ${showValue(ids)}, expected ids that are unique and not `
    + `${showValue(own)}, which the library uses`,
  fix: 'give each rule another id, or omit the id',
  source: makeS3UserGuideSource('intro-lifecycle-rules'),
});
