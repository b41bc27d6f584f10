import { checkControlRegion, checkRoutesControlRegion } from '../../../diagnostics/checks/routes';
import { MRAP305_ROUTES_CALL_REGION, MRAP306_MANAGEMENT_CALL_REGION } from '../../../diagnostics/definitions/routes';
import { type Finding } from '../../../diagnostics/finding';
import { literalText } from '../../evaluation/read';
import { findSdkCalls, type SdkCall } from '../../model/sdk-calls';
import { type LinterRule, toLinterRuleMatches } from '../rule';

const ROUTES_ACTION = /^(get|submit)MultiRegionAccessPointRoutes$/;
const CONTROL_ACTION = /MultiRegionAccessPoint/;

/** The Regions of SDK calls that custom resources make. */
export const customResourceSdkCallRegionsRule: LinterRule = {
  finds: [MRAP305_ROUTES_CALL_REGION, MRAP306_MANAGEMENT_CALL_REGION],
  check: (application) =>
    findSdkCalls(application)
      .flatMap((call) => toLinterRuleMatches(call.resource, check(call), `Properties/${call.phase}`)),
};

function check({ action, region }: SdkCall): Finding[] {
  const known = literalText(region);
  if (known === undefined) return [];
  if (ROUTES_ACTION.test(action)) return checkRoutesControlRegion(known);
  return CONTROL_ACTION.test(action) ? checkControlRegion(known) : [];
}
