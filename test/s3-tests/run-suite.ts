import { spawn } from 'node:child_process';
import { once } from 'node:events';

interface SuiteRun {
  readonly python: string;
  /** The folder of the suite. */
  readonly suite: string;
  readonly configurationFile: string;
  /** The file for the report of pytest. */
  readonly report: string;
  /** The expression that selects tests by their markers. */
  readonly markers: string;
}

const TEST_TIMEOUT_SECONDS = 300;

/** Runs the tests for S3 with only the variables that locate programs, prints their output and returns it. */
export async function runSuite({ python, suite, configurationFile, report, markers }: SuiteRun): Promise<string> {
  const { PATH, HOME } = process.env;
  const child = spawn(python, [
    '-m', 'pytest', '-q', '-p', 'no:cacheprovider', '--tb=line', `--timeout=${TEST_TIMEOUT_SECONDS}`,
    '--junit-xml', report, '-m', markers, 's3tests/functional/test_s3.py',
  ], {
    cwd: suite,
    env: {
      PATH,
      HOME,
      PYTHONDONTWRITEBYTECODE: '1',
      S3TEST_CONF: configurationFile,
      AWS_DEFAULT_REGION: 'us-east-1',
      AWS_EC2_METADATA_DISABLED: 'true',
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    output += text;
    process.stdout.write(text);
  });
  await once(child, 'close');
  return output;
}
