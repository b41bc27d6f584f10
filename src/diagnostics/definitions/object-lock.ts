import { makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

/** The duration is undefined if the default retention is missing. */
export const MRAP777_INVALID_EVENT_HOLD = defineDiagnostic<{ duration?: string }>({
  id: 'MRAP777',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Invalid default event hold',
  why: 'S3 accepts a default event hold of 1 to 36,500 whole days, and only together with a mode and a period.',
  message: ({ duration }) => (duration === undefined
    ? 'objectLockDefaultEventHold is set without objectLockDefaultRetention, expected both'
    : `objectLockDefaultEventHold is invalid, got ${showValue(duration)}, expected 1 to 36,500 whole days`),
  fix: ({ duration }) => (duration === undefined
    ? 'set objectLockDefaultRetention, whose mode also applies to the event hold'
    : 'use Duration.days with a number in this range'),
  source: makeS3UserGuideSource('object-lock-configure', '2026-10-01'),
});
