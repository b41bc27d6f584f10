import { ACCESS_POINT_STATUSES } from '../../../src/facts/operation-status';
import { type UnreadPart } from '../imported-state';

/** Records a status with which the deployment refuses to adopt the access point. */
export function checkStatus(status: string | undefined, unread: UnreadPart[]): void {
  if (status === undefined || status === 'READY') return;
  const meaning = ACCESS_POINT_STATUSES.find((entry) => entry.status === status)?.meaning ?? 'an unknown status';
  unread.push({
    what: 'access point',
    why: `it is ${status} (${meaning}), and the deployment adopts only an access point that is READY`,
  });
}
