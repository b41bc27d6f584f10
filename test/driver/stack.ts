import { type Clock } from '../../control/clock';
import { type ResourceResponse, stringifyValues, type CloudFormation, type Properties } from './cloudformation';

/** The state of a resource in the stack. */
export interface DeployedResource {
  readonly declared: TemplateResource;
  readonly physicalId: string;
  readonly properties: Properties;
  readonly data: ResourceResponse['data'];
}

/** Reads an attribute of an earlier resource. */
export type Attribute = (logicalId: string, name: string) => string;

/** A custom resource in a template. */
export interface TemplateResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: (attribute: Attribute) => Properties;
  /** The DeletionPolicy. A replaced resource is always deleted. Default: delete. */
  readonly retain?: 'always' | 'except on create';
}

/** The resources, sorted by dependency. */
export type Template = readonly TemplateResource[];

/** The failure of another resource in the stack. */
export interface Incident {
  /** The change during which it fails, counted from 0. */
  readonly change: number;
  /**
   * How long after the start of the change it fails. CloudFormation then cancels the change. Undefined: after the
   * change.
   */
  readonly afterMs?: number;
}

/** The id in the rollback of a failed update. CloudFormation can send either. */
export type RollbackUnder = 'old id' | 'new id';

export interface DeployOptions {
  readonly incident?: Incident;
  readonly rollbackUnder?: RollbackUnder;
}

export interface Outcome {
  readonly succeeded: boolean;
  /** The reason of the rollback. */
  readonly reason: string;
}

export interface StackOptions {
  readonly cloudFormation: CloudFormation;
  readonly clock: Clock;
  /** Called before a failed rollback or deletion is repeated. An operator then removes the cause of the failure. */
  readonly onRetry: () => void;
  /** Receives each resource that the stack retains. */
  readonly onRetained: (resource: DeployedResource) => void;
}

/** A rollback or deletion fails although its cause was removed. The stack can no longer be used. */
export class StuckStack extends Error {}

/** One change of a deployment. */
interface ResourceChange {
  readonly declared: TemplateResource;
  readonly before?: DeployedResource;
  readonly properties: Properties;
  /** Undefined if CloudFormation cancelled the change. */
  readonly response?: ResourceResponse;
}

const SECOND = 1000;
/** An asynchronous operation of S3 can take an hour. */
const RETRY_INTERVAL = 60 * 60 * SECOND;
const MAX_ATTEMPTS = 3;

/** A stack of custom resources. Deploys and deletes them in the order of CloudFormation. */
export class Stack {
  public readonly resources = new Map<string, DeployedResource>();
  /** The reason of the last failed deployment. */
  public lastReason = '';

  constructor(private readonly options: StackOptions) {}

