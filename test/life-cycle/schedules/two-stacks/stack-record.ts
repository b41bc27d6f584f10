import { parsePhysicalId, type SettledId } from '../../../../lambda/access-point/physical-id';
import { ACCESS_POINT_TYPE, POLICY_TYPE } from '../../../../src/wire/resource-types';
import { type CloudFormation } from '../../../driver/cloudformation';
import { type DeployedResource, type Stack, type Template } from '../../../driver/stack';
import { type Declaration } from '../schedule';
import { type ScheduleContext } from '../schedule-context';
import { type StackName } from './schedule';

/** A stack of a schedule with its last declaration. */
export class StackRecord {
  public readonly stack: Stack;
  public readonly cloudFormation: CloudFormation;
  /** The declaration of the last successful deployment. */
  public declaration?: Declaration;
  /** Whether a deployment failed without a complete rollback, so that the stack does not have its declared state. */
  public isIncomplete = false;
  /**
   * Whether an operator has continued a rollback without a resource, so that the live policy can be that of the failed
   * update. CloudFormation sends no update until a template changes the policy.
   */
  public isPolicyUnknown = false;
  /** When the last change began. */
  public startedAt = 0;
  private template: Template = [];
  /** The aliases that the last deployment left in the stack. */
  private settled: readonly string[] = [];
  private running?: Promise<void>;

  constructor(private readonly context: ScheduleContext, public readonly name: StackName) {
    this.cloudFormation = name === 'first' ? context.cloudFormation : context.createCloudFormation('Other');
    this.stack = name === 'first' ? context.stack : context.createStack(this.cloudFormation);
  }

  public get isRunning(): boolean {
    return this.running !== undefined;
  }

  /** Whether a change runs that adopts an access point, or has adopted it and is rolled back. */
  public get isAdopting(): boolean {
    return this.isRunning && this.template.some(({ type, properties }) =>
      type === ACCESS_POINT_TYPE && properties(() => '').Existing === 'ADOPT');
  }

  /** Runs a change after the previous change of this stack. */
  public start(template: Template, change: () => Promise<void>): Promise<void> {
    const previous = this.running ?? Promise.resolve();
    const running = previous.then(() => {
      this.template = template;
      this.startedAt = this.context.clock.now();
      return change();
    }).finally(() => {
      this.settled = this.accessPoints.filter((id) => !this.isLeftByPolicy(id)).map(({ alias }) => alias);
      if (this.running === running) this.running = undefined;
    });
    this.running = running;
    return running;
  }

  public async waitUntilIdle(): Promise<void> {
    await this.running;
  }

  /**
   * Whether an adoption never ended, and a rollback has deleted its policy: the access point belongs to its former
   * owner again, who may delete it.
   */
  private isLeftByPolicy({ kind }: SettledId): boolean {
    const hasPolicy = [...this.stack.resources.values()].some(({ declared }) => declared.type === POLICY_TYPE);
    return kind === 'adopted' && this.isIncomplete && !hasPolicy;
  }

  /** The access points of the resources in the stack. */
  public get accessPoints(): readonly SettledId[] {
    return listSettledIds([...this.stack.resources.values()]);
  }

  /** The access point of a construct. Undefined if its creation has not ended. */
  public findAccessPoint(construct: string): SettledId | undefined {
    const resource = this.stack.resources.get(construct);
    return resource && listSettledIds([resource])[0];
  }

  /** The properties of a resource in the stack. */
  public findProperties(logicalId: string): DeployedResource['properties'] | undefined {
    return this.stack.resources.get(logicalId)?.properties;
  }

  /**
   * The aliases that the stack uses now and after its change, even if that fails. CloudFormation deletes a resource
   * that the template no longer declares after the change has succeeded.
   */
  public get usedAliases(): readonly string[] {
    const status = this.context.directory.showStatus(this.cloudFormation.stackId);
    if (status.startsWith('DELETE_')) return [];
    if (status !== 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS') return this.settled;
    const declared = new Set(this.template.map(({ logicalId }) => logicalId));
    const resources = [...this.stack.resources].filter(([logicalId]) => declared.has(logicalId));
    return listSettledIds(resources.map(([, resource]) => resource)).map(({ alias }) => alias);
  }
}

export function listSettledIds(resources: readonly DeployedResource[]): SettledId[] {
  return resources.filter(({ declared }) => declared.type === ACCESS_POINT_TYPE).flatMap(({ physicalId }) => {
    const id = parsePhysicalId(physicalId);
    return id === undefined || id.kind === 'pending' ? [] : [id];
  });
}
