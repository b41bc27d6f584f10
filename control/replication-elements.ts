import { parseXml, type XmlElement } from '@rgrove/parse-xml';
import { listElements } from './replication-xml';

/** The elements that an element can contain. */
interface ElementTree { readonly [element: string]: ElementTree }

const TEXT: ElementTree = {};
const STATUS: ElementTree = { Status: TEXT };
const TAG: ElementTree = { Key: TEXT, Value: TEXT };
const MINUTES: ElementTree = { Minutes: TEXT };
const NOT: ElementTree = { Prefix: TEXT, Tag: TAG, Or: { Prefix: TEXT, Tag: TAG } };

/** The elements of a replication rule that this version knows. A test compares them with the simulator. */
export const KNOWN_REPLICATION_RULE_ELEMENTS: ElementTree = {
  ID: TEXT,
  Priority: TEXT,
  Prefix: TEXT,
  Filter: { Prefix: TEXT, Tag: TAG, And: { Prefix: TEXT, Tag: TAG, Not: NOT }, Not: NOT },
  Status: TEXT,
  SourceSelectionCriteria: { SseKmsEncryptedObjects: STATUS, ReplicaModifications: STATUS },
  ExistingObjectReplication: STATUS,
  Destination: {
    Bucket: TEXT,
    Account: TEXT,
    StorageClass: TEXT,
    AccessControlTranslation: { Owner: TEXT },
    EncryptionConfiguration: { ReplicaKmsKeyID: TEXT, UseSourceMultiRegionKey: STATUS },
    ReplicationTime: { ...STATUS, Time: MINUTES },
    Metrics: { ...STATUS, EventThreshold: MINUTES },
  },
  DeleteMarkerReplication: STATUS,
};

/** Lists the elements of a rule that this version does not know, such as `Filter.Not.Suffix`. */
export function listUnknownRuleElements(ruleXml: string): string[] {
  const { root } = parseXml(ruleXml);
  return root === null ? [] : [...new Set(listUnknown(root, KNOWN_REPLICATION_RULE_ELEMENTS, []))];
}

function listUnknown(parent: XmlElement, known: ElementTree, path: readonly string[]): string[] {
  return listElements(parent).flatMap((element) => {
    const inner = [...path, element.name];
    return element.name in known ? listUnknown(element, known[element.name], inner) : [inner.join('.')];
  });
}
