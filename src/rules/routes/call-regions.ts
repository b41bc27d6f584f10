import { MRAP305, MRAP306 } from '../../checks/diagnostics/routes';
import { checkControlRegion, checkRoutesControlRegion } from '../../checks/routes';
import { type Rule, detect } from '../rule';
import { knownText } from '../values/read';
import { type SdkCall, sdkCalls } from '../views/sdk-calls';

const ROUTES_ACTION = /^(get|submit)MultiRegionAccessPointRoutes$/;
const CONTROL_ACTION = /MultiRegionAccessPoint/;

/** Rows R5 and R6: calls that a custom resource makes, in the Region it names or else in the stack's. */
export const callRegions: Rule = {
  finds: [MRAP305, MRAP306],
  check: (application) => sdkCalls(application).flatMap((call) => detect(call.resource, check(call), `Properties/${call.phase}`)),
};

function check({ action, region }: SdkCall) {
  const known = knownText(region);
  if (known === undefined) return [];
  if (ROUTES_ACTION.test(action)) return checkRoutesControlRegion(known);
  return CONTROL_ACTION.test(action) ? checkControlRegion(known) : [];
}
