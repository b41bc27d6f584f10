import { type Declaration } from '../../applications/declaration';
import { ACCOUNT } from '../../emulator/ministack';
import { accessPoint } from '../../expected/access-points';
import { replicatedBuckets } from '../../expected/buckets';
import { handlersLogs, handlersRole, replicationRole } from '../../expected/roles';
import { KEY_OF_THE_ACCOUNT } from '../../expected/statements';
import { type Scenario } from '../scenario';
import { type State } from '../state';
import {
  DELETES_FAILED_CREATION, DELETES_ON_FAILED_CREATION, IMPORTS_EXISTING, RETAINS_ON_DELETION, ROLLS_BACK_CREATION,
} from './rows';

const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];

const pattern = (name: string): Declaration => ({ application: 'pattern', name, activeRegions: ['eu-west-1'] });

/** The buckets, access point, roles and keys of a pattern that is deployed completely. */
function expectPattern(name: string, timeControl: 'Enabled' | 'Disabled' = 'Disabled'): Partial<State> {
  const members = Object.fromEntries(REGIONS.map((region) => [`${name}-${region}`, region]));
  const role = `arn:aws:iam::${ACCOUNT}:role/cdk-s3-mrap/${name}/${name}/MediaReplicationRole`;
  return {
    accessPoints: { [name]: accessPoint({ members, activeRegions: ['eu-west-1'] }) },
    buckets: replicatedBuckets({ name, regions: REGIONS, role, isKmsEncrypted: true, timeControl }),
    roles: {
      [`${name}/MultiRegionAccessPointHandlersProviderRole`]:
        handlersRole(name, { replicated: Object.keys(members) }),
      [`${name}/MediaReplicationRole`]:
        replicationRole({ buckets: Object.keys(members), keys: { name, regions: REGIONS } }),
    },
    keys: {
      [`${name}/MediaBucketseuwest1Key`]: { region: 'eu-west-1', statements: KEY_OF_THE_ACCOUNT, tags: {} },
      [`${name}-${name}-us-east-1/Key`]: { region: 'us-east-1', statements: KEY_OF_THE_ACCOUNT, tags: {} },
      [`${name}-${name}-ap-northeast-1/Key`]: { region: 'ap-northeast-1', statements: KEY_OF_THE_ACCOUNT, tags: {} },
    },
    logGroups: handlersLogs(name),
  };
}

/** The state after the deletion of the stack: of the roles, only the one of the retained replication remains. */
function withoutHandlers({ roles = {}, ...state }: Partial<State>): Partial<State> {
  const retained = Object.entries(roles).filter(([role]) => role.endsWith('/MediaReplicationRole'));
  return { ...state, roles: Object.fromEntries(retained) };
}

/**
 * The state after the rollback of the stack with the access point: the stacks of the other Regions are complete. The
 * stack no longer lists its log group, which remains.
 */
function expectStacksOfOtherRegions(name: string): Partial<State> {
  const { buckets = {}, keys = {} } = expectPattern(name);
  const isInOtherRegion = ([, { region }]: [string, { readonly region: string }]) => region !== 'eu-west-1';
  const withoutReplication = Object.entries(buckets).filter(isInOtherRegion)
    .map(([bucket, { region, versioning, publicAccessBlock, policy }]) =>
      [bucket, { region, versioning, publicAccessBlock, policy }] as const);
  return {
    buckets: Object.fromEntries(withoutReplication),
    keys: Object.fromEntries(Object.entries(keys).filter(isInOtherRegion)),
  };
}

const failingPolicy = pattern('failing-policy');
const withTimeControl: Declaration = { ...failingPolicy, replicationTimeControl: true };

export const FAILING_POLICY: Scenario = {
  title: 'A first deployment with a failing access point policy',
  requiredRows: [DELETES_ON_FAILED_CREATION, ROLLS_BACK_CREATION, RETAINS_ON_DELETION],
  s3Control: ['simulator'],
  steps: [
    {
      title: 'rolls back',
      deploy: failingPolicy,
      fault: { operation: 'PutMultiRegionAccessPointPolicy', leaves: 'nothing' },
      expectedError: /MRAP909/,
      aliasChange: 'deleted',
      expected: expectStacksOfOtherRegions('failing-policy'),
    },
    {
      title: 'succeeds with the same templates',
      deploy: failingPolicy,
      aliasChange: 'new',
      expected: expectPattern('failing-policy'),
    },
    {
      title: 'enables replication time control',
      deploy: withTimeControl,
      aliasChange: 'same',
      expected: expectPattern('failing-policy', 'Enabled'),
    },
    {
      title: 'deletes the stacks and retains the access point',
      destroy: withTimeControl,
      aliasChange: 'same',
      expected: withoutHandlers(expectPattern('failing-policy', 'Enabled')),
    },
  ],
};

const partial = pattern('partial-creation');

export const PARTIAL_CREATION: Scenario = {
  title: 'A first deployment with a partially created access point',
  requiredRows: [DELETES_ON_FAILED_CREATION, DELETES_FAILED_CREATION],
  s3Control: ['simulator'],
  steps: [
    {
      title: 'rolls back',
      deploy: partial,
      fault: { operation: 'CreateMultiRegionAccessPoint', leaves: 'partial' },
      expectedError: /MRAP902/,
      aliasChange: 'deleted',
      expected: expectStacksOfOtherRegions('partial-creation'),
    },
    {
      title: 'succeeds with the same templates',
      deploy: partial,
      aliasChange: 'new',
      expected: expectPattern('partial-creation'),
    },
  ],
};

const adoption = pattern('adoption');

export const ADOPTION_OF_RETAINED_RESOURCES: Scenario = {
  title: 'An adoption of retained resources',
  requiredRows: [RETAINS_ON_DELETION, IMPORTS_EXISTING],
  s3Control: ['simulator', 'ministack'],
  steps: [
    { title: 'deploys', deploy: adoption, aliasChange: 'new', expected: expectPattern('adoption') },
    {
      title: 'deletes the stacks and retains buckets and access point',
      destroy: adoption,
      aliasChange: 'same',
      expected: withoutHandlers(expectPattern('adoption')),
    },
    {
      title: 'refuses existing resources without an import',
      deploy: adoption,
      expectedError: /exist/,
      aliasChange: 'same',
      expected: expectPattern('adoption'),
    },
    {
      title: 'adopts the retained resources',
      deploy: adoption,
      importExisting: true,
      adopt: true,
      aliasChange: 'same',
      expected: expectPattern('adoption'),
    },
  ],
};
