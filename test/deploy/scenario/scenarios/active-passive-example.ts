import { type Declaration } from '../../applications/declaration';
import { ACCOUNT } from '../../emulator/ministack';
import { accessPoint } from '../../expected/access-points';
import { replicatedBuckets } from '../../expected/buckets';
import { handlersLogs, handlersRole, replicationRole } from '../../expected/roles';
import { allowKeys, allowReadingAndWriting, KEY_OF_THE_ACCOUNT } from '../../expected/statements';
import { type Scenario } from '../scenario';
import { type State } from '../state';
import { SKIPS_UNCHANGED_RESOURCE } from './rows';

const NAME = 'media-example';
const REGIONS = ['eu-west-1', 'us-east-1', 'ap-northeast-1'];
const MEMBERS = {
  'media-example-eu-west-1': 'eu-west-1',
  'media-example-us-east-1': 'us-east-1',
  'media-example-ap-northeast-1': 'ap-northeast-1',
};

const example: Declaration = { application: 'active-passive example', activeRegions: ['eu-west-1'] };
const exampleToDelete: Declaration = { ...example, activeRegions: ['us-east-1'], removal: 'DESTROY' };

function expectExample(activeRegion: string): Partial<State> {
  return {
    accessPoints: { [NAME]: accessPoint({ members: MEMBERS, activeRegions: [activeRegion] }) },
    buckets: replicatedBuckets({
      name: NAME,
      regions: REGIONS,
      role: `arn:aws:iam::${ACCOUNT}:role/cdk-s3-mrap/Media/Media/MediaReplicationRole`,
      isKmsEncrypted: true,
      logPrefix: NAME,
    }),
    roles: {
      'Media/MultiRegionAccessPointHandlersProviderRole':
        handlersRole('Media', { replicated: Object.keys(MEMBERS) }),
      'Media/MediaReplicationRole':
        replicationRole({ buckets: Object.keys(MEMBERS), keys: { name: NAME, regions: REGIONS } }),
      'Media/Transcoder': {
        service: 'ecs-tasks.amazonaws.com',
        statements: [
          ...allowReadingAndWriting(), allowKeys(NAME, REGIONS, ['kms:Decrypt', 'kms:GenerateDataKey']),
        ],
        tags: {},
      },
    },
    keys: {
      'Media/MediaBucketseuwest1Key': { region: 'eu-west-1', statements: KEY_OF_THE_ACCOUNT, tags: {} },
      'Media-media-example-us-east-1/Key': { region: 'us-east-1', statements: KEY_OF_THE_ACCOUNT, tags: {} },
      'Media-media-example-ap-northeast-1/Key': { region: 'ap-northeast-1', statements: KEY_OF_THE_ACCOUNT, tags: {} },
    },
    logGroups: handlersLogs('Media'),
  };
}

const ONLY_THE_LOG = { logGroups: handlersLogs('Media') };

export const ACTIVE_PASSIVE_EXAMPLE: Scenario = {
  title: 'The active-passive example',
  requiredRows: [SKIPS_UNCHANGED_RESOURCE],
  s3Control: ['simulator', 'ministack'],
  steps: [
    {
      title: 'deploys',
      deploy: example,
      runsApp: true,
      aliasChange: 'new',
      expected: expectExample('eu-west-1'),
    },
    {
      title: 'fails over and changes the removal policy to DESTROY',
      deploy: exampleToDelete,
      aliasChange: 'same',
      expected: expectExample('us-east-1'),
    },
    { title: 'deletes all resources', destroy: exampleToDelete, aliasChange: 'deleted', expected: ONLY_THE_LOG },
  ],
};

const recordedToDelete: Declaration = { ...example, removal: 'DESTROY' };

export const RECORDED_TEMPLATES: Scenario = {
  title: 'The recorded templates of version 1',
  requiredRows: [SKIPS_UNCHANGED_RESOURCE],
  s3Control: ['simulator', 'ministack'],
  steps: [
    {
      title: 'deploys the recorded templates',
      deploy: example,
      recorded: 'v1',
      aliasChange: 'new',
      expected: expectExample('eu-west-1'),
    },
    {
      title: 'updates to the current templates',
      deploy: example,
      keepsPhysicalIds: true,
      aliasChange: 'same',
      expected: expectExample('eu-west-1'),
    },
    {
      title: 'changes the removal policy to DESTROY',
      deploy: recordedToDelete,
      keepsPhysicalIds: true,
      aliasChange: 'same',
      expected: expectExample('eu-west-1'),
    },
    { title: 'deletes all resources', destroy: recordedToDelete, aliasChange: 'deleted', expected: ONLY_THE_LOG },
  ],
};
