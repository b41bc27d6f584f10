import { flatList, integer, structure, text } from '../shape';

const status = structure({ Status: text });
const tag = structure({ Key: text, Value: text });
const minutes = structure({ Minutes: integer });

const exclusion = structure({
  Prefix: text,
  Tag: tag,
  Or: structure({ Prefixes: flatList('Prefix', text), Tags: flatList('Tag', tag) }),
});

const rule = structure({
  ID: text,
  Priority: integer,
  Prefix: text,
  Filter: structure({
    Prefix: text,
    Tag: tag,
    And: structure({ Prefix: text, Tags: flatList('Tag', tag), Not: exclusion }),
    Not: exclusion,
  }),
  Status: text,
  SourceSelectionCriteria: structure({ SseKmsEncryptedObjects: status, ReplicaModifications: status }),
  ExistingObjectReplication: status,
  Destination: structure({
    Bucket: text,
    Account: text,
    StorageClass: text,
    AccessControlTranslation: structure({ Owner: text }),
    EncryptionConfiguration: structure({ ReplicaKmsKeyID: text, UseSourceMultiRegionKey: status }),
    ReplicationTime: structure({ Status: text, Time: minutes }),
    Metrics: structure({ Status: text, EventThreshold: minutes }),
  }),
  DeleteMarkerReplication: status,
});

/** The XML document of a replication configuration. */
export const replicationConfigurationShape = structure({ Role: text, Rules: flatList('Rule', rule) });
