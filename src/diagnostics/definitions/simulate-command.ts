import { makeS3ApiReferenceSource, makeS3UserGuideSource } from '../../facts/source';
import { defineDiagnostic, showValue } from '../diagnostic';
import { FindingSeverity } from '../finding';

const ACCESS_POINTS = makeS3UserGuideSource('MultiRegionAccessPoints');

export const MRAP970_NOTHING_TO_SIMULATE = defineDiagnostic<{ source: string }>({
  id: 'MRAP970',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Nothing to simulate in the templates',
  why: 'The simulator creates the access points of the templates and their buckets. These templates have none.',
  message: ({ source }) => `no template declares a Multi-Region Access Point with members, got ${showValue(source)}`,
  fix: 'pass the cdk.out folder of the application with the access point, or pass --members',
  source: ACCESS_POINTS,
});

export const MRAP971_BUCKET_WITHOUT_REGION = defineDiagnostic<{ bucket: string }>({
  id: 'MRAP971',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Simulated bucket without a Region',
  why: 'The Region of a bucket selects the member that answers, and the templates do not contain it.',
  message: ({ bucket }) => `the Region of bucket ${showValue(bucket)} is unknown, expected a Region in the template`,
  fix: 'declare the Region in the environment of the stack, or pass --region for stacks that declare none',
  source: ACCESS_POINTS,
});

export const MRAP972_SETUP_REFUSED = defineDiagnostic<{ operation: string; resource: string; problem: string }>({
  id: 'MRAP972',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Setup refused by the simulator',
  why: 'The simulator has the rules of S3, so S3 would probably refuse the deployment, too.',
  message: ({ operation, resource, problem }) => `${operation} for ${showValue(resource)} failed: ${problem}`,
  fix: 'run "lint" with the same templates, and correct the resource',
  source: ACCESS_POINTS,
});

export const MRAP973_SIMULATOR_NOT_REACHED = defineDiagnostic<{ problem: string }>({
  id: 'MRAP973',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Simulator not reached',
  why: 'The command changes a simulator that runs in another process, and finds it by two environment variables.',
  message: ({ problem }) => `the simulator cannot be controlled: ${problem}`,
  fix:
    'start "simulate" and set CDK_S3_MRAP_SIMULATOR_URL and CDK_S3_MRAP_SIMULATOR_TOKEN as it prints them, or run the '
    + 'command with "simulate -- <command>"',
  source: ACCESS_POINTS,
});

export const MRAP974_COMMAND_NOT_STARTED = defineDiagnostic<{ command: string; problem: string }>({
  id: 'MRAP974',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'Command of the simulator not started',
  why: 'The operating system cannot start the command after "--".',
  message: ({ command, problem }) => `${showValue(command)} was not started: ${problem}, expected a program`,
  fix: 'correct the name of the program, or its path',
  source: makeS3ApiReferenceSource('Welcome'),
});

export const MRAP975_STATE_UNREADABLE = defineDiagnostic<{ file: string; problem: string }>({
  id: 'MRAP975',
  reportedBy: ['command line'],
  severity: FindingSeverity.ERROR,
  title: 'State unreadable by the simulator',
  why: 'An earlier version can have written the file in another format, or another program changed it.',
  message: ({ file, problem }) => `${showValue(file)} contains no state of the simulator: ${problem}`,
  fix: 'pass another folder to --state, or delete the file to start without objects',
  source: makeS3ApiReferenceSource('Welcome'),
});
