import { type IResource, Stack } from 'aws-cdk-lib/core';
import { MRAP444_FAILOVER_FROM_ANOTHER_ACCOUNT } from '../../diagnostics/definitions/environments';
import { type Finding } from '../../diagnostics/finding';
import { toTextUnlessToken } from '../../validation/tokens';

/** Checks that a construct which reads or changes routes is in the account of the access point (MRAP444). */
export function checkFailoverAccount(scope: IResource, accessPoint: IResource): Finding[] {
  const [account, expected] = [Stack.of(scope).account, accessPoint.env.account].map(toTextUnlessToken);
  if (account === undefined || expected === undefined || account === expected) return [];
  return [MRAP444_FAILOVER_FROM_ANOTHER_ACCOUNT.create({ account, expected })];
}
