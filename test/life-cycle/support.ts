import { type AccessPointSnapshot } from '../../simulator';
import { CloudFormation, type CloudFormationOptions } from '../driver/cloudformation';
import { type DeployOptions, type DeployedResource, type Outcome, Stack, type Template } from '../driver/stack';
import { Deployment, type DeploymentOptions, MINUTE, SECOND } from '../lambda/support';
import { Operator } from '../support/operator';
import { type Declaration } from './schedules/schedule';
import { makeTemplate } from './schedules/template';

export { MINUTE, SECOND };

/** The declaration of a test without changes. */
const DEFAULTS: Declaration = {
  name: 'media',
  members: 'three',
  replacement: 'FORBID',
  existing: 'REFUSE',
  policy: 0,
  routes: 0,
  liveRoutes: 'KEEP',
  timeoutMinutes: 55,
  construct: 'Media',
};

/** Makes the template of the default declaration with changes. */
export const declareStack = (change: Partial<Declaration> = {}): Template => makeTemplate({ ...DEFAULTS, ...change });

/** A stack with an access point, its policy and its routes, which is deployed as a whole. */
export class StackUnderTest extends Deployment {
  public readonly retained: DeployedResource[] = [];
  /** The number of rollbacks and deletions that failed and were repeated. */
  public retries = 0;
  public readonly stack: Stack;
  private readonly operator = new Operator(this.simulator);

  constructor(options: DeploymentOptions = {}) {
    super(options);
    this.stack = this.createStack(this.cloudFormation);
  }

  public deploy(change: Partial<Declaration> = {}, options: DeployOptions = {}): Promise<Outcome> {
    return this.run(this.stack.deploy(declareStack(change), options));
  }

  /** Deploys the stack without the construct. */
  public deployNothing(): Promise<Outcome> {
    return this.run(this.stack.deploy([]));
  }

  public destroy(): Promise<void> {
    return this.run(this.stack.destroy());
  }

  /** Creates another stack in the same account. */
  public createOtherStack({ deliveries }: Pick<CloudFormationOptions, 'deliveries'> = {}): Stack {
    const { clock, functions, directory } = this;
    return this.createStack(
      new CloudFormation({
        clock,
        functions,
        stackName: 'Other',
        directory,
        deliveries,
      }),
    );
  }

  /** Returns the only access point, and fails if there are several or none. */
  public get onlyAccessPoint(): AccessPointSnapshot {
    const { accessPoints } = this.simulator.snapshot();
    expect(accessPoints).toHaveLength(1);
    return accessPoints[0];
  }

  /** The active Regions. */
  public get active(): readonly string[] {
    return this.onlyAccessPoint.routes.at(-1)!.activeRegions;
  }

  /** The actions that the established policy allows. */
  public get allowed(): readonly string[] {
    return (JSON.parse(this.onlyAccessPoint.policy.established!) as { Statement: { Action: string[] }[] }).Statement[0]
      .Action;
  }

  /** Fails over manually: activates these Regions only. */
  public async failOver(...regions: string[]): Promise<void> {
    await this.waitForEffect(this.operator.activate(this.onlyAccessPoint, regions));
  }

  /** Puts a policy manually. */
  public async putPolicyManually(policy: object): Promise<void> {
    await this.waitForEffect(this.operator.putPolicy(this.onlyAccessPoint.name, policy));
  }

  /** Deletes the access point manually. */
  public async deleteManually(): Promise<void> {
    await this.waitForEffect(this.operator.deleteAccessPoint(this.onlyAccessPoint.name));
  }

  /** Deletes the access point manually, creates another one with the same name, and returns its alias. */
  public async recreate(): Promise<string> {
    const { name, regions } = this.onlyAccessPoint;
    await this.deleteManually();
    await this.waitForEffect(this.operator.createAccessPoint(name, regions.map(({ Bucket }) => Bucket)));
    return this.onlyAccessPoint.alias;
  }

  private async waitForEffect(change: Promise<boolean>): Promise<void> {
    expect(await change).toBe(true);
    this.clock.advance(10 * MINUTE);
    this.simulator.snapshot();
  }

  /** Waits. After the default of three hours, all functions and operations have ended. */
  public wait(ms = 180 * MINUTE): Promise<void> {
    return this.run(this.clock.sleep(ms));
  }

  private createStack(cloudFormation: CloudFormation): Stack {
    const { clock, simulator, retained } = this;
    return new Stack({
      cloudFormation,
      clock,
      onRetry: () => {
        this.retries += 1;
        simulator.faults.clear();
      },
      onRetained: (resource) => retained.push(resource),
    });
  }
}

/** Creates a stack whose access point another stack adopts. */
export async function adoptByOtherStack() {
  const maker = new StackUnderTest();
  await maker.deploy();
  const { alias } = maker.onlyAccessPoint;
  const adopter = maker.createOtherStack();
  expect(await maker.run(adopter.deploy(declareStack({ existing: 'ADOPT' })))).toMatchObject({ succeeded: true });
  return { maker, adopter, alias };
}
