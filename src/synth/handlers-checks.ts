import { type IConstruct } from 'constructs';
import { MRAP755, MRAP756 } from '../checks/diagnostics/options';
import { renderFinding } from '../checks/finding';
import { assertValid } from './assert-valid';

/** IAM allows the inline policies of a role 10,240 characters together, and an update attaches old and new ones. */
const MAX_POLICY_CHARACTERS = 5120;

/** Row O5: throws where settings of a stack's handlers have another value already. */
export function assertSettledOnce(scope: IConstruct, stack: string, settings: readonly string[]): void {
  assertValid(scope, settings.map((setting) => MRAP755.find({ setting, stack })));
}

/** Row O6: what the policies of one role come to, for the constructs of a stack. */
export function checkPolicySize(stack: string, size: { readonly characters: number; readonly constructs: number }): string[] {
  if (size.characters <= MAX_POLICY_CHARACTERS) return [];
  return [renderFinding(MRAP756.find({ ...size, stack, limit: MAX_POLICY_CHARACTERS }))];
}
