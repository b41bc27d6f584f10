import { checkControlRegion, checkRoutesControlRegion } from '../../../diagnostics/checks/routes';
import { MRAP305_ROUTES_CALL_REGION, MRAP306_MANAGEMENT_CALL_REGION } from '../../../diagnostics/definitions/routes';
import { literalText } from '../../evaluation/read';
import { type SdkCall, sdkCalls } from '../../model/sdk-calls';
import { type Rule, toMatches } from '../rule';

const ROUTES_ACTION = /^(get|submit)MultiRegionAccessPointRoutes$/;
const CONTROL_ACTION = /MultiRegionAccessPoint/;

/** Rows R5 and R6: calls that a custom resource makes, in the Region it names or else in the stack's. */
export const callRegions: Rule = {
  finds: [MRAP305_ROUTES_CALL_REGION, MRAP306_MANAGEMENT_CALL_REGION],
  check: (application) => sdkCalls(application).flatMap((call) => toMatches(call.resource, check(call), `Properties/${call.phase}`)),
};

function check({ action, region }: SdkCall) {
  const known = literalText(region);
  if (known === undefined) return [];
  if (ROUTES_ACTION.test(action)) return checkRoutesControlRegion(known);
  return CONTROL_ACTION.test(action) ? checkControlRegion(known) : [];
}
