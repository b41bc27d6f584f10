import { type Declaration } from '../../applications/declaration';
import { accessPoint } from '../../expected/access-points';
import { existingBuckets } from '../../expected/buckets';
import { handlersLogs, handlersRole } from '../../expected/roles';
import { allowReadingAndWriting } from '../../expected/statements';
import { type Scenario } from '../scenario';
import { type State } from '../state';
import { DELETES_REPLACED_RESOURCE, RETAINS_ON_DELETION, ROLLS_BACK_FAILED_UPDATE } from './rows';

/** The Regions of three existing buckets, by name. */
type Buckets = Readonly<Record<string, string>>;

function bucketsNamed(name: string): Buckets {
  return {
    [`${name}-eu-west-1`]: 'eu-west-1',
    [`${name}-us-east-1`]: 'us-east-1',
    [`${name}-ap-northeast-1`]: 'ap-northeast-1',
  };
}

interface ExpectedStack {
  readonly stack: string;
  readonly buckets: Buckets;
  readonly accessPoints: State['accessPoints'];
}

/** The state after the deployment of a stack without other resources than the access point. */
function expectStack({ stack, buckets, accessPoints }: ExpectedStack): Partial<State> {
  return {
    accessPoints,
    buckets: existingBuckets(buckets),
    roles: { [`${stack}/MultiRegionAccessPointHandlersProviderRole`]: handlersRole(stack) },
    logGroups: handlersLogs(stack),
  };
}

const EXAMPLE_BUCKETS = {
  'media-example-ireland': 'eu-west-1',
  'media-example-virginia': 'us-east-1',
  'media-example-tokyo': 'ap-northeast-1',
};

function expectExample(activeRegion: string): Partial<State> {
  const accessPoints = { 'media-example': accessPoint({ members: EXAMPLE_BUCKETS, activeRegions: [activeRegion] }) };
  const { roles, ...state } = expectStack({ stack: 'ActivePassive', buckets: EXAMPLE_BUCKETS, accessPoints });
  const transcoder = { service: 'ecs-tasks.amazonaws.com', statements: allowReadingAndWriting(), tags: {} };
  return { ...state, roles: { ...roles, 'ActivePassive/Transcoder': transcoder } };
}

const example: Declaration = { application: 'bring-your-own-buckets example', activeRegions: ['eu-west-1'] };
const exampleFailedOver: Declaration = { ...example, activeRegions: ['us-east-1'] };

export const BRING_YOUR_OWN_BUCKETS_EXAMPLE: Scenario = {
  title: 'The bring-your-own-buckets example',
  requiredRows: [RETAINS_ON_DELETION],
  s3Control: ['simulator', 'ministack'],
  buckets: EXAMPLE_BUCKETS,
  steps: [
    { title: 'deploys', deploy: example, aliasChange: 'new', expected: expectExample('eu-west-1') },
    { title: 'fails over', deploy: exampleFailedOver, aliasChange: 'same', expected: expectExample('us-east-1') },
    {
      title: 'deletes the stack and retains the access point',
      destroy: exampleFailedOver,
      aliasChange: 'same',
      expected: { ...expectExample('us-east-1'), roles: {} },
    },
  ],
};

const replacedBuckets = bucketsNamed('existing-buckets');
const twoBuckets = { 'existing-buckets-eu-west-1': 'eu-west-1', 'existing-buckets-us-east-1': 'us-east-1' };
const replaced: Declaration = {
  application: 'existing buckets', name: 'existing-buckets', activeRegions: ['eu-west-1'],
};
const withTwoBuckets: Declaration = { ...replaced, regions: ['eu-west-1', 'us-east-1'] };
const replacedWithTwoBuckets: Declaration = { ...withTwoBuckets, replacement: 'ALLOW', removal: 'DESTROY' };

function expectReplaced(name: string, members: Buckets): Partial<State> {
  const accessPoints = { [name]: accessPoint({ members, activeRegions: ['eu-west-1'] }) };
  return expectStack({ stack: 'existing-buckets', buckets: replacedBuckets, accessPoints });
}

export const REPLACEMENT: Scenario = {
  title: 'A replacement of the access point',
  requiredRows: [ROLLS_BACK_FAILED_UPDATE, DELETES_REPLACED_RESOURCE],
  s3Control: ['simulator', 'ministack'],
  buckets: replacedBuckets,
  steps: [
    {
      title: 'deploys',
      deploy: replaced,
      aliasChange: 'new',
      expected: expectReplaced('existing-buckets', replacedBuckets),
    },
    {
      title: 'rolls back a replacement that is not allowed',
      deploy: withTwoBuckets,
      expectedError: /MRAP903/,
      aliasChange: 'same',
      expected: expectReplaced('existing-buckets', replacedBuckets),
    },
    {
      title: 'replaces the access point after the replacement is allowed',
      deploy: replacedWithTwoBuckets,
      aliasChange: 'different',
      expected: expectReplaced('existing-buckets-<hash>', twoBuckets),
    },
    {
      title: 'deletes all resources',
      destroy: replacedWithTwoBuckets,
      aliasChange: 'deleted',
      expected: { buckets: existingBuckets(replacedBuckets), logGroups: handlersLogs('existing-buckets') },
    },
  ],
};

