import { type Declaration, OTHER_ACCOUNT } from '../../applications/declaration';
import { ACCOUNT } from '../../emulator/ministack';
import { accessPoint } from '../../expected/access-points';
import { replicatedBuckets } from '../../expected/buckets';
import { handlersLogs, handlersRole, replicationRole } from '../../expected/roles';
import { allowReading } from '../../expected/statements';
import { type Scenario } from '../scenario';
import { type State } from '../state';
import { SKIPS_UNCHANGED_RESOURCE } from './rows';

const NAME = 'staged';
const REGIONS = ['eu-west-1', 'us-east-1'];
const MEMBERS = { 'staged-eu-west-1': 'eu-west-1', 'staged-us-east-1': 'us-east-1' };
const STACK = 'Prod-Media';
const TAGS = { Team: 'video', Stage: 'prod' };
const OTHER = { AWS: `arn:aws:iam::${OTHER_ACCOUNT}:root` };

const staged: Declaration = {
  application: 'stage',
  name: NAME,
  regions: REGIONS,
  activeRegions: ['eu-west-1'],
  readers: ['role', 'account'],
  tags: TAGS,
  removal: 'DESTROY',
};
const withoutAccount: Declaration = { ...staged, readers: ['role'] };
const withoutReaders: Declaration = { ...staged, readers: [] };

interface Readers {
  readonly role: readonly object[];
  readonly accessPoint?: readonly object[];
}

function expectReaders(readers: Readers): Partial<State> {
  const buckets = Object.keys(MEMBERS);
  return {
    accessPoints: {
      [NAME]: accessPoint({ members: MEMBERS, activeRegions: ['eu-west-1'], policy: readers.accessPoint }),
    },
    buckets: replicatedBuckets({
      name: NAME,
      regions: REGIONS,
      role: `arn:aws:iam::${ACCOUNT}:role/cdk-s3-mrap/${STACK}/${STACK}/MediaReplicationRole`,
      isKmsEncrypted: false,
    }),
    roles: {
      [`${STACK}/MultiRegionAccessPointHandlersProviderRole`]:
        handlersRole(STACK, { replicated: buckets, tags: TAGS }),
      [`${STACK}/MediaReplicationRole`]: replicationRole({ buckets, tags: TAGS }),
      [`${STACK}/Reader`]: { service: 'ecs-tasks.amazonaws.com', statements: readers.role, tags: TAGS },
    },
    logGroups: handlersLogs(STACK, TAGS),
  };
}

/** The steps with and without routes. */
function makeSteps(app: Partial<Declaration>): Scenario['steps'] {
  return [
    {
      title: 'grants a role and another account the permission to read',
      deploy: { ...staged, ...app },
      aliasChange: 'new',
      expected: expectReaders({ role: allowReading(), accessPoint: allowReading(OTHER) }),
    },
    {
      title: 'revokes the grant to the account',
      deploy: { ...withoutAccount, ...app },
      aliasChange: 'same',
      expected: expectReaders({ role: allowReading() }),
    },
    {
      title: 'revokes the last grant',
      deploy: { ...withoutReaders, ...app },
      aliasChange: 'same',
      expected: expectReaders({ role: [] }),
    },
    {
      title: 'deletes all resources',
      destroy: { ...withoutReaders, ...app },
      aliasChange: 'deleted',
      expected: { logGroups: handlersLogs(STACK, TAGS) },
    },
  ];
}

export const GRANTS_IN_A_STAGE: Scenario = {
  title: 'Grants in a stage',
  requiredRows: [SKIPS_UNCHANGED_RESOURCE],
  s3Control: ['ministack'],
  steps: makeSteps({}),
};

/** moto has no routes. */
export const GRANTS_WITHOUT_ROUTES: Scenario = {
  title: 'Grants without routes',
  requiredRows: [SKIPS_UNCHANGED_RESOURCE],
  s3Control: ['moto'],
  steps: makeSteps({ activeRegions: [] }),
};
