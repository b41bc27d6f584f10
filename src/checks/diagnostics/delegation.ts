import { userGuide } from '../../facts/source';
import { diagnostic, show } from '../diagnostic';
import { FindingSeverity } from '../finding';

const PERMISSIONS = userGuide('MultiRegionAccessPointPermissions');

export const MRAP555 = diagnostic<{ bucket: string; policy: string }>({
  id: 'MRAP555',
  row: 'D5',
  severity: FindingSeverity.WARNING,
  title: 'Underlying bucket without delegation',
  why: 'The bucket is imported, so its policy is not ours to write; without the statement requests that are routed to it may fail with 403.',
  message: ({ bucket, policy }) => `policy of bucket ${show(bucket)} cannot be changed from here, expected it to hold ${policy}`,
  fix: 'add the statement to the bucket policy, and acknowledge this',
  source: PERMISSIONS,
});
