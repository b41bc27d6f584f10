import { BringYourOwnBucketsStack } from '../../../examples/bring-your-own-buckets/stack';
import { bucketName, type Declaration, REGIONS } from '../applications/declaration';
import { type Scenario } from './scenario';

const [FIRST, SECOND] = REGIONS;
const IRELAND = [FIRST];
const VIRGINIA = [SECOND];

const example: Declaration = { application: 'active-passive example', activeRegions: IRELAND };
const bringYourOwn: Declaration = { application: 'bring-your-own-buckets example', activeRegions: IRELAND };
const pattern = (name: string): Declaration => ({ application: 'pattern', name, activeRegions: IRELAND });
const existingBuckets: Declaration = {
  application: 'existing buckets',
  name: 'existing-buckets',
  activeRegions: IRELAND,
};
const withFewerBuckets: Declaration = { ...existingBuckets, regions: REGIONS.slice(0, 2) };

const RETAINS_ON_DELETION = 'DeletionPolicy RetainExceptOnCreate retains a deleted resource';
const DELETES_ON_FAILED_CREATION =
  'DeletionPolicy RetainExceptOnCreate deletes a resource when the stack creation fails';
const ROLLS_BACK_CREATION = 'custom resource: a creation is rolled back when another resource fails';
const DELETES_FAILED_CREATION = 'custom resource: a failed creation is followed by a deletion';
const ROLLS_BACK_FAILED_UPDATE = 'custom resource: a failed update is followed by an update to the previous properties';
const DELETES_REPLACED_RESOURCE = 'custom resource: the old resource is deleted after an update returns a new id';
const SKIPS_UNCHANGED_RESOURCE = 'custom resource: an unchanged resource is not updated';
const IMPORTS_EXISTING = 'an existing resource with the same name is imported on request';

/**
 * The scenarios of `npm run test:deploy`. They run on the emulator, or on the test driver if the emulator lacks a
 * required row.
 */
export const SCENARIOS: readonly Scenario[] = [
  {
    title: 'The active-passive example',
    requiredRows: [SKIPS_UNCHANGED_RESOURCE],
    steps: [
      { title: 'deploys', deploy: example, aliasChange: 'new' },
      {
        title: 'fails over and changes the removal policy to DESTROY',
        deploy: { ...example, activeRegions: VIRGINIA, removal: 'DESTROY' },
        aliasChange: 'same',
      },
      {
        title: 'deletes all resources',
        destroy: { ...example, activeRegions: VIRGINIA, removal: 'DESTROY' },
        aliasChange: 'deleted',
      },
    ],
  },
  {
    title: 'The recorded templates of version 1',
    requiredRows: [SKIPS_UNCHANGED_RESOURCE],
    steps: [
      { title: 'deploys the recorded templates', deploy: example, recorded: 'v1', aliasChange: 'new' },
      { title: 'updates to the current templates', deploy: example, keepsPhysicalIds: true, aliasChange: 'same' },
      {
        title: 'changes the removal policy to DESTROY',
        deploy: { ...example, removal: 'DESTROY' },
        keepsPhysicalIds: true,
        aliasChange: 'same',
      },
      { title: 'deletes all resources', destroy: { ...example, removal: 'DESTROY' }, aliasChange: 'deleted' },
    ],
  },
  {
    title: 'The bring-your-own-buckets example',
    requiredRows: [RETAINS_ON_DELETION],
    buckets: Object.fromEntries(BringYourOwnBucketsStack.BUCKETS.map(({ name, region }) => [name, region])),
    steps: [
      { title: 'deploys', deploy: bringYourOwn, aliasChange: 'new' },
      { title: 'fails over', deploy: { ...bringYourOwn, activeRegions: VIRGINIA }, aliasChange: 'same' },
      {
        title: 'deletes the stack and retains the access point',
        destroy: { ...bringYourOwn, activeRegions: VIRGINIA },
        aliasChange: 'same',
      },
    ],
  },
  {
    title: 'A replacement of the access point',
    requiredRows: [ROLLS_BACK_FAILED_UPDATE, DELETES_REPLACED_RESOURCE],
    buckets: Object.fromEntries(REGIONS.map((region) => [bucketName('existing-buckets', region), region])),
    steps: [
      { title: 'deploys', deploy: existingBuckets, aliasChange: 'new' },
      {
        title: 'rolls back a replacement that is not allowed',
        deploy: withFewerBuckets,
        expectedError: /MRAP\d{3}/,
        aliasChange: 'same',
      },
      {
        title: 'replaces the access point after the replacement is allowed',
        deploy: { ...withFewerBuckets, replacement: 'ALLOW', removal: 'DESTROY' },
        aliasChange: 'different',
      },
      {
        title: 'deletes all resources',
        destroy: { ...withFewerBuckets, replacement: 'ALLOW', removal: 'DESTROY' },
        aliasChange: 'deleted',
      },
    ],
  },
  {
    title: 'A first deployment with a failing access point policy',
    requiredRows: [DELETES_ON_FAILED_CREATION, ROLLS_BACK_CREATION, RETAINS_ON_DELETION],
    steps: [
      {
        title: 'rolls back',
        deploy: pattern('failing-policy'),
        fault: { operation: 'PutMultiRegionAccessPointPolicy', leaves: 'nothing' },
        expectedError: /MRAP\d{3}/,
        aliasChange: 'deleted',
      },
      { title: 'succeeds with the same templates', deploy: pattern('failing-policy'), aliasChange: 'new' },
      {
        title: 'enables replication time control',
        deploy: { ...pattern('failing-policy'), replicationTimeControl: true },
        aliasChange: 'same',
      },
      {
        title: 'deletes the stacks and retains the access point',
        destroy: { ...pattern('failing-policy'), replicationTimeControl: true },
        aliasChange: 'same',
      },
    ],
  },
  {
    title: 'A first deployment with a partially created access point',
    requiredRows: [DELETES_ON_FAILED_CREATION, DELETES_FAILED_CREATION],
    steps: [
      {
        title: 'rolls back',
        deploy: pattern('partial-creation'),
        fault: { operation: 'CreateMultiRegionAccessPoint', leaves: 'partial' },
        expectedError: /MRAP\d{3}/,
        aliasChange: 'deleted',
      },
      { title: 'succeeds with the same templates', deploy: pattern('partial-creation'), aliasChange: 'new' },
    ],
  },
  {
    title: 'An adoption of retained resources',
    requiredRows: [RETAINS_ON_DELETION, IMPORTS_EXISTING],
    steps: [
      { title: 'deploys', deploy: pattern('adoption'), aliasChange: 'new' },
      {
        title: 'deletes the stacks and retains buckets and access point',
        destroy: pattern('adoption'),
        aliasChange: 'same',
      },
      {
        title: 'refuses existing resources without an import',
        deploy: pattern('adoption'),
        expectedError: /exist/,
        aliasChange: 'same',
      },
      {
        title: 'adopts the retained resources',
        deploy: pattern('adoption'),
        importExisting: true,
        adopt: true,
        aliasChange: 'same',
      },
    ],
  },
];
