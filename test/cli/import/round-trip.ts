import { createRequire } from 'node:module';
import * as path from 'node:path';
import { type ImportReport } from '../../../cli/import/render-import';
import { loadAssembly } from '../../../cli/lint/cloud-assembly';
import { type RunTool } from '../../../cli/run-program';
import { canonicalizePolicy } from '../../../control/canonical-policy';
import { makeOwnerOnlyPolicy } from '../../../lambda/policy/owner-only-policy';
import { type StackTemplate } from '../../../src/linter/evaluation/template';
import { ACCOUNT } from '../../support/accounts';
import { temporaryFolder } from '../../support/temporary-folder';
import { type ObservedState, readSetupOf, SimulatedAccount } from './simulated-account';
import { makeApplicationFolder } from './support';

const EXAMPLES = path.join(__dirname, '..', '..', '..', 'examples');

/** Synthesizes an example like the CDK CLI. Returns the folder of the cloud assembly. */
function synthesize(example: string): string {
  const folder = temporaryFolder();
  process.env.CDK_OUTDIR = folder;
  try {
    // An application runs when it is loaded. Another language needs it again.
    jest.isolateModules(() => createRequire(__filename)(path.join(EXAMPLES, example, 'app.ts')));
  } finally {
    delete process.env.CDK_OUTDIR;
  }
  return folder;
}

/** The calls that delete or redirect an access point. A creation with a name that exists has no effect. */
const CHANGES = ['DeleteMultiRegionAccessPoint', 'SubmitMultiRegionAccessPointRoutes'] as const;

/**
 * The state after the adoption. S3 cannot delete a policy, so the construct always declares one. An access point
 * without a policy gets the policy that allows only its account, which is an exception from "no change".
 */
function expectAdopted({ statements, ...others }: ObservedState): ObservedState {
  const { Statement } = makeOwnerOnlyPolicy(ACCOUNT, others.alias);
  const hasPolicy = JSON.stringify(statements) !== '{"Statement":[]}';
  return { ...others, statements: hasPolicy ? statements : canonicalizePolicy({ Statement }) };
}

/** Imports an access point, deploys the generated application, and compares the live state. */
export async function importAndDeploy(
  account: SimulatedAccount, arn: string, ...args: string[]
): Promise<ImportReport> {
  const before = account.observe(arn);
  const folder = makeApplicationFolder();
  const { code, text, errors } = await account.run('import', ...args, '--output', folder, '--json');
  expect({ code, errors }).toEqual({ code: 0, errors: '' });
  const report = JSON.parse(text) as ImportReport;
  expect(report.differences).toEqual([]);
  account.simulator.journal.clear();
  await account.deploy(path.join(folder, 'cdk.out'));
  expect(account.observe(arn)).toEqual(expectAdopted(before));
  expect(CHANGES.flatMap((operation) => account.simulator.journal.of(operation))).toEqual([]);
  return report;
}

/** The buckets of other applications, whose Regions the examples do not contain. */
const OTHER_STACKS: readonly StackTemplate[] = [{
  id: 'Other',
  stackName: 'Other',
  region: 'us-east-1',
  account: ACCOUNT,
  templatePath: 'Other.json',
  template: {
    Resources: {
      Bucket: {
        Type: 'AWS::S3::Bucket',
        Properties: { BucketName: 'linted-virginia', VersioningConfiguration: { Status: 'Enabled' } },
      },
    },
  },
}];

const isDeployedByHandlers = (stacks: readonly StackTemplate[]) =>
  JSON.stringify(stacks.map(({ template }) => template)).includes('"REFUSE"');

/** Creates an account in which an example is deployed, with the buckets of other applications. */
export async function deployExample(example: string, runTool?: RunTool): Promise<SimulatedAccount> {
  const account = new SimulatedAccount(runTool);
  const assembly = synthesize(example);
  const { stacks } = loadAssembly(assembly);
  if (isDeployedByHandlers(stacks)) await account.deployWithBuckets(assembly);
  else await account.apply(readSetupOf([...stacks, ...OTHER_STACKS]));
  return account;
}

/** Imports each access point of an example, and expects that all rules are managed. */
export async function checkExample(account: SimulatedAccount, ...args: string[]): Promise<void> {
  expect(account.arns.length).toBeGreaterThan(0);
  for (const arn of account.arns) {
    const { unread, unmanagedRules } = await importAndDeploy(account, arn, arn, ...args);
    expect({ unread, unmanagedRules }).toEqual({ unread: [], unmanagedRules: [] });
  }
}
