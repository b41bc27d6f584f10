import { makeSetupOfMembers } from '../../../cli/simulate/setup-of-members';
import { EMPTY_SETUP, type SimulatedSetup } from '../../../cli/simulate/simulated-setup';
import { ACCOUNT } from '../../support/accounts';

export const REGIONS = [
  'ap-northeast-1', 'ap-northeast-2', 'ap-northeast-3', 'ap-south-1', 'ap-southeast-1', 'ap-southeast-2',
  'ca-central-1', 'eu-central-1', 'eu-north-1', 'eu-west-1', 'eu-west-2', 'eu-west-3', 'sa-east-1', 'us-east-1',
  'us-east-2', 'us-west-1', 'us-west-2',
];
const OPEN = {
  BlockPublicAcls: true, IgnorePublicAcls: true, BlockPublicPolicy: false, RestrictPublicBuckets: false,
};

/** Two buckets. The second one belongs to `owner`. */
export function makeSetup(owner: string, more: Partial<SimulatedSetup> = {}): SimulatedSetup {
  const buckets = [['media-eu', 'eu-west-1', ACCOUNT], ['media-us', 'us-east-1', owner]].map(
    ([name, region, accountId]) => ({ name, region, accountId, hasObjectLock: false, isVersioned: true }));
  return {
    ...EMPTY_SETUP,
    accountId: ACCOUNT,
    buckets,
    accessPoints: [{ name: 'media', members: ['media-eu', 'media-us'], publicAccessBlock: OPEN, routes: [] }],
    ...more,
  };
}

const PUBLIC_POLICY = {
  name: 'media',
  render: (aliases: ReadonlyMap<string, string>) => JSON.stringify({
    Version: '2012-10-17',
    Statement: [{
      Effect: 'Allow',
      Principal: '*',
      Action: 's3:GetObject',
      Resource: `arn:aws:s3::${ACCOUNT}:accesspoint/${aliases.get('media')}/object/*`,
    }],
  }),
};

/** Access points that no construct of this library has made. */
export const ODD_SETUPS: readonly [title: string, SimulatedSetup][] = [
  ['with a public policy', makeSetup(ACCOUNT, { accessPointPolicies: [PUBLIC_POLICY] })],
  ['with 17 members and rules of another tool', { ...makeSetupOfMembers(REGIONS), accountId: ACCOUNT }],
];
