import { type Clock } from '../../control/clock';
import { type StackResource, type CloudFormationStackReader } from '../../control/stacks';

interface StackState {
  status: string;
  readonly resources: Map<string, StackResource>;
}

/** The states of all stacks, as CloudFormation shows them to the handlers. */
export class StackDirectory implements CloudFormationStackReader {
  /** Called before each read. Throws or waits if CloudFormation does not answer. */
  public beforeRead: () => Promise<void>;
  private readonly stacks = new Map<string, StackState>();

  constructor(private readonly clock: Clock) {
    this.beforeRead = async () => undefined;
  }

  public async getStatus(stackId: string): Promise<string | undefined> {
    await this.beforeRead();
    return this.stacks.get(stackId)?.status;
  }

  public async getResource(stackId: string, logicalId: string): Promise<StackResource | undefined> {
    await this.beforeRead();
    return this.stacks.get(stackId)?.resources.get(logicalId);
  }

  public async listResources(stackId: string): Promise<readonly StackResource[]> {
    await this.beforeRead();
    return [...(this.stacks.get(stackId)?.resources.values() ?? [])];
  }

  public setStatus(stackId: string, status: string): void {
    this.find(stackId).status = status;
  }

  /** A resource that is deleted from a remaining stack has no row. CloudFormation shows the rows of a deleted stack. */
  public setResource(stackId: string, logicalId: string, status: string, physicalId?: string): void {
    const { resources, status: stackStatus } = this.find(stackId);
    if (status === 'DELETE_COMPLETE' && !stackStatus.startsWith('DELETE_')) {
      resources.delete(logicalId);
      return;
    }
    const known = resources.get(logicalId);
    resources.set(logicalId, {
      physicalId: physicalId ?? known?.physicalId ?? '', status, updatedAt: this.clock.now(),
    });
  }

  /** Returns the status without a read of a handler. */
  public showStatus(stackId: string): string {
    return this.find(stackId).status;
  }

  public getPhysicalId(stackId: string, logicalId: string): string | undefined {
    return this.stacks.get(stackId)?.resources.get(logicalId)?.physicalId;
  }

  private find(stackId: string): StackState {
    const found = this.stacks.get(stackId) ?? { status: 'REVIEW_IN_PROGRESS', resources: new Map() };
    this.stacks.set(stackId, found);
    return found;
  }
}
