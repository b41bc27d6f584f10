import { getPolicy, type LivePolicy } from '../../control/policies';
import { MRAP917 } from '../../src/checks/diagnostics/deployment';
import { type RawProperties } from '../../src/contract/reading';
import { HandlerError } from '../cloudformation/handler-error';
import { type Environment } from '../context';
import { comparePolicies } from './canonical';

/**
 * Throws where an adopted access point has a policy that the application does not declare. One that has none is read twice: an answer that
 * was cut short looks the same, and what is overwritten by mistake cannot be brought back.
 */
export async function refuseForeignPolicy(environment: Environment, accountId: string, name: string, declared: RawProperties): Promise<void> {
  const first = await getPolicy(environment.s3, accountId, name);
  const live = isEmpty(first) ? await getPolicy(environment.s3, accountId, name) : first;
  if (isEmpty(live)) return;
  const texts = [live.established, live.proposed].filter((text) => text !== undefined && text !== '');
  const differences = [...new Set(texts.flatMap((text) => showDifferences(JSON.parse(text!), declared)))];
  if (differences.length > 0) throw new HandlerError([MRAP917.find({ name, differences })]);
}

function isEmpty(policy: LivePolicy): boolean {
  return !policy.established && !policy.proposed;
}

function showDifferences(live: unknown, declared: unknown): string[] {
  const { onlyLive, onlyDeclared } = comparePolicies(live, declared);
  return [
    ...onlyLive.map((statement) => `it has the statement ${statement}`),
    ...onlyDeclared.map((statement) => `it lacks the statement ${statement}`),
  ];
}
