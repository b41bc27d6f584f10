import { comparePolicies } from '../../control/canonical-policy';
import { type LivePolicy } from '../../control/policies';
import { parsePolicyMarker } from '../../control/policy-marker';
import { MRAP917_ADOPTION_OVERWRITES_POLICY } from '../../src/diagnostics/definitions/deployment';
import { type RawProperties } from '../../src/wire/property-readers';
import { type ResourceEvent } from '../cloudformation/event';
import { HandlerError } from '../cloudformation/handler-error';
import { type HandlerContext } from '../handler-context';
import { isEmptyPolicy, readPolicy } from './read-policy';

export interface AdoptedPolicyCheckInput {
  readonly name: string;
  readonly owner?: string;
  readonly declared: RawProperties;
}

/** Throws if an adopted access point has a policy other than the declared one. */
export async function assertNoForeignPolicy(
  context: HandlerContext, event: ResourceEvent, { name, owner, declared }: AdoptedPolicyCheckInput,
): Promise<void> {
  const live = await readPolicy(context, event, name);
  if (isEmptyPolicy(live) || isPutByAdoption(live, owner)) return;
  const texts = [live.established, live.proposed].filter((text) => text !== undefined && text !== '');
  const differences = [...new Set(texts.flatMap((text) => listPolicyDifferences(JSON.parse(text!), declared)))];
  if (differences.length > 0) {
    throw new HandlerError([MRAP917_ADOPTION_OVERWRITES_POLICY.create({ name, differences })]);
  }
}

/** The adoption of an access point without a policy put one that only contains the owner. */
function isPutByAdoption({ established, proposed }: LivePolicy, owner: string | undefined): boolean {
  const markers = [established, proposed].filter(Boolean).map(parsePolicyMarker);
  return markers.every((marker) => marker?.isBlank && !marker.isChanged && marker.owner === owner);
}

function listPolicyDifferences(live: unknown, declared: unknown): string[] {
  const { onlyLive, onlyDeclared } = comparePolicies(live, declared);
  return [
    ...onlyLive.map((statement) => `it has the statement ${statement}`),
    ...onlyDeclared.map((statement) => `it lacks the statement ${statement}`),
  ];
}
