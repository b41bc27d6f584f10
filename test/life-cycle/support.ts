import { type AccessPointSnapshot } from '../../simulator';
import { ROUTES_TYPE } from '../../src/wire/resource-types';
import { CloudFormation } from '../driver/cloudformation';
import { type Deployment as HowToDeploy, type Held, type Outcome, Stack, type Template } from '../driver/stack';
import { Deployment, type DeploymentOptions, MINUTE, SECOND } from '../lambda/support';
import { ACCOUNT } from '../support/accounts';
import { type Declaration } from './schedules/schedule';
import { templateOf } from './schedules/template';
import { type ByHand } from './schedules/world';

export { MINUTE, SECOND };

/** What the traps declare where they say nothing else. */
const USUAL: Declaration = {
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

/** The template of it, with what differs. */
export const declared = (change: Partial<Declaration> = {}): Template => templateOf({ ...USUAL, ...change });

/** A stack with an access point, its policy and its routes, deployed as a whole. */
export class StackUnderTest extends Deployment {
  public readonly retained: Held[] = [];
  public readonly stack: Stack;

  constructor(options: DeploymentOptions = {}) {
    super(options);
    this.stack = this.newStack(this.cloudFormation);
  }

  public deploy(change: Partial<Declaration> = {}, how: HowToDeploy = {}): Promise<Outcome> {
    return this.run(this.stack.deploy(declared(change), how));
  }

  /** Of a stack without the construct. */
  public deployNothing(): Promise<Outcome> {
    return this.run(this.stack.deploy([]));
  }

  public destroy(): Promise<void> {
    return this.run(this.stack.destroy());
  }

  /** Another stack in the same account. */
  public otherStack(): Stack {
    const { clock, functions } = this;
    return this.newStack(new CloudFormation({ clock, functions, synchronousTypes: [ROUTES_TYPE], stackName: 'Other' }));
  }

  /** The only access point there is. */
  public get only(): AccessPointSnapshot {
    const { accessPoints } = this.simulator.snapshot();
    expect(accessPoints).toHaveLength(1);
    return accessPoints[0];
  }

  /** The Regions that are active. */
  public get active(): readonly string[] {
    return this.only.routes.at(-1)!.activeRegions;
  }

  /** What the policy in force allows. */
  public get allowed(): readonly string[] {
    return (JSON.parse(this.only.policy.established!) as { Statement: { Action: string[] }[] }).Statement[0].Action;
  }

  /** Someone changes something without the stack, and it has taken effect. */
  public async byHand(operation: ByHand, input: object): Promise<void> {
    const named = operation.startsWith('Submit') ? input : { ClientToken: `by-hand-${this.clock.now()}`, Details: input };
    const outcome = await this.simulator.call(operation, named as never, { accountId: ACCOUNT, region: 'us-west-2', caller: 'someone' });
    expect(outcome.kind).toBe('output');
    this.clock.advance(10 * MINUTE);
    this.simulator.snapshot();
  }

  /** An operator makes these Regions active, and no other. */
  public async failOver(...regions: string[]): Promise<void> {
    const { arn, regions: members } = this.only;
    await this.byHand('SubmitMultiRegionAccessPointRoutes', {
      Mrap: arn, RouteUpdates: members.map(({ Bucket, Region }) => ({ Bucket, TrafficDialPercentage: regions.includes(Region) ? 100 : 0 })),
    });
  }

  /** Someone deletes the access point and makes another of its name; the new alias. */
  public async makeAgain(): Promise<string> {
    const { name, regions } = this.only;
    await this.byHand('DeleteMultiRegionAccessPoint', { Name: name });
    await this.byHand('CreateMultiRegionAccessPoint', { Name: name, Regions: regions.map(({ Bucket }) => ({ Bucket })) });
    return this.only.alias;
  }

  /** Three hours later: whatever still ran has ended. */
  public later(ms = 180 * MINUTE): Promise<void> {
    return this.run(this.clock.sleep(ms));
  }

  private newStack(cloudFormation: CloudFormation): Stack {
    const { clock, simulator, retained } = this;
    return new Stack({ cloudFormation, clock, calm: () => simulator.faults.clear(), onRetained: (held) => retained.push(held) });
  }
}
