import { listExamples } from '../../stability/examples';
import { checkExample, deployExample, importAndDeploy } from './round-trip';
import { SimulatedAccount } from './simulated-account';
import { TERRAFORM_CONFIGURATIONS } from './terraform/configurations';
import { writeState } from './terraform/state';

describe('cdk-s3-mrap import', () => {
  test.each(listExamples())('adopts the access points of examples/%s without a change', async (example) => {
    await checkExample(await deployExample(example));
  });

  test.each(TERRAFORM_CONFIGURATIONS.map((configuration) => [configuration.title, configuration] as const))(
    'adopts the access point of a Terraform configuration with %s', async (_title, { name, setup, makeState }) => {
      const account = new SimulatedAccount();
      await account.apply(setup);
      const [arn] = account.arns;
      const state = writeState(makeState(account.observe(arn).alias));
      const fromState = await importAndDeploy(account, arn, name, '--from-terraform-state', state);
      expect(fromState.unread).toEqual([{ what: 'routes', why: 'Terraform has no resource for it' }]);
      const fromAccount = await importAndDeploy(account, arn, arn);
      expect(fromAccount.unmanagedRules).toEqual(fromState.unmanagedRules);
      expect(fromAccount.unmanagedRules).toHaveLength(setup.replications.length);
      expect(fromState.release).toEqual([{
        tool: 'Terraform', text: expect.stringMatching(/^removed {\n {2}from = aws_s3control[a-z_.]+\n/),
      }]);
    },
  );
});
