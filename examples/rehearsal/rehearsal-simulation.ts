import * as imports from '../../cli/import/run';
import * as operations from '../../cli/operate';
import * as plan from '../../cli/plan/run';
import { createProgram } from '../../cli/program';
import * as simulate from '../../cli/simulate';
import * as memberMap from '../../cli/topology/render-member-map';
import * as drawing from '../../cli/topology/run';
import { createHandlers } from '../../lambda/handlers';
import { inProcessHandler, Simulator, VirtualClock } from '../../simulator';
import * as proxy from '../../simulator/proxy';
import { CloudFormation } from '../../test/driver/cloudformation';
import { connectOnClock } from '../../test/support/aws/connect-on-clock';
import { Application } from '../demo/application';
import { createBuckets } from '../demo/buckets';
import { ACCOUNT } from '../demo/simulation';
import { StackDeployment } from '../demo/stack-deployment';
import { synthesize } from '../demo/synthesis';

const OPERATION_SECONDS = {
  CreateMultiRegionAccessPoint: 75, DeleteMultiRegionAccessPoint: 40, PutMultiRegionAccessPointPolicy: 15,
};

/**
 * The simulator of the command `simulate`, CloudFormation and the command line on one virtual clock, so that each
 * rehearsal prints the same transcript.
 */
export class RehearsalSimulation {
  public readonly clock = new VirtualClock(Date.UTC(2026, 2, 14, 1, 40));
  public readonly simulator = new Simulator({
    clock: this.clock,
    clientTime: () => this.clock.now(),
    seed: 'rehearsal',
    duration: ({ operation }) => OPERATION_SECONDS[operation] * 1000,
    routesLagMs: () => 20_000,
  });

  public readonly application = new Application(this.simulator);
  private readonly aws = connectOnClock(inProcessHandler(this.simulator), this.clock);
  private readonly deployments = new Map<string, StackDeployment>();
  private readonly reports: string[] = [];
  private readonly cloudFormation = new CloudFormation({
    clock: this.clock,
    functions: createHandlers({
      s3: this.aws,
      clock: this.clock,
      report: ({ ruleId, message }) => this.reports.push(`[${ruleId}] ${message}`),
      operations: new Map(),
    }),
    accountId: ACCOUNT,
  });

  /**
   * @param folder the folder of the records, which the transcript shows as the current folder
   */
  constructor(private readonly print: (text: string) => void, private readonly folder: string) {}

  public get arn(): string {
    return this.simulator.snapshot().accessPoints[0].arn;
  }

  /** The time of the virtual clock, for example `02:00:05`. */
  public get time(): string {
    return new Date(this.clock.now()).toISOString().slice(11, 19);
  }

  /** Reads objects and prints the answers. */
  public async read(...keys: string[]): Promise<void> {
    for (const key of keys) this.print(`${this.time} application: GetObject ${await this.application.read(key)}`);
  }

  /** Deploys the application with some active Regions, as a pipeline does, and prints the reports of the handlers. */
  public async deploy(activeRegions: string[]): Promise<void> {
    this.reports.length = 0;
    this.print(`${this.time} $ cdk deploy --all   # active: ${activeRegions.join(', ')}`);
    for (const stack of synthesize(activeRegions).stacks) {
      createBuckets(this.simulator, stack, ACCOUNT);
      const deployment = this.deployments.get(stack.name) ?? new StackDeployment(this.cloudFormation, ACCOUNT);
      this.deployments.set(stack.name, deployment);
      await this.clock.runUntilSettled(deployment.deploy(stack.template, () => undefined));
    }
    for (const report of this.reports) this.print(report);
    this.print(`deployed at ${this.time}`);
  }

  /** Runs a command and prints its output. */
  public async run(args: readonly string[], files: Readonly<Record<string, string>> = {}): Promise<void> {
    const printedArgs = args.map((arg) => (arg === this.arn ? '$ARN' : arg)).join(' ');
    this.print(`${this.time} $ cdk-s3-mrap ${printedArgs}`);
    let code = 0;
    const write = (text: string) => this.print(text.trimEnd().replaceAll(`${this.folder}/`, ''));
    const program = createProgram({
      arguments: args,
      output: { write },
      errors: { write },
      colour: false,
      exit: (given) => { code = given; },
      untilInterrupted: () => Promise.resolve(),
      clock: this.clock,
      serverTime: () => this.clock.now(),
      loadTopology: () => Promise.resolve(drawing),
      loadMemberMap: () => Promise.resolve(memberMap),
      loadImport: () => Promise.resolve(imports),
      loadPlan: () => Promise.resolve(plan),
      loadOperations: () => Promise.resolve(operations),
      loadProxy: () => Promise.resolve(proxy),
      loadSimulator: () => Promise.resolve(simulate),
      untilInputEnds: () => new Promise(() => {}),
      runProgram: () => Promise.reject(new Error('a rehearsal runs no programs')),
      runTool: () => Promise.reject(new Error('a rehearsal runs no programs')),
      connect: () => Promise.resolve(this.aws),
      confirm: () => Promise.resolve(true),
      onInterrupt: () => () => {},
      recordFolders: [this.folder],
      names: { find: () => undefined, save: () => {} },
      environment: {},
      columns: 80,
      clearScreen: () => {},
      untilOutputCloses: () => new Promise(() => {}),
    });
    await this.clock.runUntilSettled(program.parseAsync(args.map((arg) => files[arg] ?? arg), { from: 'user' }));
    if (code !== 0) this.print(`(exit code ${code})`);
  }
}
