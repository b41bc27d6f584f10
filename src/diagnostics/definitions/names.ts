import { IDENTIFIER_FORMS } from '../../facts/identifiers';
import { SERVICE_LIMITS } from '../../facts/limits';
import { COMMERCIAL_PARTITION } from '../../facts/partitions';
import { makeS3ApiReferenceSource, makeTemplateReferenceSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const RESTRICTIONS = makeS3UserGuideSource('MultiRegionAccessPointRestrictions');
const REQUESTS = makeS3UserGuideSource('MultiRegionAccessPointRequests');
const NAMING = makeS3UserGuideSource('multi-region-access-point-naming');

export const MRAP101_MALFORMED_NAME = defineDiagnostic<{ name: string }>({
  id: 'MRAP101',
  reportedBy: ['constructs', 'linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Malformed access point name',
  why: 'S3 refuses the name during the deployment.',
  message: ({ name }) =>
    `access point name is malformed, got ${showValue(name)}, expected ${IDENTIFIER_FORMS.NAME.rule}`,
  fix: 'choose a valid name; you cannot change the name of an access point later',
  source: RESTRICTIONS,
});

export const MRAP102_DUPLICATE_NAME = defineDiagnostic<{ name: string; account: string; paths: string[] }>({
  id: 'MRAP102',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.ERROR,
  title: 'Duplicate access point name in one account',
  why: 'Names are unique in an account, so S3 refuses to create the second access point.',
  message: ({ name, account, paths }) =>
    `access point name ${showValue(name)} is declared more than once for account ${account}, got `
    + `${showValue(paths)}, expected one`,
  fix: 'give each access point a different name',
  source: RESTRICTIONS,
});

export const MRAP103_REPLACEMENT_WITH_FIXED_NAME = defineDiagnostic<{ name: string }>({
  id: 'MRAP103',
  reportedBy: ['constructs'],
  severity: FindingSeverity.WARNING,
  title: 'Replacement allowed with a fixed name',
  why:
    'CloudFormation deletes the old access point only after the creation of the new one, so the new one needs a '
    + 'different name. Its alias is different too.',
  message: ({ name }) => `a replacement is allowed, but cannot keep the fixed name, got ${showValue(name)}, `
    + 'expected clients that accept another name ("<name>-<hash of the buckets>") and another alias',
  fix:
    'take alias or ARN from the attributes of the construct wherever clients are configured, and acknowledge this '
    + 'warning',
  source: makeTemplateReferenceSource('aws-resource-s3-multiregionaccesspoint'),
});

export const MRAP104_TOO_MANY_ACCESS_POINTS = defineDiagnostic<{ account: string; count: number }>({
  id: 'MRAP104',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  title: 'Too many access points in one account',
  why: 'S3 refuses to create more access points than the quota. AWS does not document whether the quota can be raised.',
  message: ({ account, count }) => `account ${account} has too many access points, got ${count} in this application, `
    + `expected at most ${SERVICE_LIMITS.ACCESS_POINTS_PER_ACCOUNT.value}`,
  fix: 'distribute the access points to several accounts, or request a higher quota first',
  source: RESTRICTIONS,
});

export const MRAP105_MALFORMED_ALIAS = defineDiagnostic<{ alias: string }>({
  id: 'MRAP105',
  reportedBy: ['linter'],
  severity: FindingSeverity.ERROR,
  title: 'Malformed access point alias',
  why: 'S3 generates the alias. A text of another form identifies no access point.',
  message: ({ alias }) =>
    `access point alias is malformed, got ${showValue(alias)}, expected ${IDENTIFIER_FORMS.ALIAS.rule}`,
  fix: 'copy the alias from S3; the alias is not the name',
  source: NAMING,
});

export const MRAP106_MALFORMED_ARN = defineDiagnostic<{ arn: string }>({
  id: 'MRAP106',
  reportedBy: ['constructs', 'linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Malformed access point ARN',
  why: 'Requests and policies with this ARN match no access point. '
    + 'The usual mistakes are a Region in the ARN, and the name in the position of the alias.',
  message: ({ arn }) =>
    `access point ARN is malformed, got ${showValue(arn)}, expected ${IDENTIFIER_FORMS.ARN.rule}`,
  fix: 'write the ARN with an empty Region and with the alias',
  source: REQUESTS,
});

export const MRAP107_UNSUPPORTED_PARTITION = defineDiagnostic<{ partition: string }>({
  id: 'MRAP107',
  reportedBy: ['constructs', 'linter', 'Lambda functions'],
  severity: FindingSeverity.ERROR,
  title: 'Unsupported partition',
  why: 'No other partition offers Multi-Region Access Points.',
  message: ({ partition }) =>
    `partition ${showValue(partition)} has no Multi-Region Access Points, expected `
    + `${showValue(COMMERCIAL_PARTITION)}`,
  fix: 'deploy to an account and a Region of the commercial partition',
  source: RESTRICTIONS,
});

export const MRAP108_GENERATED_NAME = defineDiagnostic<Record<string, never>>({
  id: 'MRAP108',
  reportedBy: ['constructs', 'linter'],
  severity: FindingSeverity.WARNING,
  title: 'Generated access point name',
  why:
    'The generated name depends on the construct path. '
    + 'If you rename or move the construct, the next deployment creates a second access point with another alias.',
  message: () =>
    'access point has no fixed name, got a generated one that changes with the path or logical id, expected a '
    + 'declared name',
  fix: 'set multiRegionAccessPointName, or the property Name of a resource',
  templateFix: 'set the property Name',
  source: makeS3ApiReferenceSource('API_control_CreateMultiRegionAccessPointInput'),
});
