import { type IConstruct } from 'constructs';
import {
  MRAP755_CONFLICTING_HANDLER_SETTINGS, MRAP756_HANDLER_ROLE_TOO_LARGE,
} from '../diagnostics/definitions/options';
import { MRAP786_HANDLERS_CONFIGURED_TOO_LATE } from '../diagnostics/definitions/usage';
import { renderFindingAsMessage } from '../diagnostics/finding';
import { assertNoErrorsAndAnnotateFindings } from './assert-valid';

/** IAM allows 10,240 characters for all inline policies of a role. An update attaches the old and the new policies. */
const MAX_POLICY_CHARACTERS = 5120;

/** Throws MRAP755 for each setting of the handlers that already has another value. */
export function assertNoConflictingSettings(scope: IConstruct, stack: string, settings: readonly string[]): void {
  assertNoErrorsAndAnnotateFindings(
    scope, settings.map((setting) => MRAP755_CONFLICTING_HANDLER_SETTINGS.create({ setting, stack })),
  );
}

/** Throws MRAP786 if the functions exist, because settings have no effect then. */
export function assertHandlersNotYetCreated(
  scope: IConstruct, stack: string, { created, settings }: { created: boolean; settings: readonly string[] },
): void {
  const isLate = created && settings.length > 0;
  assertNoErrorsAndAnnotateFindings(
    scope, isLate ? [MRAP786_HANDLERS_CONFIGURED_TOO_LATE.create({ stack, settings })] : [],
  );
}

/** Checks the total size of the policies of one handler role (MRAP756). */
export function checkHandlerRolePolicySize(
  stack: string, size: { readonly characters: number; readonly constructs: number },
): string[] {
  if (size.characters <= MAX_POLICY_CHARACTERS) return [];
  return [
    renderFindingAsMessage(MRAP756_HANDLER_ROLE_TOO_LARGE.create({ ...size, stack, limit: MAX_POLICY_CHARACTERS })),
  ];
}
