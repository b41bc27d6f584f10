import { type IConstruct } from 'constructs';
import { MRAP755_CONFLICTING_HANDLER_SETTINGS, MRAP756_HANDLER_ROLE_TOO_LARGE } from '../diagnostics/definitions/options';
import { renderFinding } from '../diagnostics/finding';
import { assertValid } from './assert-valid';

/** IAM allows the inline policies of a role 10,240 characters together, and an update attaches old and new ones. */
const MAX_POLICY_CHARACTERS = 5120;

/** Row O5: throws where settings of a stack's handlers have another value already. */
export function assertNoConflictingSettings(scope: IConstruct, stack: string, settings: readonly string[]): void {
  assertValid(scope, settings.map((setting) => MRAP755_CONFLICTING_HANDLER_SETTINGS.create({ setting, stack })));
}

/** Row O6: what the policies of one role come to, for the constructs of a stack. */
export function checkPolicySize(stack: string, size: { readonly characters: number; readonly constructs: number }): string[] {
  if (size.characters <= MAX_POLICY_CHARACTERS) return [];
  return [renderFinding(MRAP756_HANDLER_ROLE_TOO_LARGE.create({ ...size, stack, limit: MAX_POLICY_CHARACTERS }))];
}
