import { makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

/**
 * The hold is undefined if a construct declares it without a default retention. The retention is defined if the hold is
 * longer.
 */
export const MRAP777_INVALID_EVENT_HOLD = defineDiagnostic<{ property: string; got?: string; retention?: string }>({
  id: 'MRAP777',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Invalid default event hold',
  why:
    'S3 accepts a default event hold of 1 to 36,500 whole days that is not longer than the default retention. AWS does '
    + 'not document clearly whether a bucket can have a hold without a retention period, so the constructs need both.',
  message: ({ property, got, retention }) => {
    if (got === undefined) return `${property} is set without objectLockDefaultRetention, expected both`;
    return retention === undefined
      ? `${property} is invalid, got ${showValue(got)}, expected one period of 1 to 36,500 whole days`
      : `${property} is longer than the default retention, got ${showValue(got)}, expected at most `
        + showValue(retention);
  },
  fix: ({ got, retention }) => {
    if (got === undefined) return 'set objectLockDefaultRetention, whose mode also applies to the event hold';
    return retention === undefined ? 'set a number of days in this range' : 'shorten the hold or extend the retention';
  },
  source: makeS3UserGuideSource('object-lock-configure', '2026-10-01'),
});
