import { comparePolicies } from '../../control/canonical-policy';
import { MRAP917_ADOPTION_OVERWRITES_POLICY } from '../../src/diagnostics/definitions/deployment';
import { type RawProperties } from '../../src/wire/property-readers';
import { HandlerError } from '../cloudformation/handler-error';
import { type HandlerContext } from '../handler-context';
import { isEmptyPolicy, readPolicy } from './read-policy';

/** Throws if an adopted access point has a policy other than the declared one. */
export async function assertNoForeignPolicy(
  context: HandlerContext, accountId: string, name: string, declared: RawProperties,
): Promise<void> {
  const live = await readPolicy(context.s3, accountId, name);
  if (isEmptyPolicy(live)) return;
  const texts = [live.established, live.proposed].filter((text) => text !== undefined && text !== '');
  const differences = [...new Set(texts.flatMap((text) => listPolicyDifferences(JSON.parse(text!), declared)))];
  if (differences.length > 0) {
    throw new HandlerError([MRAP917_ADOPTION_OVERWRITES_POLICY.create({ name, differences })]);
  }
}

function listPolicyDifferences(live: unknown, declared: unknown): string[] {
  const { onlyLive, onlyDeclared } = comparePolicies(live, declared);
  return [
    ...onlyLive.map((statement) => `it has the statement ${statement}`),
    ...onlyDeclared.map((statement) => `it lacks the statement ${statement}`),
  ];
}
