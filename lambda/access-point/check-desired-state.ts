import { checkMembers } from '../../src/diagnostics/checks/members';
import { checkAccessPointName } from '../../src/diagnostics/checks/names';
import { checkProvisioning } from '../../src/diagnostics/checks/provisioning';
import { assertNoErrors } from '../cloudformation/handler-error';
import { type DesiredAccessPoint } from './desired-state';

/** Repeats the checks of the constructs. At synthesis, values that were tokens could not be checked. */
export function checkDesiredAccessPoint({ properties, givenName }: DesiredAccessPoint): void {
  const buckets = properties.Buckets.map(({ Bucket, Region, AccountId }) => ({
    bucket: Bucket,
    region: Region,
    account: AccountId,
  }));
  assertNoErrors([
    ...(givenName === undefined ? [] : checkAccessPointName(givenName)),
    ...checkMembers(buckets, { additionalRegions: properties.AdditionalRegions }),
    ...checkProvisioning({
      native: false,
      replacementAllowed: properties.Replacement === 'ALLOW',
      name: givenName,
      named: givenName !== undefined,
      membersKnown: true,
      customResourceOptions: [],
    }),
  ]);
}
