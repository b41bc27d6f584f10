import { abstain, decide, type Verdict } from '../model/verdict';
import { type ProbeStack, type RecordedRequest } from './deployment-lab';

/** Decides whether the stack had a status when the function received all requests of a kind. */
export function decideByStatus(
  { requests }: ProbeStack, status: string, isOfKind: (request: RecordedRequest) => boolean,
): Verdict {
  const statuses = requests.filter(isOfKind).map(({ stackStatus = 'no status' }) => stackStatus);
  if (statuses.length === 0) return abstain('CloudFormation sent no such request');
  return decide(statuses.every((shown) => shown === status), `the function saw ${[...new Set(statuses)].join(', ')}`);
}
