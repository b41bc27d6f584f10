import { type ReplicationRule } from '../../../control/replication';
import { type UncheckedFields, asFields, asList, asNumber } from '../../../src/linter/evaluation/read';
import { readAttribute, readBlock } from './terraform-resources';

/** Converts the blocks `rule` of `aws_s3_bucket_replication_configuration` to rules of the API of S3. */
export function readTerraformRules(values: UncheckedFields): ReplicationRule[] {
  return asList(values.rule ?? values.rules).map((rule) => toRule(asFields(rule) ?? {}) as unknown as ReplicationRule);
}

function toRule(rule: UncheckedFields): object {
  const filter = readBlock(rule, 'filter');
  const priority = asNumber(rule.priority);
  const prefix = readAttribute(rule, 'prefix');
  return {
    ID: readAttribute(rule, 'id'),
    Status: readAttribute(rule, 'status') ?? 'Enabled',
    // A rule of the first version of the schema has a prefix and neither a filter nor a priority.
    ...(filter === undefined ? { Prefix: prefix ?? '' } : { Priority: priority ?? 0, Filter: toFilter(filter) }),
    ...toSourceSelection(readBlock(rule, 'source_selection_criteria')),
    Destination: toDestination(readBlock(rule, 'destination') ?? {}),
    ...toStatus('DeleteMarkerReplication', readBlock(rule, 'delete_marker_replication')),
  };
}

function toStatus(element: string, block: UncheckedFields | undefined): object {
  const status = readAttribute(block, 'status');
  return status === undefined ? {} : { [element]: { Status: status } };
}

function toFilter(filter: UncheckedFields): object {
  const [and, tag] = [readBlock(filter, 'and'), readBlock(filter, 'tag')];
  if (and !== undefined) {
    const tags = Object.entries(asFields(and.tags) ?? {}).map(([Key, Value]) => ({ Key, Value }));
    return { And: { Prefix: readAttribute(and, 'prefix') ?? '', ...(tags.length > 0 && { Tags: tags }) } };
  }
  if (tag !== undefined) return { Tag: { Key: tag.key, Value: tag.value } };
  return { Prefix: readAttribute(filter, 'prefix') ?? '' };
}

function toSourceSelection(criteria: UncheckedFields | undefined): object {
  const parts = {
    ...toStatus('SseKmsEncryptedObjects', readBlock(criteria, 'sse_kms_encrypted_objects')),
    ...toStatus('ReplicaModifications', readBlock(criteria, 'replica_modifications')),
  };
  return Object.keys(parts).length === 0 ? {} : { SourceSelectionCriteria: parts };
}

function toDestination(destination: UncheckedFields): object {
  const [account, storageClass] = [readAttribute(destination, 'account'), readAttribute(destination, 'storage_class')];
  const owner = readAttribute(readBlock(destination, 'access_control_translation'), 'owner');
  const key = readAttribute(readBlock(destination, 'encryption_configuration'), 'replica_kms_key_id');
  const [time, metrics] = [readBlock(destination, 'replication_time'), readBlock(destination, 'metrics')];
  return {
    Bucket: readAttribute(destination, 'bucket'),
    ...(account !== undefined && { Account: account }),
    ...(owner !== undefined && { AccessControlTranslation: { Owner: owner } }),
    ...(storageClass !== undefined && { StorageClass: storageClass }),
    ...(key !== undefined && { EncryptionConfiguration: { ReplicaKmsKeyID: key } }),
    ...(time !== undefined && { ReplicationTime: { ...toMinutes('Time', time, 'time') } }),
    ...(metrics !== undefined && { Metrics: { ...toMinutes('EventThreshold', metrics, 'event_threshold') } }),
  };
}

function toMinutes(element: string, block: UncheckedFields, name: string): object {
  const minutes = asNumber(readBlock(block, name)?.minutes);
  return {
    Status: readAttribute(block, 'status') ?? 'Enabled',
    ...(minutes !== undefined && { [element]: { Minutes: minutes } }),
  };
}
