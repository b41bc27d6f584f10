import { type SimulatedCallContext } from '../model/operations';
import { type SimulatedPermission } from '../settings';
import { type RequestedResources } from './operation-handler';
import { accessDeniedError } from './service-error';
import { type SimulatorState } from './simulator-state';

/** Refuses a call whose caller does not have a permission. */
export function refuseUnauthorized(
  { settings, sessions }: Pick<SimulatorState, 'settings' | 'sessions'>, call: SimulatedCallContext,
  { action, resource, encryptionContext }: SimulatedPermission,
  { accessPoint, bucket, required, conditions }: RequestedResources,
): void {
  const { accountId, region, caller } = call;
  const session = sessions.find(caller);
  const decision = settings.authorize({
    action, resource, encryptionContext, accessPoint, bucket, required, conditions, accountId, region, caller, session,
  });
  if (decision !== true) throw accessDeniedError(decision === false ? undefined : decision.denial);
}
