import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import * as path from 'node:path';
import { temporaryFolder } from '../support/temporary-folder';
import { copyBundle, makeEnvironment } from './bundle-process';

const BUNDLE = copyBundle();
const FOLDER = temporaryFolder();
const TEMPLATE = path.join(FOLDER, 'media.template.json');

/** Node.js fails like this for a user who is not in the list of users, as in a container. */
const WITHOUT_HOME = path.join(FOLDER, 'without-home.js');

/** Runs commands of a shell, in which `$COMMAND` is the command line. */
function run(commands: string, more: Record<string, string> = {}) {
  const env = { ...makeEnvironment(more), COMMAND: `${process.execPath} ${BUNDLE}` };
  const { status, stdout, stderr } = spawnSync('sh', ['-c', commands], { cwd: FOLDER, env, encoding: 'utf8' });
  return { status, stdout, stderr };
}

beforeAll(() => {
  const media = { Type: 'AWS::S3::MultiRegionAccessPoint', Properties: { Name: 'm', Regions: [{ Bucket: 'media' }] } };
  writeFileSync(TEMPLATE, JSON.stringify({ Resources: { Media: media } }));
  writeFileSync(WITHOUT_HOME, `require('node:os').homedir = () => {
    if (process.env.HOME) return process.env.HOME;
    throw new Error('uv_os_homedir returned ENOENT');
  };`);
});

describe('cdk-s3-mrap', () => {
  describe('for a user without a home', () => {
    const environment = { NODE_OPTIONS: `--require ${WITHOUT_HOME}`, XDG_CACHE_HOME: '' };

    test('reports the findings of a template', () => {
      const { status, stdout } = run(`$COMMAND lint ${TEMPLATE} --region eu-west-1`, environment);
      expect({ status, ids: stdout.match(/\bMRAP101\b/g) }).toEqual({ status: 1, ids: ['MRAP101'] });
    });

    test('shows the status of an access point', () => {
      const command = '$COMMAND simulate --members eu-west-1,us-east-1 -- '
        + "sh -c '$COMMAND status $CDK_S3_MRAP_SIMULATOR_ARN'";
      const { status, stdout, stderr } = run(command, environment);
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
      expect(stdout).toContain('eu-west-1: READY');
    });
  });

  describe('in a folder that was deleted', () => {
    const DELETE = 'mkdir deleted && cd deleted && rmdir ../deleted && ';

    test('prints its version', () => {
      expect(run(`${DELETE} $COMMAND --version`)).toMatchObject({ status: 0, stderr: '' });
    });

    test('exits with code 2 if it cannot read the templates of the folder', () => {
      expect(run(`${DELETE} $COMMAND lint .`)).toMatchObject({ status: 2, stdout: '' });
    });
  });
});
