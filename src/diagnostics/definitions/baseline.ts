import { type Source, userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const NAMING = userGuide('multi-region-access-point-naming');
const ACCESS_POINT_TYPE: Source = {
  url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-multiregionaccesspoint.html',
  date: '2026-04-13',
};

export const MRAP851_ACCESS_POINT_REPLACED = diagnostic<{ accessPoint: string; changes: string[]; outcome: string }>({
  id: 'MRAP851',
  severity: FindingSeverity.ERROR,
  title: 'Access point would be replaced',
  why: 'Name, buckets and public access block never change. The successor has another alias, and clients of the old one lose their address for good.',
  message: ({ accessPoint, changes, outcome }) => `access point ${showValue(accessPoint)} changes in ${showValue(changes)}: ${outcome}`,
  fix: 'add a second access point over the new buckets, move the clients, then remove the first',
  source: ACCESS_POINT_TYPE,
});

export const MRAP852_ACCESS_POINT_REMOVED = diagnostic<{ accessPoint: string; retained: boolean }>({
  id: 'MRAP852',
  severity: FindingSeverity.ERROR,
  title: 'Access point removed from the template',
  why: 'A deleted access point takes its alias with it; a retained one stays behind under its name, and a moved construct then collides with it.',
  message: ({ accessPoint, retained }) => `access point ${showValue(accessPoint)} was declared before and no longer is: ${retained ? 'it stays behind' : 'it is deleted, and its alias is gone'}`,
  fix: 'declare it again; to move it, retain it first and adopt it where it goes to',
  source: NAMING,
});

export const MRAP853_REPLICATION_RULE_REMOVED = diagnostic<{ bucket: string; destination: string }>({
  id: 'MRAP853',
  severity: FindingSeverity.WARNING,
  title: 'Replication rule removed from the template',
  why: 'New objects stop reaching the destination, and nothing reports it: metrics end with the rule.',
  message: ({ bucket, destination }) => `bucket ${showValue(bucket)} replicated to ${showValue(destination)} before and no longer does`,
  fix: 'keep the rule, or acknowledge this',
  source: userGuide('MultiRegionAccessPointBucketReplication'),
});

export const MRAP854_STACK_WITH_MEMBERS_REMOVED = diagnostic<{ stack: string; region: string; buckets: string[] }>({
  id: 'MRAP854',
  severity: FindingSeverity.WARNING,
  title: 'Stack with members removed from the application',
  why: 'The CDK deletes no stack that leaves an application: it stays in its Region with its buckets and keys, and nobody updates it.',
  message: ({ stack, region, buckets }) => `stack ${showValue(stack)} in ${region} was declared before and no longer is; buckets ${showValue(buckets)} stay there`,
  fix: 'keep the stack, or destroy it by name once the access point no longer needs its buckets',
  source: { url: 'https://docs.aws.amazon.com/cdk/v2/guide/ref-cli-cmd-destroy.html', date: '2026-11-10' },
});
