import { IDENTIFIERS } from '../../facts/identifiers';
import { LIMITS } from '../../facts/limits';
import { apiReference, userGuide } from '../../facts/source';
import { diagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const RESTRICTIONS = userGuide('MultiRegionAccessPointRestrictions');
const REQUESTS = userGuide('MultiRegionAccessPointRequests');
const NAMING = userGuide('multi-region-access-point-naming');

export const MRAP101_MALFORMED_NAME = diagnostic<{ name: string }>({
  id: 'MRAP101',
  severity: FindingSeverity.ERROR,
  title: 'Malformed access point name',
  why: 'S3 refuses the name when the deployment reaches it.',
  message: ({ name }) => `access point name is malformed, got ${showValue(name)}, expected ${IDENTIFIERS.NAME.rule}`,
  fix: 'choose a name of that form; it cannot be changed later',
  source: RESTRICTIONS,
});

export const MRAP102_DUPLICATE_NAME = diagnostic<{ name: string; account: string; paths: string[] }>({
  id: 'MRAP102',
  severity: FindingSeverity.ERROR,
  title: 'Duplicate access point name in one account',
  why: 'Names are unique in an account: the second creation fails.',
  message: ({ name, account, paths }) => `access point name ${showValue(name)} is declared more than once for account ${account}, got ${showValue(paths)}`,
  fix: 'give each access point its own name',
  source: RESTRICTIONS,
});

export const MRAP103_REPLACEMENT_WITH_FIXED_NAME = diagnostic<{ name: string }>({
  id: 'MRAP103',
  severity: FindingSeverity.WARNING,
  title: 'Replacement allowed with a fixed name',
  why: 'The old access point holds the name until it is deleted, so its successor has to be called otherwise; and its alias, which clients use, is always another.',
  message: ({ name }) => `replacement is allowed while the name ${showValue(name)} is fixed, expected a successor of another name`,
  fix: 'let clients follow multiRegionAccessPointAlias: a successor is named "<name>-<hash of its buckets>", and its alias differs',
  source: {
    url: 'https://docs.aws.amazon.com/AWSCloudFormation/latest/TemplateReference/aws-resource-s3-multiregionaccesspoint.html',
    date: '2026-04-13',
  },
});

export const MRAP104_TOO_MANY_ACCESS_POINTS = diagnostic<{ account: string; count: number }>({
  id: 'MRAP104',
  severity: FindingSeverity.WARNING,
  title: 'Too many access points in one account',
  why: 'S3 refuses to create more than its quota; whether the quota can be raised is not documented.',
  message: ({ account, count }) =>
    `account ${account} has too many access points, got ${count} in this application, expected at most ${LIMITS.ACCESS_POINTS_PER_ACCOUNT.value}`,
  fix: 'spread them over accounts, or have the quota raised first',
  source: RESTRICTIONS,
});

export const MRAP105_MALFORMED_ALIAS = diagnostic<{ alias: string }>({
  id: 'MRAP105',
  severity: FindingSeverity.ERROR,
  title: 'Malformed access point alias',
  why: 'S3 makes the alias; a text of another form names nothing.',
  message: ({ alias }) => `access point alias is malformed, got ${showValue(alias)}, expected ${IDENTIFIERS.ALIAS.rule}`,
  fix: 'copy the alias from S3; it is not the name',
  source: NAMING,
});

export const MRAP106_MALFORMED_ARN = diagnostic<{ arn: string }>({
  id: 'MRAP106',
  severity: FindingSeverity.ERROR,
  title: 'Malformed access point ARN',
  why: 'Requests and policies that use it match nothing: the usual slips are a Region in the ARN, and the name where the alias belongs.',
  message: ({ arn }) => `access point ARN is malformed, got ${showValue(arn)}, expected ${IDENTIFIERS.ARN.rule}`,
  fix: 'write the ARN with an empty Region and the alias',
  source: REQUESTS,
});

export const MRAP107_UNSUPPORTED_PARTITION = diagnostic<{ partition: string }>({
  id: 'MRAP107',
  severity: FindingSeverity.ERROR,
  title: 'Unsupported partition',
  why: 'No other partition offers Multi-Region Access Points.',
  message: ({ partition }) => `partition ${showValue(partition)} has no Multi-Region Access Points, expected "aws"`,
  fix: 'deploy to an account of the commercial partition',
  source: RESTRICTIONS,
});

export const MRAP108_GENERATED_NAME = diagnostic<Record<string, never>>({
  id: 'MRAP108',
  severity: FindingSeverity.WARNING,
  title: 'Generated access point name',
  why: 'The generated name follows the construct path: whoever renames or moves the construct gets a second access point with another alias.',
  message: () => 'access point has no name of its own, got a name that follows the construct path',
  fix: 'set multiRegionAccessPointName',
  source: apiReference('API_control_CreateMultiRegionAccessPointInput'),
});
