import { makeXmlFlatListShape, xmlIntegerShape, makeXmlStructureShape, xmlStringShape } from '../shape';

const status = makeXmlStructureShape({ Status: xmlStringShape });
const tag = makeXmlStructureShape({ Key: xmlStringShape, Value: xmlStringShape });
const minutes = makeXmlStructureShape({ Minutes: xmlIntegerShape });

const exclusion = makeXmlStructureShape({
  Prefix: xmlStringShape,
  Tag: tag,
  Or: makeXmlStructureShape({
    Prefixes: makeXmlFlatListShape('Prefix', xmlStringShape),
    Tags: makeXmlFlatListShape('Tag', tag),
  }),
});

const rule = makeXmlStructureShape({
  ID: xmlStringShape,
  Priority: xmlIntegerShape,
  Prefix: xmlStringShape,
  Filter: makeXmlStructureShape({
    Prefix: xmlStringShape,
    Tag: tag,
    And: makeXmlStructureShape({ Prefix: xmlStringShape, Tags: makeXmlFlatListShape('Tag', tag), Not: exclusion }),
    Not: exclusion,
  }),
  Status: xmlStringShape,
  SourceSelectionCriteria: makeXmlStructureShape({ SseKmsEncryptedObjects: status, ReplicaModifications: status }),
  ExistingObjectReplication: status,
  Destination: makeXmlStructureShape({
    Bucket: xmlStringShape,
    Account: xmlStringShape,
    StorageClass: xmlStringShape,
    AccessControlTranslation: makeXmlStructureShape({ Owner: xmlStringShape }),
    EncryptionConfiguration: makeXmlStructureShape({
      ReplicaKmsKeyID: xmlStringShape,
      UseSourceMultiRegionKey: status,
    }),
    ReplicationTime: makeXmlStructureShape({ Status: xmlStringShape, Time: minutes }),
    Metrics: makeXmlStructureShape({ Status: xmlStringShape, EventThreshold: minutes }),
  }),
  DeleteMarkerReplication: status,
});

/** The XML document of a replication configuration. */
export const replicationConfigurationShape = makeXmlStructureShape({
  Role: xmlStringShape,
  Rules: makeXmlFlatListShape('Rule', rule),
});