  /** Applies a template, or rolls back all changes. */
  public async deploy(
    template: Template,
    { incident, rollbackUnder = 'old id' }: DeployOptions = {},
  ): Promise<Outcome> {
    const changes: ResourceChange[] = [];
    const { cloudFormation } = this.options;
    const verb = this.resources.size === 0 ? 'CREATE' : 'UPDATE';
    cloudFormation.setStatus(`${verb}_IN_PROGRESS`);
    for (const declared of template) {
      const before = this.resources.get(declared.logicalId);
      const properties = stringifyValues(declared.properties(this.attribute)) as Properties;
      if (before && JSON.stringify(before.properties) === JSON.stringify(properties)) {
        this.resources.set(declared.logicalId, { ...before, declared });
        continue;
      }
      const hit = incident?.change === changes.length ? incident : undefined;
      const change = {
        declared,
        before,
        properties,
        response: await this.perform(declared, before, properties, hit?.afterMs),
      };
      changes.push(change);
      if (change.response?.status === 'SUCCESS') this.store(change, change.response);
      const reason = findFailure(change, hit !== undefined);
      if (reason !== undefined) {
        cloudFormation.setStatus(verb === 'CREATE' ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS');
        await this.rollBack(changes, rollbackUnder);
        if (this.resources.size > 0) cloudFormation.setStatus('UPDATE_ROLLBACK_COMPLETE');
        this.lastReason = reason;
        return { succeeded: false, reason };
      }
    }
    if (verb === 'UPDATE') cloudFormation.setStatus('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    await this.cleanUp(template, changes);
    cloudFormation.setStatus(`${verb}_COMPLETE`);
    return { succeeded: true, reason: '' };
  }

  /** Deletes the stack. */
  public async destroy(): Promise<void> {
    const { cloudFormation } = this.options;
    cloudFormation.setStatus('DELETE_IN_PROGRESS');
    for (const resource of [...this.resources.values()].reverse()) {
      await this.remove(resource, resource.declared.retain !== undefined);
    }
    this.resources.clear();
    cloudFormation.setStatus('DELETE_COMPLETE');
    cloudFormation.startStack();
  }

  private readonly attribute: Attribute = (logicalId, name) => {
    const value = this.resources.get(logicalId)?.data[name];
    if (value === undefined) throw new Error(`${logicalId} has no attribute ${name}`);
    return value;
  };

  /** Returns undefined if the change is cancelled before its response. CloudFormation ignores the later response. */
  private async perform(
    declared: TemplateResource,
    before: DeployedResource | undefined,
    properties: Properties,
    cancelAfterMs?: number,
  ): Promise<ResourceResponse | undefined> {
    const response = before
      ? this.send(declared, {
        type: 'Update',
        properties,
        oldProperties: before.properties,
        physicalId: before.physicalId,
      })
      : this.send(declared, { type: 'Create', properties });
    if (cancelAfterMs === undefined) return response;
    const cancellation = this.options.clock.sleep(cancelAfterMs).then(() => undefined);
    const first = await Promise.race([response, cancellation]);
    if (first === undefined) this.options.cloudFormation.cancel(declared.logicalId, before ? 'Update' : 'Create');
    return first;
  }

  /** Deletes replaced resources, and resources that the template no longer contains. */
  private async cleanUp(template: Template, changes: readonly ResourceChange[]): Promise<void> {
    for (const { before, response } of [...changes].reverse()) {
      if (before && before.physicalId !== response!.physicalId) await this.remove(before, false);
    }
    const declared = new Set(template.map(({ logicalId }) => logicalId));
    for (const [logicalId, resource] of [...this.resources].reverse()) {
      if (declared.has(logicalId)) continue;
      await this.remove(resource, resource.declared.retain !== undefined);
      this.resources.delete(logicalId);
    }
  }

  /**
   * Restores the updated resources in the order of dependencies, and then deletes unused resources in the opposite
   * order.
   */
  private async rollBack(changes: readonly ResourceChange[], under: RollbackUnder): Promise<void> {
    // CloudFormation starts a rollback after a delay.
    await this.options.clock.sleep(2 * SECOND);
    const unused: DeployedResource[] = [];
    for (const change of changes) {
      if (change.before) unused.unshift(...(await this.restore(change, change.before, under)));
    }
    if (unused.length > 0) this.options.cloudFormation.setStatus('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    for (const resource of unused) await this.remove(resource, false);
    for (const change of [...changes].reverse()) {
      if (change.before) continue;
      this.resources.delete(change.declared.logicalId);
      await this.remove(this.makeCreated(change), change.declared.retain === 'always');
    }
    if (this.resources.size > 0) return;
    this.options.cloudFormation.setStatus('ROLLBACK_COMPLETE');
    this.options.cloudFormation.startStack();
  }

  /** Returns the resources that are no longer used. */
  private async restore(
    { declared, properties, response }: ResourceChange,
    old: DeployedResource,
    under: RollbackUnder,
  ): Promise<DeployedResource[]> {
    const newId = response?.physicalId ?? old.physicalId;
    const physicalId = response?.status === 'SUCCESS' || under === 'new id' ? newId : old.physicalId;
    const desired = stringifyValues(old.declared.properties(this.attribute)) as Properties;
    const restored = await this.retryOrThrow(`the rollback of ${declared.logicalId}`, () =>
      this.send(declared, { type: 'Update', properties: desired, oldProperties: properties, physicalId }),
    );
    this.resources.set(declared.logicalId, {
      ...old,
      physicalId: restored.physicalId,
      properties: desired,
      data: restored.data,
    });
    const failed: DeployedResource = { declared, physicalId: newId, properties, data: {} };
    return (newId === old.physicalId ? [old] : [failed, old]).filter(
      ({ physicalId: id }) => id !== restored.physicalId,
    );
  }

  /** CloudFormation invents an id for a cancelled creation. */
  private makeCreated({ declared, properties, response }: ResourceChange): DeployedResource {
    const physicalId = response?.physicalId ?? this.options.cloudFormation.inventId(declared.logicalId);
    return { declared, physicalId, properties, data: response?.data ?? {} };
  }

  private async remove(resource: DeployedResource, isRetained: boolean): Promise<void> {
    const { declared, properties, physicalId } = resource;
    if (isRetained) {this.options.onRetained(resource);} else {
      await this.retryOrThrow(`the deletion of ${physicalId}`, () =>
        this.send(declared, { type: 'Delete', properties, physicalId }),
      );
    }
  }

  private async retryOrThrow(action: string, run: () => Promise<ResourceResponse>): Promise<ResourceResponse> {
    for (let attempt = 1; ; attempt += 1) {
      const response = await run();
      if (response.status === 'SUCCESS') return response;
      if (attempt === MAX_ATTEMPTS) throw new StuckStack(`${action} failed: ${response.reason}`);
      this.options.onRetry();
      await this.options.clock.sleep(RETRY_INTERVAL);
    }
  }

  private store({ declared, properties }: ResourceChange, { physicalId, data }: ResourceResponse): void {
    this.resources.set(declared.logicalId, { declared, physicalId, properties, data });
  }

  private send(
    declared: TemplateResource,
    fields: {
      type: 'Create' | 'Update' | 'Delete';
      properties: Properties;
      oldProperties?: Properties;
      physicalId?: string;
    },
  ) {
    return this.options.cloudFormation.send({ resourceType: declared.type, logicalId: declared.logicalId, ...fields });
  }
}

function findFailure({ response }: ResourceChange, hit: boolean): string | undefined {
  if (response === undefined) return 'cancelled';
  if (response.status === 'FAILED') return response.reason;
  return hit ? 'something else failed' : undefined;
}
