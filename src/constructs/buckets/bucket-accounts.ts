import { Aws, Stack } from 'aws-cdk-lib/core';
import { type IConstruct } from 'constructs';
import { MRAP773_INVALID_BUCKET_ACCOUNTS } from '../../diagnostics/definitions/environments';
import { type Finding } from '../../diagnostics/finding';
import { toTextUnlessToken } from '../../validation/tokens';
import { type MultiRegionBucketsProps } from './multi-region-buckets-props';

/** Checks the accounts of buckets in other accounts (MRAP773). */
export function checkBucketAccounts(
  scope: IConstruct, { accounts = {}, regions, bucketNamePrefix }: MultiRegionBucketsProps,
): Finding[] {
  const entries = Object.entries(accounts).sort(([a], [b]) => (a < b ? -1 : 1));
  if (entries.length === 0) return [];
  const problems = [
    ...(toTextUnlessToken(Stack.of(scope).account) === undefined
      ? [['a stack without an account', 'a stack with the property env.account']]
      : []),
    ...(bucketNamePrefix.includes(Aws.ACCOUNT_ID)
      ? [['Aws.ACCOUNT_ID in the bucket names', 'names that are the same in every account']]
      : []),
    ...entries.filter(([region]) => !regions.includes(region))
      .map(([region]) => [`an account for Region "${region}"`, 'only Regions of the property regions']),
    ...entries.filter(([, account]) => !/^\d{12}$/.test(account))
      .map(([region, account]) => [`"${account}" for Region "${region}"`, '12 digits']),
  ];
  return problems.map(([got, expected]) => MRAP773_INVALID_BUCKET_ACCOUNTS.create({ got, expected }));
}
