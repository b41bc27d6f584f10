import { comparePolicies } from '../../control/canonical-policy';
import { MRAP917 } from '../../src/checks/diagnostics/deployment';
import { type RawProperties } from '../../src/contract/reading';
import { HandlerError } from '../cloudformation/handler-error';
import { type Environment } from '../context';
import { isEmpty, readPolicy } from './read';

/** Throws where an adopted access point has a policy that the application does not declare. */
export async function refuseForeignPolicy(environment: Environment, accountId: string, name: string, declared: RawProperties): Promise<void> {
  const live = await readPolicy(environment.s3, accountId, name);
  if (isEmpty(live)) return;
  const texts = [live.established, live.proposed].filter((text) => text !== undefined && text !== '');
  const differences = [...new Set(texts.flatMap((text) => showDifferences(JSON.parse(text!), declared)))];
  if (differences.length > 0) throw new HandlerError([MRAP917.find({ name, differences })]);
}

function showDifferences(live: unknown, declared: unknown): string[] {
  const { onlyLive, onlyDeclared } = comparePolicies(live, declared);
  return [
    ...onlyLive.map((statement) => `it has the statement ${statement}`),
    ...onlyDeclared.map((statement) => `it lacks the statement ${statement}`),
  ];
}
