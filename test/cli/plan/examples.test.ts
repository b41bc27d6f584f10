import { createRequire } from 'node:module';
import * as path from 'node:path';
import { loadAssembly } from '../../../cli/lint/cloud-assembly';
import { type DeployedStack } from '../../../cli/plan/deployed-stacks';
import { makeDeploymentPlan } from '../../../cli/plan/make-plan';
import { type StackTemplate } from '../../../src/linter/evaluation/template';
import { bench } from '../../control/support';
import { listExamples } from '../../stability/examples';
import { ACCOUNT } from '../../support/accounts';
import { SimulatedAws } from '../../support/aws/simulated-aws';
import { temporaryFolder } from '../../support/temporary-folder';

const EXAMPLES = path.join(__dirname, '..', '..', '..', 'examples');

/** Synthesizes an example like the CDK CLI. */
function synthesize(example: string): readonly StackTemplate[] {
  const folder = temporaryFolder();
  process.env.CDK_OUTDIR = folder;
  try {
    createRequire(__filename)(path.join(EXAMPLES, example, 'app.ts'));
  } finally {
    delete process.env.CDK_OUTDIR;
  }
  return loadAssembly(folder).stacks;
}

/** Plans a deployment in an account without access points. */
async function listEffects(stacks: readonly StackTemplate[], deployed: readonly StackTemplate[]): Promise<string[]> {
  const { clock, simulator } = bench();
  const entries = deployed.map((stack): [string, DeployedStack] => [stack.id, { stack, physicalIds: new Map() }]);
  const { effects, unknown } = await makeDeploymentPlan({
    aws: new SimulatedAws(simulator).aws, clock, stacks, deployed: new Map(entries), account: ACCOUNT,
  });
  expect(unknown).toEqual([]);
  return effects.map(({ action, kind }) => `${action} ${kind}`);
}

describe('makeDeploymentPlan', () => {
  test.each(listExamples())('finds no change between equal templates of examples/%s', async (example) => {
    const stacks = synthesize(example);
    expect(stacks.length).toBeGreaterThan(0);
    const effects = await listEffects(stacks, stacks);
    // The account has none of the access points of the templates.
    expect(effects.filter((effect) => !['keep access point', 'unknown routes'].includes(effect))).toEqual([]);
    const first = await listEffects(stacks, []);
    expect(first.filter((effect) => !effect.startsWith('create '))).toEqual([]);
    const last = await listEffects([], stacks);
    expect(last.filter((effect) => /^(create|change|replace|adopt|unknown) /.test(effect))).toEqual([]);
  });
});
