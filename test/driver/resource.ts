import { type Answer, type CloudFormation, type Properties } from './cloudformation';

/** Which id a failed update is rolled back under; CloudFormation may use either. */
export type RollbackUnder = 'old id' | 'new id';

/** One custom resource of a stack, taken through its life as CloudFormation would. */
export class Resource {
  public physicalId?: string;
  public properties?: Properties;
  public data: Answer['data'] = {};

  constructor(private readonly cloudFormation: CloudFormation, private readonly resourceType: string, private readonly logicalId: string) {}

  /** A creation; a failed one is followed by the Delete of the id that it reported. */
  public async create(properties: Properties): Promise<Answer> {
    const answer = await this.send('Create', { properties });
    if (answer.status === 'SUCCESS') this.settle(answer, properties);
    else await this.send('Delete', { properties, physicalId: answer.physicalId });
    return answer;
  }

  /** An update of a deployment that succeeds as a whole. What was replaced is deleted in the end. */
  public async update(properties: Properties, rollbackUnder: RollbackUnder = 'old id'): Promise<Answer> {
    const before = this.state();
    const answer = await this.send('Update', { properties, oldProperties: before.properties, physicalId: before.physicalId });
    if (answer.status === 'FAILED') {
      await this.rollBack(before, { properties, physicalId: answer.physicalId }, rollbackUnder);
      return answer;
    }
    this.settle(answer, properties);
    if (answer.physicalId !== before.physicalId) await this.send('Delete', { properties: before.properties, physicalId: before.physicalId });
    return answer;
  }

  /** An update of a deployment in which something else fails afterwards. */
  public async updateAndRollBack(properties: Properties): Promise<Answer> {
    const before = this.state();
    const answer = await this.send('Update', { properties, oldProperties: before.properties, physicalId: before.physicalId });
    await this.rollBack(before, { properties, physicalId: answer.physicalId }, 'new id');
    return answer;
  }

  public async delete(): Promise<Answer> {
    const { properties, physicalId } = this.state();
    return this.send('Delete', { properties, physicalId });
  }

  private async rollBack(before: State, failed: State, under: RollbackUnder): Promise<void> {
    const physicalId = under === 'old id' ? before.physicalId : failed.physicalId;
    const answer = await this.send('Update', { properties: before.properties, oldProperties: failed.properties, physicalId });
    if (answer.status === 'FAILED') throw new Error(`the rollback failed: ${answer.reason}`);
    this.settle(answer, before.properties);
    const others = new Set([before.physicalId, failed.physicalId]);
    others.delete(answer.physicalId);
    for (const other of others) await this.send('Delete', { properties: other === failed.physicalId ? failed.properties : before.properties, physicalId: other });
  }

  private state(): State {
    if (this.physicalId === undefined || this.properties === undefined) throw new Error(`${this.logicalId} does not exist`);
    return { physicalId: this.physicalId, properties: this.properties };
  }

  private settle(answer: Answer, properties: Properties): void {
    this.physicalId = answer.physicalId;
    this.properties = properties;
    this.data = answer.data;
  }

  private send(type: 'Create' | 'Update' | 'Delete', fields: { properties: Properties; oldProperties?: Properties; physicalId?: string }): Promise<Answer> {
    return this.cloudFormation.send({ type, resourceType: this.resourceType, logicalId: this.logicalId, ...fields });
  }
}

interface State {
  readonly physicalId: string;
  readonly properties: Properties;
}
