import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import * as path from 'node:path';
import { parseArgs } from 'node:util';
import { type CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { AwsAccount } from '../../verify/targets/aws/aws-account';
import { selectProfile } from '../../verify/targets/aws/profile';
import { run } from '../deploy/emulator/child';
import { INTEGRATION_TESTS } from './integration-tests';

// Deploys integration tests one after another with the CDK command line. A failed assertion fails its deployment.
const { values } = parseArgs({
  options: {
    account: { type: 'string', default: '' },
    profile: { type: 'string' },
    // The names of examples, separated by commas.
    only: { type: 'string', default: INTEGRATION_TESTS.join() },
  },
});

const CDK = path.join(__dirname, '..', '..', 'node_modules', '.bin', 'cdk');

interface DeployedStack {
  readonly name: string;
  readonly environment: { readonly region: string };
}

async function cdk(folder: string, ...args: string[]): Promise<string> {
  const profile = values.profile === undefined ? [] : ['--profile', values.profile];
  const env = { ...process.env, CI: 'true' };
  const { code, output } = await run(CDK, ['--app', folder, ...profile, ...args], { env });
  if (code !== 0) throw new Error(`cdk ${args.join(' ')} exited with ${code}:\n${output}`);
  return output;
}

/** Synthesizes a test, and returns its cloud assembly and its stacks. */
async function synthesize(example: string): Promise<{ folder: string; stacks: readonly DeployedStack[] }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'integration-'));
  const { code, output } = await run(process.execPath, [
    '--require', require.resolve('tsx/cjs'), path.join(__dirname, `integ.${example}.ts`),
  ], { env: { ...process.env, CDK_OUTDIR: folder, TSX_TSCONFIG_PATH: 'tsconfig.dev.json' } });
  if (code !== 0) throw new Error(`the synthesis of ${example} failed:\n${output}`);
  const list = await cdk(folder, 'list', '--json', '--long', '--quiet');
  return { folder, stacks: JSON.parse(list.slice(list.indexOf('['), list.lastIndexOf(']') + 1)) as DeployedStack[] };
}

/** Throws if a stack exists, because the test would update and then delete a stack that it has not created. */
async function requireNewStacks(account: AwsAccount, stacks: readonly DeployedStack[]): Promise<void> {
  for (const { name, environment: { region } } of stacks) {
    if (await stackExists(account.createCloudFormation(region), name)) {
      throw new Error(`stack ${name} exists in ${region}; delete it, or use another account. Nothing was deployed`);
    }
  }
}

async function stackExists(client: CloudFormationClient, name: string): Promise<boolean> {
  try {
    await client.send(new DescribeStacksCommand({ StackName: name }));
    return true;
  } catch (error) {
    if (/does not exist/.test((error as Error).message)) return false;
    throw error;
  }
}

async function testExample(account: AwsAccount, example: string): Promise<void> {
  const { folder, stacks } = await synthesize(example);
  await requireNewStacks(account, stacks);
  try {
    await cdk(folder, 'deploy', '--all', '--require-approval', 'never');
  } finally {
    await cdk(folder, 'destroy', '--all', '--force');
  }
}

async function main(): Promise<void> {
  // The SDK reads the endpoints of a profile only if the environment names the profile.
  if (values.profile !== undefined) process.env.AWS_PROFILE = values.profile;
  await selectProfile(values.profile);
  const account = new AwsAccount({
    homeRegion: 'eu-west-1',
    guard: async (_endpoint, send) => send(),
    onWaiting: (text) => { process.stderr.write(`${text}\n`); },
  });
  const { accountId } = await account.findCaller();
  if (accountId !== values.account) {
    throw new Error(
      `the credentials belong to account ${accountId}, and --account is "${values.account}". Nothing was deployed`);
  }
  const names = (await account.listAccessPoints(accountId)).map(({ Name: name }) => name!);
  const taken = names.filter((name) => name === 'media-example' || name.startsWith('mrap-integ-'));
  if (taken.length > 0) throw new Error(`the account has the access points ${taken.join(', ')}. Nothing was deployed`);
  for (const example of values.only.split(',')) {
    await testExample(account, example);
    process.stdout.write(`ok     ${example}\n`);
  }
}

main().catch((error: Error) => {
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 1;
});
