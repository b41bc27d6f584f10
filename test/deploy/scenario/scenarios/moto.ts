import { type Declaration } from '../../applications/declaration';
import { accessPoint } from '../../expected/access-points';
import { existingBuckets } from '../../expected/buckets';
import { type Scenario } from '../scenario';
import { type State } from '../state';
import { DELETES_REPLACED_RESOURCE, ROLLS_BACK_FAILED_UPDATE } from './rows';

const BUCKETS = {
  'on-moto-eu-west-1': 'eu-west-1',
  'on-moto-us-east-1': 'us-east-1',
  'on-moto-ap-northeast-1': 'ap-northeast-1',
};
const TWO_BUCKETS = { 'on-moto-eu-west-1': 'eu-west-1', 'on-moto-us-east-1': 'us-east-1' };

const withoutRoutes: Declaration = { application: 'existing buckets', name: 'on-moto', activeRegions: [] };
const withTwoBuckets: Declaration = { ...withoutRoutes, regions: ['eu-west-1', 'us-east-1'] };
const replaced: Declaration = { ...withTwoBuckets, replacement: 'ALLOW', removal: 'DESTROY' };

function expectOnMoto(name: string, members: Readonly<Record<string, string>>): Partial<State> {
  // moto has no routes, so the active Regions are not compared.
  const accessPoints = { [name]: accessPoint({ members, activeRegions: [] }) };
  return { accessPoints, buckets: existingBuckets(BUCKETS) };
}

/** A life cycle without routes. moto refuses a taken name at once, and returns every member with the same Region. */
export const LIFE_CYCLE_ON_MOTO: Scenario = {
  title: 'A life cycle without routes',
  requiredRows: [ROLLS_BACK_FAILED_UPDATE, DELETES_REPLACED_RESOURCE],
  s3Control: ['moto'],
  buckets: BUCKETS,
  steps: [
    { title: 'deploys', deploy: withoutRoutes, aliasChange: 'new', expected: expectOnMoto('on-moto', BUCKETS) },
    {
      title: 'refuses the access point of the former id',
      deploy: { ...withoutRoutes, constructId: 'Assets' },
      expectedError: /MRAP902.*InvalidRequest/,
      aliasChange: 'same',
      expected: expectOnMoto('on-moto', BUCKETS),
    },
    {
      title: 'rolls back a replacement that is not allowed',
      deploy: withTwoBuckets,
      expectedError: /MRAP903/,
      aliasChange: 'same',
      expected: expectOnMoto('on-moto', BUCKETS),
    },
    {
      title: 'replaces the access point after the replacement is allowed',
      deploy: replaced,
      aliasChange: 'different',
      expected: expectOnMoto('on-moto-<hash>', TWO_BUCKETS),
    },
    {
      title: 'deletes the access point',
      destroy: replaced,
      aliasChange: 'deleted',
      expected: { buckets: existingBuckets(BUCKETS) },
    },
    {
      title: 'rolls back routes, because the alias does not have the form of AWS',
      deploy: { ...withoutRoutes, activeRegions: ['eu-west-1'], removal: 'DESTROY' },
      expectedError: /MRAP106/,
      aliasChange: 'deleted',
      expected: { buckets: existingBuckets(BUCKETS) },
    },
  ],
};