const renamedBuckets = bucketsNamed('renamed');
const renamed: Declaration = { application: 'existing buckets', name: 'renamed', activeRegions: ['eu-west-1'] };
const underNewId: Declaration = { ...renamed, constructId: 'Assets' };
const expectedRenamed = expectStack({
  stack: 'renamed',
  buckets: renamedBuckets,
  accessPoints: { renamed: accessPoint({ members: renamedBuckets, activeRegions: ['eu-west-1'] }) },
});

export const RENAMED_CONSTRUCT: Scenario = {
  title: 'A renamed construct',
  requiredRows: [ROLLS_BACK_FAILED_UPDATE, RETAINS_ON_DELETION],
  s3Control: ['ministack'],
  buckets: renamedBuckets,
  steps: [
    { title: 'deploys', deploy: renamed, aliasChange: 'new', expected: expectedRenamed },
    {
      title: 'refuses the access point of the former id',
      deploy: underNewId,
      expectedError: /MRAP901/,
      aliasChange: 'same',
      expected: expectedRenamed,
    },
    {
      title: 'adopts the access point',
      deploy: { ...underNewId, adoptsAccessPoint: true },
      aliasChange: 'same',
      expected: expectedRenamed,
    },
    {
      title: 'changes the removal policy to DESTROY',
      deploy: { ...underNewId, removal: 'DESTROY' },
      aliasChange: 'same',
      expected: expectedRenamed,
    },
    {
      title: 'deletes the adopted access point, because the stack created it',
      destroy: { ...underNewId, removal: 'DESTROY' },
      aliasChange: 'deleted',
      expected: { buckets: existingBuckets(renamedBuckets), logGroups: handlersLogs('renamed') },
    },
  ],
};

const manualBuckets = bucketsNamed('manual-failover');
const manual: Declaration = { application: 'existing buckets', name: 'manual-failover', activeRegions: ['eu-west-1'] };
const manualToDelete: Declaration = { ...manual, removal: 'DESTROY' };
const RECORD = 'manual-failover.json';

function expectManual(activeRegion: string): Partial<State> {
  const accessPoints = { 'manual-failover': accessPoint({ members: manualBuckets, activeRegions: [activeRegion] }) };
  return expectStack({ stack: 'manual-failover', buckets: manualBuckets, accessPoints });
}

export const MANUAL_FAILOVER: Scenario = {
  title: 'A manual failover',
  requiredRows: [RETAINS_ON_DELETION],
  s3Control: ['ministack'],
  buckets: manualBuckets,
  steps: [
    { title: 'deploys', deploy: manual, aliasChange: 'new', expected: expectManual('eu-west-1') },
    {
      title: 'shows the status, and is not ready without replication',
      command: (arn) => ['status', arn],
      exitCode: 1,
      output: /no enabled rule replicates from eu-west-1 to us-east-1[^]*manual-failover-eu-west-1 +yes +active/,
      aliasChange: 'same',
      expected: expectManual('eu-west-1'),
    },
    {
      title: 'refuses a failover while the backlog is unknown',
      command: (arn) => ['failover', arn, '--to', 'us-east-1', '--yes'],
      exitCode: 4,
      output: /MRAP951/,
      aliasChange: 'same',
      expected: expectManual('eu-west-1'),
    },
    {
      title: 'fails over with the command line',
      command: (arn) => ['failover', arn, '--to', 'us-east-1', '--record', RECORD, '--accept-data-loss', '--yes'],
      exitCode: 0,
      output: /us-east-1/,
      aliasChange: 'same',
      expected: expectManual('us-east-1'),
    },
    {
      title: 'deploys another removal policy and keeps the manual failover',
      deploy: manualToDelete,
      aliasChange: 'same',
      expected: expectManual('us-east-1'),
    },
    {
      title: 'fails back with the command line',
      command: () => ['failback', '--record', RECORD, '--accept-data-loss', '--yes'],
      exitCode: 0,
      output: /eu-west-1/,
      aliasChange: 'same',
      expected: expectManual('eu-west-1'),
    },
    {
      title: 'deletes all resources',
      destroy: manualToDelete,
      aliasChange: 'deleted',
      expected: { buckets: existingBuckets(manualBuckets), logGroups: handlersLogs('manual-failover') },
    },
  ],
};
