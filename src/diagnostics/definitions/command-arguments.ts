import { makeS3ApiReferenceSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const ACCESS_POINTS = makeS3UserGuideSource('MultiRegionAccessPoints');

export const MRAP961_INVALID_ARGUMENTS = defineDiagnostic<{ problem: string; expected: string; command: string }>({
  id: 'MRAP961',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Invalid arguments of the command',
  why: 'A command that guesses could change the routes to another Region than the user expects.',
  message: ({ problem, expected }) => `${problem}, expected ${expected}`,
  fix: ({ command }) => `correct the arguments as "${command} --help" describes them`,
  source: ACCESS_POINTS,
});

export const MRAP962_INPUT_NOT_USABLE = defineDiagnostic<{ file: string; problem: string; expected: string }>({
  id: 'MRAP962',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Input not usable',
  why: 'The result of a command with a missing or damaged file would be incomplete.',
  message: ({ file, problem, expected }) => `${showValue(file)} cannot be used: ${problem}, expected ${expected}`,
  fix: 'pass another path, or create or correct the file',
  source: ACCESS_POINTS,
});

export const MRAP963_OUTPUT_NOT_WRITTEN = defineDiagnostic<{ file: string; problem: string; consequence: string }>({
  id: 'MRAP963',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Output not written',
  why: 'The file would be the record of the command, so the command does not continue without it.',
  message: ({ file, problem, consequence }) =>
    `${showValue(file)} cannot be written: ${problem}, expected a new file in a folder that you may write to; `
    + consequence,
  fix: 'pass another path, or correct the permissions of the folder',
  source: ACCESS_POINTS,
});

export const MRAP964_NOT_FOUND_IN_ACCOUNT = defineDiagnostic<{
  wanted: string; account: string; answeredBy: string; expected: string;
}>({
  id: 'MRAP964',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Not found in the account',
  why: 'S3 looks for access points and request tokens only in the account of the request.',
  message: ({ wanted, account, answeredBy, expected }) =>
    `account ${account} does not contain ${wanted}, got this answer from ${answeredBy}, expected ${expected}`,
  fix: 'correct the argument, or use credentials of the account that contains it',
  source: makeS3ApiReferenceSource('API_control_GetMultiRegionAccessPoint'),
});
