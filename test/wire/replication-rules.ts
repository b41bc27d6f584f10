import { type ReplicationRuleProperties } from '../../src/wire/replication';

/** A rule without optional elements. */
export const MINIMAL_RULE: ReplicationRuleProperties = {
  Id: 'all',
  Priority: 1000,
  DestinationBucket: 'media-virginia',
  OwnerOverride: false,
  Tags: [],
  DeleteMarkers: false,
  ReplicaModifications: false,
  Metrics: false,
  TimeControl: false,
};

/** A rule that differs from the minimal rule in every property. */
export const COMPLETE_RULE: Required<ReplicationRuleProperties> = {
  Id: 'films',
  Priority: 2001,
  DestinationBucket: 'media-tokyo',
  DestinationAccount: '444455556666',
  OwnerOverride: true,
  Prefix: 'films/',
  Tags: [{ Key: 'kind', Value: 'film' }],
  ExcludedPrefixes: ['films/tmp/', 'films/drafts/'],
  ExcludedTags: [{ Key: 'keep', Value: 'no' }],
  DeleteMarkers: true,
  ReplicaModifications: true,
  Metrics: true,
  TimeControl: true,
  StorageClass: 'STANDARD_IA',
  ReplicaKmsKeyId: 'arn:aws:kms:ap-northeast-1:444455556666:key/1',
  SourceMultiRegionKey: true,
};
