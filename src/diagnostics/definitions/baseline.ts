import { makeCdkGuideSource, makeTemplateReferenceSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

export const MRAP851_ACCESS_POINT_REPLACED = defineDiagnostic<{
  accessPoint: string;
  changes: string[];
  outcome: string;
}>({
  id: 'MRAP851',
  reportedBy: ['baseline'],
  severity: FindingSeverity.ERROR,
  title: 'Access point would be replaced',
  why:
    'S3 cannot change name, buckets and public access block of an access point. A new access point has another '
    + 'alias, so clients of the old alias fail.',
  message: ({ accessPoint, changes, outcome }) =>
    `access point ${showValue(accessPoint)} has immutable properties that change, got `
      + `${showValue(changes)}, `
    + `expected no change: ${outcome}`,
  fix: 'add a second access point with the new properties, move the clients, then remove the first one',
  source: makeTemplateReferenceSource('aws-resource-s3-multiregionaccesspoint'),
});

export const MRAP852_ACCESS_POINT_REMOVED = defineDiagnostic<{ accessPoint: string; retained: boolean }>({
  id: 'MRAP852',
  reportedBy: ['baseline'],
  severity: FindingSeverity.ERROR,
  title: 'Access point removed from the template',
  why:
    'S3 never reuses the alias of a deleted access point. A retained access point keeps its name, so a moved '
    + 'construct cannot create it again.',
  message: ({ accessPoint, retained }) =>
    `access point ${showValue(accessPoint)} is no longer declared, expected the access point of the deployed `
    + 'template: '
    + (retained ? 'the deployment keeps it without a stack' : 'the deployment deletes it with its alias'),
  fix: 'declare the access point again; to move it to another stack, retain it first and adopt it in the other stack',
  source: makeS3UserGuideSource('multi-region-access-point-naming'),
});

export const MRAP853_REPLICATION_RULE_REMOVED = defineDiagnostic<{
  bucket: string; destination: string; rule?: string;
}>({
  id: 'MRAP853',
  reportedBy: ['baseline'],
  severity: FindingSeverity.WARNING,
  title: 'Replication rule removed from the template',
  why: 'New objects no longer reach the destination. No alarm reports it, because the metrics end with the rule.',
  message: ({ bucket, destination, rule }) =>
    `bucket ${showValue(bucket)} no longer replicates to ${showValue(destination)}`
      + `${rule === undefined ? '' : ` with rule ${showValue(rule)}`}, expected the rule of the `
    + 'deployed template',
  fix: 'keep the rule, or ignore this finding',
  source: makeS3UserGuideSource('MultiRegionAccessPointBucketReplication'),
});

export const MRAP854_STACK_WITH_MEMBERS_REMOVED = defineDiagnostic<{
  stack: string;
  region: string;
  buckets: string[];
}>({
  id: 'MRAP854',
  reportedBy: ['baseline'],
  severity: FindingSeverity.WARNING,
  title: 'Stack with members removed from the application',
  why:
    'The CDK does not delete a stack that is removed from an application. Its buckets and keys stay in their Region '
    + 'without updates.',
  message: ({ stack, region, buckets }) =>
    `stack ${showValue(stack)} in ${region} is no longer declared, got deployed buckets `
      + `${showValue(buckets)}, `
    + 'expected the stack in the application',
  fix: 'keep the stack, or delete it by name after you have removed its buckets from the access point',
  source: makeCdkGuideSource('ref-cli-cmd-destroy'),
});

export const MRAP445_KEY_OF_OLDER_OBJECTS_REMOVED = defineDiagnostic<{ bucket: string; key: string }>({
  id: 'MRAP445',
  reportedBy: ['baseline'],
  severity: FindingSeverity.WARNING,
  title: 'Key of older objects removed from all permissions',
  why:
    'The objects that were written before stay encrypted with the key. Clients and the replication role cannot decrypt '
    + 'them any more.',
  message: ({ bucket, key }) =>
    `bucket ${showValue(bucket)} is no longer encrypted with key ${showValue(key)}, got no permission to decrypt with `
    + 'this key, expected the permissions of the deployed template',
  fix:
    'set previousKeyArns of the encryption to the ARN or alias ARN of this key in each Region, or encrypt the older '
    + 'objects again and ignore this finding',
  templateFix: 'keep the permission kms:Decrypt, or encrypt the older objects again and ignore this finding',
  source: makeS3UserGuideSource('UsingKMSEncryption'),
});
