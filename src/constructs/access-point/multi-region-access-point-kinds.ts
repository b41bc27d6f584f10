import {
  makeOptionalPropertyKind, OPTIONAL_DURATION_PROPERTY_KIND, OPTIONAL_OBJECT_PROPERTY_KIND,
  OPTIONAL_REMOVAL_POLICY_PROPERTY_KIND, type PropertyKinds,
} from '../../validation/assert-properties';
import { DELEGATION_PROPERTY_KIND } from '../buckets/delegation';
import { FAILOVER_CONFIGURATION_PROPERTY_KIND } from './failover-configuration';
import { PROVISIONING_PROPERTY_KIND } from './provisioning';

/** The kinds of the optional properties of `MultiRegionAccessPoint` that also the pattern has. */
export const MULTI_REGION_ACCESS_POINT_OPTION_KINDS: PropertyKinds = {
  failover: makeOptionalPropertyKind(FAILOVER_CONFIGURATION_PROPERTY_KIND),
  delegation: makeOptionalPropertyKind(DELEGATION_PROPERTY_KIND),
  provisioning: makeOptionalPropertyKind(PROVISIONING_PROPERTY_KIND),
  blockPublicAccess: OPTIONAL_OBJECT_PROPERTY_KIND,
  removalPolicy: OPTIONAL_REMOVAL_POLICY_PROPERTY_KIND,
  timeout: OPTIONAL_DURATION_PROPERTY_KIND,
};
