import { loadAssembly } from '../../../cli/lint/cloud-assembly';
import { createProgram } from '../../../cli/program';
import { type RunTool } from '../../../cli/run-program';
import { applySetup } from '../../../cli/simulate/apply-setup';
import { readSetupFromTemplates } from '../../../cli/simulate/setup-of-templates';
import { type SimulatedSetup } from '../../../cli/simulate/simulated-setup';
import { canonicalizePolicy } from '../../../control/canonical-policy';
import { createBuckets } from '../../../examples/demo/buckets';
import { StackDeployment } from '../../../examples/demo/stack-deployment';
import { createHandlers } from '../../../lambda/handlers';
import { Simulator, VirtualClock } from '../../../simulator';
import { type StackTemplate } from '../../../src/linter/evaluation/template';
import { TemplateModel } from '../../../src/linter/model/template-model';
import { readStacks, type SynthesizedStack } from '../../deploy/scenario/template';
import { CloudFormation } from '../../driver/cloudformation';
import { ACCOUNT } from '../../support/accounts';
import { SimulatedAws } from '../../support/aws/simulated-aws';
import { directS3 } from '../../support/simulated-s3';
import { type CommandResult } from '../operate/support';
import { TEST_CONTEXT } from '../support';
import { runInProcess } from './support';

const DELIVERED = 600_000;

/** The live state that a migration must not change. */
export interface ObservedState {
  readonly alias: string;
  readonly members: readonly string[];
  readonly activeRegions: readonly string[];
  /** The canonical statements. The handler writes its marker into the `Id` of the policy. */
  readonly statements: unknown;
  /** The replication configurations, by bucket. */
  readonly replications: Readonly<Record<string, unknown>>;
}

/** An account of the simulator, in which the handlers deploy applications and the command line runs. */
export class SimulatedAccount {
  public readonly clock = new VirtualClock();
  public readonly simulator = new Simulator({ clock: this.clock, seed: 'import' });
  public readonly simulated = new SimulatedAws(this.simulator);

  /** @param runTool runs the programs that `import` starts */
  constructor(private readonly runTool: RunTool = runInProcess) {}

  /** Creates the resources of a setup directly, as another tool does. */
  public async apply(setup: SimulatedSetup): Promise<void> {
    await this.clock.runUntilSettled(applySetup(this.simulator, setup));
    this.addBucketSettings(setup);
    this.clock.advance(DELIVERED);
  }

  /** Deploys the custom resources and the buckets of a cloud assembly with the handlers of this library. */
  public async deploy(assembly: string): Promise<void> {
    for (const stack of readStacks(assembly).map(resolvePseudoParameters)) {
      createBuckets(this.simulator, { ...stack, after: [] }, ACCOUNT);
      const cloudFormation = new CloudFormation({
        clock: this.clock,
        functions: createHandlers({
          s3: directS3(this.simulator), clock: this.clock, report: () => undefined, operations: new Map(),
        }),
        accountId: ACCOUNT,
        stackName: stack.name,
      });
      const deployment = new StackDeployment(cloudFormation, ACCOUNT);
      await this.clock.runUntilSettled(deployment.deploy(stack.template, () => undefined));
    }
    this.clock.advance(DELIVERED);
  }

  /** Deploys an application of this library with its buckets, and with the buckets that other applications have. */
  public async deployWithBuckets(assembly: string): Promise<void> {
    const setup = readSetupOf(loadAssembly(assembly).stacks);
    for (const { name, region, accountId } of setup.buckets) {
      this.simulator.buckets.add(name, region, accountId).versioning = 'Enabled';
    }
    await this.deploy(assembly);
    this.addBucketSettings(setup);
  }

  public get arns(): string[] {
    return this.simulator.snapshot().accessPoints.map(({ arn }) => arn);
  }

  public async run(...args: string[]): Promise<CommandResult> {
    const texts: string[] = [];
    const errors: string[] = [];
    let code: number | undefined;
    const program = createProgram({
      ...TEST_CONTEXT,
      arguments: args,
      clock: this.clock,
      output: { write: (text) => texts.push(text) },
      errors: { write: (text) => errors.push(text) },
      exit: (given) => { code = given; },
      connect: () => Promise.resolve(this.simulated.aws),
      runTool: this.runTool,
    });
    await this.clock.runUntilSettled(program.parseAsync(args, { from: 'user' }));
    return { code, text: texts.join(''), errors: errors.join('') };
  }

  public observe(arn: string): ObservedState {
    const { accessPoints, buckets } = this.simulator.snapshot();
    const { alias, regions, routes, policy } = accessPoints.find((accessPoint) => accessPoint.arn === arn)!;
    const members = regions.map(({ Bucket }) => Bucket);
    const document = JSON.parse(policy.established ?? '{"Statement":[]}') as { Statement: object };
    return {
      alias,
      members,
      activeRegions: routes.at(-1)?.activeRegions ?? [],
      statements: canonicalizePolicy({ Statement: document.Statement }),
      replications: Object.fromEntries(buckets.map(({ name, replication }) => [name, replication])),
    };
  }

  private addBucketSettings({ buckets, bucketPolicies }: SimulatedSetup): void {
    const { objects } = this.simulated;
    for (const { name, kmsKey, hasObjectLock } of buckets) {
      if (kmsKey !== undefined) objects.keys.set(name, kmsKey);
      if (hasObjectLock) objects.locks.set(name, '');
    }
    const aliases = new Map(this.simulator.snapshot().accessPoints.map(({ name, alias }) => [name, alias]));
    for (const { name, render } of bucketPolicies) objects.policies.set(name, render(aliases));
  }
}

/** Reads a setup from the templates of an account. */
export function readSetupOf(stacks: readonly StackTemplate[]): SimulatedSetup {
  const own = stacks.map((stack) => ({ ...stack, account: stack.account ?? ACCOUNT }));
  return readSetupFromTemplates(new TemplateModel(own), 'templates');
}

/** Resolves the parameters that depend on the account and the Region of a stack. */
function resolvePseudoParameters(stack: SynthesizedStack): SynthesizedStack {
  const values: Readonly<Record<string, string>> = {
    'AWS::AccountId': ACCOUNT, 'AWS::Region': stack.region, 'AWS::Partition': 'aws', 'AWS::URLSuffix': 'amazonaws.com',
  };
  const resolve = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.map(resolve);
    if (typeof value !== 'object' || value === null) return value;
    const [[key, argument] = [], ...rest] = Object.entries(value) as [string, unknown][];
    if (rest.length === 0 && key === 'Ref' && String(argument) in values) return values[String(argument)];
    const entries = Object.entries(value).map(([name, entry]) => [name, resolve(entry)] as const);
    const joined = rest.length === 0 && key === 'Fn::Join' ? joinTexts(entries[0][1]) : undefined;
    return joined ?? Object.fromEntries(entries);
  };
  return { ...stack, template: resolve(stack.template) as SynthesizedStack['template'] };
}

function joinTexts(argument: unknown): string | undefined {
  const [separator, parts] = argument as [string, unknown[]];
  return parts.every((part) => typeof part === 'string') ? parts.join(separator) : undefined;
}
