import { type Language } from '../cli/import/languages';
import { type RunTool } from '../cli/run-program';
import { ODD_SETUPS } from '../test/cli/import/odd-setups';
import { checkExample, deployExample, importAndDeploy } from '../test/cli/import/round-trip';
import { SimulatedAccount } from '../test/cli/import/simulated-account';
import { TERRAFORM_CONFIGURATIONS } from '../test/cli/import/terraform/configurations';
import { writeState } from '../test/cli/import/terraform/state';
import { listExamples } from '../test/stability/examples';
import { type Consumer, createJavaConsumer, createPythonConsumer } from './support/consumers';
import { createGoConsumer } from './support/go-consumer';

const INSTALLATION_TIMEOUT = 10 * 60_000;
/** A run compiles, starts the runtime of the language and Node.js, and synthesizes. */
const RUN_TIMEOUT = 5 * 60_000;
const LANGUAGES: readonly [Language, () => Consumer, program: RegExp][] = [
  ['python', createPythonConsumer, /app\.py$/],
  ['java', createJavaConsumer, /^mvn/],
  ['go', () => createGoConsumer(), /^go run/],
];

describe.each(LANGUAGES)('cdk-s3-mrap import --language %s', (language, install, program) => {
  let consumer: Consumer;
  beforeAll(() => { consumer = install(); }, INSTALLATION_TIMEOUT);
  afterAll(() => { consumer.remove(); });

  /** The packages are installed, so only the last command of the language runs. */
  const runTool: RunTool = async (command, folder, environment) => {
    if (program.test(command.join(' '))) consumer.runApplication(folder, { ...process.env, ...environment });
    return { code: 0, output: '' };
  };

  test.each(listExamples())('adopts the access points of examples/%s without a change', async (example) => {
    await checkExample(await deployExample(example, runTool), '--language', language);
  }, RUN_TIMEOUT);

  test.each(TERRAFORM_CONFIGURATIONS.map((configuration) => [configuration.title, configuration] as const))(
    'adopts the access point of a Terraform configuration with %s', async (_title, { name, setup, makeState }) => {
      const account = new SimulatedAccount(runTool);
      await account.apply(setup);
      const [arn] = account.arns;
      const state = writeState(makeState(account.observe(arn).alias));
      await importAndDeploy(account, arn, name, '--from-terraform-state', state, '--language', language);
    },
    RUN_TIMEOUT,
  );

  test.each(ODD_SETUPS)('adopts an access point %s without a change', async (_title, setup) => {
    const account = new SimulatedAccount(runTool);
    await account.apply(setup);
    const [arn] = account.arns;
    await importAndDeploy(account, arn, arn, '--language', language);
  }, RUN_TIMEOUT);
});
