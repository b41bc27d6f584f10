import { xmlFlatList, xmlInteger, xmlStructure, xmlText } from '../shape';

const status = xmlStructure({ Status: xmlText });
const tag = xmlStructure({ Key: xmlText, Value: xmlText });
const minutes = xmlStructure({ Minutes: xmlInteger });

const exclusion = xmlStructure({
  Prefix: xmlText,
  Tag: tag,
  Or: xmlStructure({ Prefixes: xmlFlatList('Prefix', xmlText), Tags: xmlFlatList('Tag', tag) }),
});

const rule = xmlStructure({
  ID: xmlText,
  Priority: xmlInteger,
  Prefix: xmlText,
  Filter: xmlStructure({
    Prefix: xmlText,
    Tag: tag,
    And: xmlStructure({ Prefix: xmlText, Tags: xmlFlatList('Tag', tag), Not: exclusion }),
    Not: exclusion,
  }),
  Status: xmlText,
  SourceSelectionCriteria: xmlStructure({ SseKmsEncryptedObjects: status, ReplicaModifications: status }),
  ExistingObjectReplication: status,
  Destination: xmlStructure({
    Bucket: xmlText,
    Account: xmlText,
    StorageClass: xmlText,
    AccessControlTranslation: xmlStructure({ Owner: xmlText }),
    EncryptionConfiguration: xmlStructure({ ReplicaKmsKeyID: xmlText, UseSourceMultiRegionKey: status }),
    ReplicationTime: xmlStructure({ Status: xmlText, Time: minutes }),
    Metrics: xmlStructure({ Status: xmlText, EventThreshold: minutes }),
  }),
  DeleteMarkerReplication: status,
});

/** The XML document of a replication configuration. */
export const replicationConfigurationShape = xmlStructure({ Role: xmlText, Rules: xmlFlatList('Rule', rule) });
