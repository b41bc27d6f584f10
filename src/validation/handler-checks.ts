import { type IConstruct } from 'constructs';
import {
  MRAP755_CONFLICTING_HANDLER_SETTINGS, MRAP756_HANDLER_ROLE_TOO_LARGE,
} from '../diagnostics/definitions/options';
import { MRAP786_HANDLERS_CONFIGURED_TOO_LATE } from '../diagnostics/definitions/usage';
import { renderFindingAsMessage } from '../diagnostics/finding';
import { assertNoErrorsAndAnnotateFindings } from './assert-valid';

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

/** Checks the total size of policies of the handlers' role (MRAP756). */
export function checkHandlerRolePolicySize(
  stack: string, size: { readonly characters: number; readonly limit: number; readonly constructs: number },
): string[] {
  const { characters, limit, constructs } = size;
  if (characters <= limit) return [];
  const maxConstructs = Math.floor(constructs * limit / characters);
  return [renderFindingAsMessage(MRAP756_HANDLER_ROLE_TOO_LARGE.create({ ...size, stack, maxConstructs }))];
}
