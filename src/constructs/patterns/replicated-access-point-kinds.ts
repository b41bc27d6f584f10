import {
  makeListPropertyKind, makeOptionalPropertyKind, OBJECT_PROPERTY_KIND, OPTIONAL_OBJECT_PROPERTY_KIND,
  OPTIONAL_TEXT_PROPERTY_KIND, type PropertyKind, type PropertyKinds, TEXT_LIST_PROPERTY_KIND, TEXT_PROPERTY_KIND,
} from '../../validation/assert-properties';
import { MULTI_REGION_ACCESS_POINT_OPTION_KINDS } from '../access-point/multi-region-access-point-kinds';
import { MULTI_REGION_BUCKETS_OPTION_KINDS } from '../buckets/multi-region-buckets-kinds';
import { MONTHLY_BUDGET_PROPERTY_KIND } from './monthly-budget';

const GENERATION_PROPERTY_KIND: PropertyKind = {
  name: 'an object with id and regions',
  accepts: (value) => OBJECT_PROPERTY_KIND.accepts(value)
    && TEXT_LIST_PROPERTY_KIND.accepts((value as { readonly regions?: unknown }).regions),
};

/** The kinds of the properties of `ReplicatedMultiRegionAccessPoint`. */
export const REPLICATED_ACCESS_POINT_KINDS: PropertyKinds = {
  multiRegionAccessPointName: TEXT_PROPERTY_KIND,
  regions: TEXT_LIST_PROPERTY_KIND,
  bucketNamePrefix: OPTIONAL_TEXT_PROPERTY_KIND,
  ...MULTI_REGION_BUCKETS_OPTION_KINDS,
  ...MULTI_REGION_ACCESS_POINT_OPTION_KINDS,
  replication: OPTIONAL_OBJECT_PROPERTY_KIND,
  monthlyBudget: makeOptionalPropertyKind(MONTHLY_BUDGET_PROPERTY_KIND),
  generations: makeOptionalPropertyKind(makeListPropertyKind(GENERATION_PROPERTY_KIND)),
};
