import { makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const ACCESS_POINTS = makeS3UserGuideSource('MultiRegionAccessPoints');

export const MRAP980_IMPORT_NOT_FOUND = defineDiagnostic<{
  source: string; wanted?: string; found?: readonly string[];
}>({
  id: 'MRAP980',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Access point to import not found',
  why: 'The command generates an application for one access point, and the source must contain it.',
  message: ({ source, wanted, found }) => `${source} does not contain ${
    wanted === undefined ? 'a Multi-Region Access Point' : `access point ${showValue(wanted)}`
  }${found === undefined ? '' : `, found ${showValue(found)}`}`,
  fix: 'correct the name or the ARN, or pass the template or the Terraform state that contains the access point',
  source: ACCESS_POINTS,
});

export const MRAP981_SEVERAL_ACCESS_POINTS = defineDiagnostic<{ source: string; found: readonly string[] }>({
  id: 'MRAP981',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Several access points to import',
  why: 'The command generates an application for one access point.',
  message: ({ source, found }) =>
    `${source} contains several access points, got ${showValue(found)}, expected one`,
  fix: 'pass the name or the ARN of one access point as the argument, or a source with a single access point',
  source: ACCESS_POINTS,
});

export const MRAP982_VALUE_KNOWN_AT_DEPLOYMENT = defineDiagnostic<{ source: string; value: string; advice: string }>({
  id: 'MRAP982',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Value to import is known at deployment only',
  why: 'The generated application adopts the access point only if it declares its name, account and buckets exactly.',
  message: ({ source, value }) => `${source} does not contain ${value}, expected a value that is not an expression`,
  fix: ({ advice }) => advice,
  source: ACCESS_POINTS,
});

export const MRAP983_OUTPUT_FOLDER_NOT_EMPTY = defineDiagnostic<{ folder: string }>({
  id: 'MRAP983',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Output folder not empty',
  why: 'The command writes a complete application and does not overwrite files.',
  message: ({ folder }) => `the folder ${showValue(folder)} is not empty, expected an empty folder or a new one`,
  fix: 'pass another folder with --output',
  source: ACCESS_POINTS,
});

export const MRAP984_UNREADABLE_TERRAFORM_STATE = defineDiagnostic<{ file: string; problem: string }>({
  id: 'MRAP984',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Unreadable Terraform state',
  why: 'The command reads the documented JSON output, because the format of state files changes between versions.',
  message: ({ file, problem }) =>
    `${showValue(file)} cannot be read: ${problem}, expected the output of "terraform show -json"`,
  fix: 'run "terraform show -json > state.json" and pass state.json',
  source: ACCESS_POINTS,
});

export const MRAP985_APPLICATION_NOT_SYNTHESIZED = defineDiagnostic<{ command: string; problem: string }>({
  id: 'MRAP985',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Generated application not synthesized',
  why: 'Without a template, the command cannot compare the generated application with its source.',
  message: ({ command, problem }) => `${showValue(command)} failed: ${problem}; the files are written`,
  fix: 'install the tools of the language and synthesize the application yourself, or pass --no-synth',
  source: ACCESS_POINTS,
});
