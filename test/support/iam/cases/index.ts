import { type Case } from './case';
import { CONDITION_CASES } from './conditions';
import { EVALUATION_CASES } from './evaluation';
import { SERVICE_CASES } from './services';

export { ALICE, MALLORY } from './case';

/** Requests and policies, with the decision that the guides document. */
export const CASES: readonly Case[] = [...EVALUATION_CASES, ...CONDITION_CASES, ...SERVICE_CASES]
  .map(([page, what, request, policies, decision]) => ({ page, what, request, policies, decision }));
