import { SERVICE_LIMITS } from '../../facts/limits';
import { makeTemplateReferenceSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const CLOUDFORMATION_TYPE = makeTemplateReferenceSource('aws-resource-s3-multiregionaccesspoint');
const RESTRICTIONS = makeS3UserGuideSource('MultiRegionAccessPointRestrictions');

export const MRAP751_UNSUPPORTED_OPTION = defineDiagnostic<{ option: string }>({
  id: 'MRAP751',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Unsupported option of the CloudFormation type',
  why:
    'With Provisioning.cloudFormation, CloudFormation itself creates the access point, without the Lambda functions '
    + 'that implement the option.',
  message: ({ option }) => `${option} has no effect with Provisioning.cloudFormation, expected no value`,
  fix: ({ option }) => `remove ${option}, or use Provisioning.customResource`,
  source: CLOUDFORMATION_TYPE,
});

export const MRAP752_NAME_REQUIRED = defineDiagnostic<Record<string, never>>({
  id: 'MRAP752',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Name required by the CloudFormation type',
  why: 'CloudFormation generates a new name for every replacement, so nothing would prevent a replacement.',
  message: () => 'multiRegionAccessPointName is missing, got none with Provisioning.cloudFormation, expected a name',
  fix: 'set multiRegionAccessPointName',
  source: CLOUDFORMATION_TYPE,
});

export const MRAP753_NAME_TOO_LONG_TO_REPLACE = defineDiagnostic<{ name: string; limit: number }>({
  id: 'MRAP753',
  reportedBy: ['constructs', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Name too long to replace the access point',
  why: 'The name of a replacement is the old name and a hash of the buckets. It can have 50 characters.',
  message: ({ name, limit }) =>
    `name is too long for an access point that may be replaced, got ${showValue(name)} with ${name.length} `
    + 'characters, '
    + `expected at most ${limit}`,
  fix: 'shorten the name, or set the replacement policy to FORBID',
  source: RESTRICTIONS,
});

/** The number of seconds is NaN for a token. */
export const MRAP754_TIMEOUT_OUT_OF_RANGE = defineDiagnostic<{ seconds: number; min: number; max: number }>({
  id: 'MRAP754',
  reportedBy: ['constructs', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Timeout out of range',
  why: 'CloudFormation stops every custom resource after an hour. The handler must stop earlier to report the reason.',
  message: ({ seconds, min, max }) =>
    `timeout is out of range, got ${Number.isNaN(seconds) ? 'a token' : `${seconds} seconds`}, `
    + `expected ${min} to ${max} seconds that are known at synthesis`,
  fix: 'choose a timeout in this range; a MultiRegionAccessPoint with Provisioning.cloudFormation waits longer',
  source: SERVICE_LIMITS.SERVICE_TIMEOUT.source,
});

export const MRAP757_REPLACEMENT_WITH_UNKNOWN_BUCKETS = defineDiagnostic<Record<string, never>>({
  id: 'MRAP757',
  reportedBy: ['constructs'],
  severity: FindingSeverity.ERROR,
  title: 'Replacement by CloudFormation with unknown buckets',
  why: 'The name of a replacement contains a hash of the buckets, which the template must contain.',
  message: () =>
    'bucket names or accounts are not known, got tokens with ReplacementPolicy.ALLOW and '
    + 'Provisioning.cloudFormation, '
    + 'expected values that are known at synthesis',
  fix: 'set the names of the buckets, or use Provisioning.customResource',
  source: CLOUDFORMATION_TYPE,
});

export const MRAP778_REGION_WITHOUT_CLOUDFORMATION_TYPE = defineDiagnostic<{ region: string }>({
  id: 'MRAP778',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Region without the CloudFormation type',
  why: 'The deployment fails, because the registry of the Region has no type AWS::S3::MultiRegionAccessPoint.',
  message: ({ region }) =>
    'CloudFormation has no type of Multi-Region Access Points in the Region of the stack, got '
      + `${showValue(region)}, `
    + 'expected a Region with this type',
  fix: 'create the access point with Provisioning.customResource, '
    + 'or declare the access point in a stack of another Region',
  source: CLOUDFORMATION_TYPE,
});
