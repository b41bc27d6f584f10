import { type ResourceResponse, type CloudFormation, type Properties } from './cloudformation';

/** The id in the rollback of a failed update. CloudFormation can send either. */
export type RollbackUnder = 'old id' | 'new id';

/** One custom resource of a stack. Sends its requests in the order of CloudFormation. */
export class Resource {
  public physicalId?: string;
  public properties?: Properties;
  public data: ResourceResponse['data'] = {};

  constructor(
    private readonly cloudFormation: CloudFormation,
    private readonly resourceType: string,
    private readonly logicalId: string,
  ) {}

  /** Creates the resource. After a failure, it sends a Delete with the returned id. */
  public async create(properties: Properties): Promise<ResourceResponse> {
    const response = await this.send('Create', { properties });
    if (response.status === 'SUCCESS') this.store(response, properties);
    else await this.send('Delete', { properties, physicalId: response.physicalId }, 'ROLLBACK_IN_PROGRESS');
    return response;
  }

  /** Updates the resource, and deletes a replaced resource afterwards. A failure is rolled back. */
  public async update(properties: Properties, rollbackUnder: RollbackUnder = 'old id'): Promise<ResourceResponse> {
    const before = this.state();
    const response = await this.send('Update', {
      properties,
      oldProperties: before.properties,
      physicalId: before.physicalId,
    });
    if (response.status === 'FAILED') {
      await this.rollBack(before, { properties, physicalId: response.physicalId }, rollbackUnder);
      return response;
    }
    this.store(response, properties);
    if (response.physicalId !== before.physicalId) {
      const fields = { properties: before.properties, physicalId: before.physicalId };
      await this.send('Delete', fields, 'UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    }
    return response;
  }

  /** Updates the resource, and rolls back the update because another resource fails afterwards. */
  public async updateAndRollBack(properties: Properties): Promise<ResourceResponse> {
    const before = this.state();
    const response = await this.send('Update', {
      properties,
      oldProperties: before.properties,
      physicalId: before.physicalId,
    });
    await this.rollBack(before, { properties, physicalId: response.physicalId }, 'new id');
    return response;
  }

  public async delete(): Promise<ResourceResponse> {
    const { properties, physicalId } = this.state();
    return this.send('Delete', { properties, physicalId });
  }

  private async rollBack(before: ResourceState, failed: ResourceState, under: RollbackUnder): Promise<void> {
    const physicalId = under === 'old id' ? before.physicalId : failed.physicalId;
    const fields = { properties: before.properties, oldProperties: failed.properties, physicalId };
    const response = await this.send('Update', fields, 'UPDATE_ROLLBACK_IN_PROGRESS');
    if (response.status === 'FAILED') throw new Error(`the rollback failed: ${response.reason}`);
    this.store(response, before.properties);
    const others = new Set([before.physicalId, failed.physicalId]);
    others.delete(response.physicalId);
    for (const other of others) {
      const properties = other === failed.physicalId ? failed.properties : before.properties;
      const cleanUp = 'UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS';
      await this.send('Delete', { properties, physicalId: other }, cleanUp);
    }
  }

  private state(): ResourceState {
    if (this.physicalId === undefined || this.properties === undefined) {
      throw new Error(`${this.logicalId} does not exist`);
    }
    return { physicalId: this.physicalId, properties: this.properties };
  }

  private store(response: ResourceResponse, properties: Properties): void {
    this.physicalId = response.physicalId;
    this.properties = properties;
    this.data = response.data;
  }

  private send(
    type: 'Create' | 'Update' | 'Delete',
    fields: { properties: Properties; oldProperties?: Properties; physicalId?: string },
    status = `${type.toUpperCase()}_IN_PROGRESS`,
  ): Promise<ResourceResponse> {
    this.cloudFormation.setStatus(status);
    return this.cloudFormation.send({ type, resourceType: this.resourceType, logicalId: this.logicalId, ...fields });
  }
}

interface ResourceState {
  readonly physicalId: string;
  readonly properties: Properties;
}
