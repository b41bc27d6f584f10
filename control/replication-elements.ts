import { XMLParser } from 'fast-xml-parser';

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

const parser = new XMLParser({ ignoreAttributes: true, parseTagValue: false });

/** Lists the elements of a rule that this version does not know, such as `Filter.Not.Suffix`. */
export function listUnknownRuleElements(ruleXml: string): string[] {
  const { Rule: rule } = parser.parse(ruleXml) as { readonly Rule?: unknown };
  return [...new Set(listUnknown(rule, KNOWN_REPLICATION_RULE_ELEMENTS, []))];
}

function listUnknown(value: unknown, known: ElementTree, path: readonly string[]): string[] {
  if (Array.isArray(value)) return value.flatMap((item) => listUnknown(item, known, path));
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([element, inner]) => (element in known
    ? listUnknown(inner, known[element], [...path, element])
    : [[...path, element].join('.')]));
}
