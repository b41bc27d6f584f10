import { BringYourOwnBucketsStack } from '../../../examples/bring-your-own-buckets/stack';
import { bucketName, type Declaration, REGIONS } from '../applications/declaration';
import { type Scenario } from './scenario';

const [HOME, SECOND] = REGIONS;
const IRELAND = [HOME];
const VIRGINIA = [SECOND];

const example: Declaration = { application: 'active-passive example', activeRegions: IRELAND };
const bringYourOwn: Declaration = { application: 'bring-your-own-buckets example', activeRegions: IRELAND };
const pattern = (name: string): Declaration => ({ application: 'pattern', name, activeRegions: IRELAND });
const broughtAlong: Declaration = { application: 'brought along', name: 'brought-along', activeRegions: IRELAND };
/** The access point over other buckets than before. */
const fewer: Declaration = { ...broughtAlong, regions: REGIONS.slice(0, 2) };

const KEEPS = 'DeletionPolicy RetainExceptOnCreate keeps on deletion';
const TAKES_BACK = 'DeletionPolicy RetainExceptOnCreate deletes when the creation of the stack fails';
const CREATION_TAKEN_BACK = 'custom resource: a creation is taken back when another resource fails';
const FAILED_CREATION_DELETED = 'custom resource: a creation that fails is followed by its deletion';
const FAILED_UPDATE_TAKEN_BACK = 'custom resource: an update that fails is followed by one back';
const REPLACED_DELETED = 'custom resource: a new id in an update is followed by the deletion of the old one';
const LEFT_ALONE = 'custom resource: is left alone while its properties are the same';
const IMPORTS = 'what exists under a name of the template is imported when that is asked for';

/** Deployments as users make them, played with the real command line of the CDK where the emulator of AWS can, and by the driver where it cannot. */
export const SCENARIOS: readonly Scenario[] = [
  {
    title: 'The example of the pattern, from nothing to nothing',
    needs: [LEFT_ALONE],
    steps: [
      { title: 'deploys', deploy: example, alias: 'new' },
      { title: 'fails over, and is to leave nothing behind', deploy: { ...example, activeRegions: VIRGINIA, removal: 'DESTROY' }, alias: 'same' },
      { title: 'is destroyed', destroy: { ...example, activeRegions: VIRGINIA, removal: 'DESTROY' }, alias: 'gone' },
    ],
  },
  {
    title: 'Templates that were recorded long ago, followed by those of today',
    needs: [LEFT_ALONE],
    steps: [
      { title: 'deploys the recorded templates', deploy: example, recorded: 'v1', alias: 'new' },
      { title: 'deploys those of today', deploy: example, replacesNothing: true, alias: 'same' },
      { title: 'is to leave nothing behind', deploy: { ...example, removal: 'DESTROY' }, replacesNothing: true, alias: 'same' },
      { title: 'is destroyed', destroy: { ...example, removal: 'DESTROY' }, alias: 'gone' },
    ],
  },
  {
    title: 'The example of an access point over buckets that are there already',
    needs: [KEEPS],
    buckets: Object.fromEntries(BringYourOwnBucketsStack.BUCKETS.map(({ name, region }) => [name, region])),
    steps: [
      { title: 'deploys', deploy: bringYourOwn, alias: 'new' },
      { title: 'fails over', deploy: { ...bringYourOwn, activeRegions: VIRGINIA }, alias: 'same' },
      { title: 'is destroyed, and its clients notice nothing', destroy: { ...bringYourOwn, activeRegions: VIRGINIA }, alias: 'same' },
    ],
  },
  {
    title: 'Other buckets',
    needs: [FAILED_UPDATE_TAKEN_BACK, REPLACED_DELETED],
    buckets: Object.fromEntries(REGIONS.map((region) => [bucketName('brought-along', region), region])),
    steps: [
      { title: 'deploys', deploy: broughtAlong, alias: 'new' },
      { title: 'refuses the replacement, and rolls back', deploy: fewer, fails: /MRAP\d{3}/, alias: 'same' },
      { title: 'replaces when that is allowed', deploy: { ...fewer, replacement: 'ALLOW', removal: 'DESTROY' }, alias: 'another' },
      { title: 'is destroyed', destroy: { ...fewer, replacement: 'ALLOW', removal: 'DESTROY' }, alias: 'gone' },
    ],
  },
  {
    title: 'A first deployment that fails half way',
    needs: [TAKES_BACK, CREATION_TAKEN_BACK, KEEPS],
    steps: [
      {
        title: 'takes back what it has made',
        deploy: pattern('half-way'),
        disturbance: { operation: 'PutMultiRegionAccessPointPolicy', leaves: 'nothing' },
        fails: /MRAP\d{3}/,
        alias: 'gone',
      },
      { title: 'succeeds unchanged', deploy: pattern('half-way'), alias: 'new' },
      { title: 'replicates within 15 minutes from now on', deploy: { ...pattern('half-way'), replicationTimeControl: true }, alias: 'same' },
      { title: 'is destroyed, and its clients notice nothing', destroy: { ...pattern('half-way'), replicationTimeControl: true }, alias: 'same' },
    ],
  },
  {
    title: 'An access point that S3 makes by half',
    needs: [TAKES_BACK, FAILED_CREATION_DELETED],
    steps: [
      {
        title: 'is taken back',
        deploy: pattern('by-half'),
        disturbance: { operation: 'CreateMultiRegionAccessPoint', leaves: 'partial' },
        fails: /MRAP\d{3}/,
        alias: 'gone',
      },
      { title: 'is made whole by the same templates', deploy: pattern('by-half'), alias: 'new' },
    ],
  },
  {
    title: 'What was left comes back',
    needs: [KEEPS, IMPORTS],
    steps: [
      { title: 'deploys', deploy: pattern('comes-back'), alias: 'new' },
      { title: 'is destroyed, and its clients notice nothing', destroy: pattern('comes-back'), alias: 'same' },
      { title: 'refuses what it does not know', deploy: pattern('comes-back'), fails: /exist/, alias: 'same' },
      { title: 'takes it back', deploy: pattern('comes-back'), importing: true, takesBack: true, alias: 'same' },
    ],
  },
];
