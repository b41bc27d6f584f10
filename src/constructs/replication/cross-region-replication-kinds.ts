import {
  makeObjectWithMemberPropertyKind, makeOptionalPropertyKind, OPTIONAL_BOOLEAN_PROPERTY_KIND,
  OPTIONAL_REMOVAL_POLICY_PROPERTY_KIND,
  OPTIONAL_TEXT_LIST_PROPERTY_KIND, OPTIONAL_TEXT_MAP_PROPERTY_KIND, OPTIONAL_TEXT_PROPERTY_KIND, type PropertyKinds,
} from '../../validation/assert-properties';
import { EXISTING_OBJECTS_PROPERTY_KIND } from './existing-objects';
import { TOPOLOGY_PROPERTY_KIND } from './replication-topology';

/** The kinds of properties of a replication rule. */
export const REPLICATION_RULE_OPTION_KINDS: PropertyKinds = {
  prefix: OPTIONAL_TEXT_PROPERTY_KIND,
  tags: OPTIONAL_TEXT_MAP_PROPERTY_KIND,
  excludedPrefixes: OPTIONAL_TEXT_LIST_PROPERTY_KIND,
  excludedTags: OPTIONAL_TEXT_MAP_PROPERTY_KIND,
  deleteMarkerReplication: OPTIONAL_BOOLEAN_PROPERTY_KIND,
  replicaModificationSync: OPTIONAL_BOOLEAN_PROPERTY_KIND,
  replicationTimeControl: OPTIONAL_BOOLEAN_PROPERTY_KIND,
  metrics: OPTIONAL_BOOLEAN_PROPERTY_KIND,
  sourceMultiRegionKey: OPTIONAL_BOOLEAN_PROPERTY_KIND,
};

/** The kinds of the optional properties of `CrossRegionReplication`, without the rules. */
export const CROSS_REGION_REPLICATION_OPTION_KINDS: PropertyKinds = {
  ...REPLICATION_RULE_OPTION_KINDS,
  topology: makeOptionalPropertyKind(TOPOLOGY_PROPERTY_KIND),
  existingObjects: makeOptionalPropertyKind(EXISTING_OBJECTS_PROPERTY_KIND),
  role: makeOptionalPropertyKind(makeObjectWithMemberPropertyKind('roleArn', 'a role')),
  removalPolicy: OPTIONAL_REMOVAL_POLICY_PROPERTY_KIND,
};
