import {
  makeListPropertyKind, makeObjectWithMemberPropertyKind, makeOptionalPropertyKind, OBJECT_PROPERTY_KIND,
  OPTIONAL_BOOLEAN_PROPERTY_KIND, OPTIONAL_DURATION_PROPERTY_KIND, OPTIONAL_REMOVAL_POLICY_PROPERTY_KIND,
  OPTIONAL_TEXT_MAP_PROPERTY_KIND, type PropertyKinds,
} from '../../validation/assert-properties';
import { SERVER_ACCESS_LOGS_PROPERTY_KIND } from './server-access-logs';
import { ENCRYPTION_PROPERTY_KIND } from './underlying-bucket-encryption';

/** The kinds of the optional properties of `MultiRegionBuckets`. */
export const MULTI_REGION_BUCKETS_OPTION_KINDS: PropertyKinds = {
  accounts: OPTIONAL_TEXT_MAP_PROPERTY_KIND,
  encryption: makeOptionalPropertyKind(ENCRYPTION_PROPERTY_KIND),
  lifecycleRules: makeOptionalPropertyKind(makeListPropertyKind(OBJECT_PROPERTY_KIND)),
  objectLockDefaultRetention:
    makeOptionalPropertyKind(makeObjectWithMemberPropertyKind('duration', 'an ObjectLockRetention')),
  objectLockDefaultEventHold: OPTIONAL_DURATION_PROPERTY_KIND,
  accountRegionalNamespace: OPTIONAL_BOOLEAN_PROPERTY_KIND,
  eventBridgeEnabled: OPTIONAL_BOOLEAN_PROPERTY_KIND,
  serverAccessLogs: makeOptionalPropertyKind(SERVER_ACCESS_LOGS_PROPERTY_KIND),
  removalPolicy: OPTIONAL_REMOVAL_POLICY_PROPERTY_KIND,
};
