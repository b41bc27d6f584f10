import { abstain, decide, type Verdict } from '../model/verdict';
import { type ProbeStack, type RecordedRequest } from './deployment-lab';

/**
 * Decides whether the stack had a status when the function received all requests of a kind. The function records no
 * status if its read failed.
 */
export function decideByStatus(
  { requests }: ProbeStack, status: string, isOfKind: (request: RecordedRequest) => boolean,
): Verdict {
  const statuses = requests.filter(isOfKind).map(({ stackStatus }) => stackStatus);
  if (statuses.length === 0) return abstain('CloudFormation sent no such request');
  if (statuses.includes(undefined)) return abstain('the function could not read the status');
  return decide(statuses.every((shown) => shown === status), `the function saw ${[...new Set(statuses)].join(', ')}`);
}
