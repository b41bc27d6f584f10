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

/**
 * The reaction to a failed deployment. `keep` is `--no-rollback`: the stack stays as it is until the next deployment.
 * `delete` is the `OnStackFailure` of a new stack. Default: roll back.
 */
export type OnFailure = 'roll back' | 'keep' | 'delete';

/** The way an operator continues a failed rollback: repeats it, or skips the resource. Default: repeat. */
export type ContinueRollback = 'repeat' | 'skip';

export interface DeployOptions {
  readonly incident?: Incident;
  readonly rollbackUnder?: RollbackUnder;
  readonly onFailure?: OnFailure;
  readonly continueRollback?: ContinueRollback;
  /** When this deployment deletes the resources that a failed one without a rollback left. Default: at its end. */
  readonly leftovers?: 'first' | 'last';
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
  readonly onRetry: (reason: string) => void;
  /** Receives each reaction to a failure. */
  readonly onReaction?: (reaction: string) => void;
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
  /** The resources that the next deployment deletes, because a deployment without a rollback left them. */
  private leftovers: DeployedResource[] = [];
  /** The updates that failed without a rollback. The next deployment sends them again. */
  private readonly failedUpdates = new Set<string>();
  private isCreated = false;

  constructor(private readonly options: StackOptions) {}

  /** Whether a deployment without a rollback left resources that the next deployment deletes or updates again. */
  public get hasFailedResources(): boolean {
    return this.leftovers.length > 0 || this.failedUpdates.size > 0;
  }

  /** The ids of these resources, for a comparison of states. */
  public get failedResources(): readonly string[] {
    return [...this.leftovers.map(({ physicalId }) => physicalId), ...this.failedUpdates];
  }

  /** Applies a template, or rolls back all changes. */
  public async deploy(
    template: Template,
    options: DeployOptions = {},
  ): Promise<Outcome> {
    const { incident } = options;
    const changes: ResourceChange[] = [];
    const { cloudFormation } = this.options;
    const verb = this.isCreated ? 'UPDATE' : 'CREATE';
    this.isCreated = true;
    cloudFormation.setStatus(`${verb}_IN_PROGRESS`);
    if (this.hasFailedResources) this.options.onReaction?.('retry after --no-rollback');
    if (options.leftovers === 'first') await this.removeLeftovers();
    for (const declared of template) {
      const before = this.resources.get(declared.logicalId);
      const properties = stringifyValues(declared.properties(this.attribute)) as Properties;
      const isFailed = this.failedUpdates.has(declared.logicalId);
      if (before && !isFailed && JSON.stringify(before.properties) === JSON.stringify(properties)) {
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
        this.lastReason = reason;
        await this.endFailed(verb, changes, options);
        return { succeeded: false, reason };
      }
      this.failedUpdates.delete(declared.logicalId);
    }
    if (verb === 'UPDATE') cloudFormation.setStatus('UPDATE_COMPLETE_CLEANUP_IN_PROGRESS');
    await this.cleanUp(template, changes);
    cloudFormation.setStatus(`${verb}_COMPLETE`);
    return { succeeded: true, reason: '' };
  }

  /**
   * Deletes the stack.
   *
   * @param retained the logical ids of resources that the operator retains after a deletion that failed
   */
  public async destroy(retained: readonly string[] = []): Promise<void> {
    const { cloudFormation } = this.options;
    cloudFormation.setStatus('DELETE_IN_PROGRESS');
    await this.removeLeftovers();
    for (const [logicalId, resource] of [...this.resources].reverse()) {
      await this.remove(resource, resource.declared.retain !== undefined || retained.includes(logicalId));
      this.resources.delete(logicalId);
    }
    this.end('DELETE_COMPLETE');
  }

  /** A stack that is deployed again has a new id. */
  private end(status: string): void {
    this.resources.clear();
    this.failedUpdates.clear();
    this.isCreated = false;
    this.options.cloudFormation.setStatus(status);
    this.options.cloudFormation.startStack();
  }

  private async endFailed(
    verb: 'CREATE' | 'UPDATE', changes: readonly ResourceChange[], options: DeployOptions,
  ): Promise<void> {
    const { cloudFormation } = this.options;
    const { onFailure = 'roll back' } = options;
    if (onFailure === 'keep') {
      this.options.onReaction?.('--no-rollback');
      this.keepReplaced(changes);
      this.keepFailed(changes.at(-1)!);
      cloudFormation.setStatus(`${verb}_FAILED`);
      return;
    }
    const isDeleted = verb === 'CREATE' && onFailure === 'delete';
    if (isDeleted) this.options.onReaction?.('OnStackFailure: DELETE');
    const rollback = verb === 'CREATE' ? 'ROLLBACK_IN_PROGRESS' : 'UPDATE_ROLLBACK_IN_PROGRESS';
    cloudFormation.setStatus(isDeleted ? 'DELETE_IN_PROGRESS' : rollback);
    await this.rollBack(changes, options);
    if (verb === 'UPDATE') cloudFormation.setStatus('UPDATE_ROLLBACK_COMPLETE');
    else this.end(isDeleted ? 'DELETE_COMPLETE' : 'ROLLBACK_COMPLETE');
  }

  /** The next deployment deletes the resources that the successful changes replaced. */
  private keepReplaced(changes: readonly ResourceChange[]): void {
    for (const { before, response } of changes) {
      const isReplaced = before && response?.status === 'SUCCESS' && response.physicalId !== before.physicalId;
      if (isReplaced) this.leftovers.unshift(before);
    }
  }

  /** The last change failed. CloudFormation deletes its resource, or repeats its update, in the next deployment. */
  private keepFailed(change: ResourceChange): void {
    const { declared, before, properties, response } = change;
    if (response?.status === 'SUCCESS') return;
    if (before === undefined) {
      this.leftovers.unshift(this.makeCreated(change));
      return;
    }
    this.failedUpdates.add(declared.logicalId);
    this.options.cloudFormation.keepCancelledUpdate(declared.logicalId);
    const physicalId = response?.physicalId ?? before.physicalId;
    if (physicalId !== before.physicalId) this.leftovers.unshift({ declared, physicalId, properties, data: {} });
  }

  private async removeLeftovers(): Promise<void> {
    const { leftovers } = this;
    const used = new Set([...this.resources.values()].map(({ physicalId }) => physicalId));
    for (const resource of [...leftovers]) {
      if (!used.has(resource.physicalId)) await this.remove(resource, resource.declared.retain === 'always');
      this.leftovers = this.leftovers.filter((other) => other !== resource);
    }
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
    if (first === undefined) {
      const type = before ? 'Update' : 'Create';
      this.options.onReaction?.(`cancelled ${type}`);
      this.options.cloudFormation.cancel(declared.logicalId, type);
    }
    return first;
  }

  /** Deletes replaced resources, and resources that the template no longer contains. */
  private async cleanUp(template: Template, changes: readonly ResourceChange[]): Promise<void> {
    await this.removeLeftovers();
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
  private async rollBack(changes: readonly ResourceChange[], options: DeployOptions): Promise<void> {
    // CloudFormation starts a rollback after a delay.
    await this.options.clock.sleep(2 * SECOND);
    const unused: DeployedResource[] = [];
    for (const change of changes) {
      if (change.before) unused.unshift(...(await this.restore(change, change.before, options)));
    }
    if (unused.length > 0) this.options.cloudFormation.setStatus('UPDATE_ROLLBACK_COMPLETE_CLEANUP_IN_PROGRESS');
    for (const resource of unused) await this.remove(resource, false);
    for (const change of [...changes].reverse()) {
      if (change.before) continue;
      this.resources.delete(change.declared.logicalId);
      await this.remove(this.makeCreated(change), change.declared.retain === 'always');
    }
  }

  /** Returns the resources that are no longer used. */
  private async restore(
    { declared, properties, response }: ResourceChange,
    old: DeployedResource,
    { rollbackUnder, continueRollback }: DeployOptions,
  ): Promise<DeployedResource[]> {
    const newId = response?.physicalId ?? old.physicalId;
    const physicalId = response?.status === 'SUCCESS' || rollbackUnder === 'new id' ? newId : old.physicalId;
    const desired = stringifyValues(old.declared.properties(this.attribute)) as Properties;
    const restore = () =>
      this.send(declared, { type: 'Update', properties: desired, oldProperties: properties, physicalId });
    const restored = continueRollback === 'skip'
      ? await this.skipIfFailed(old, restore)
      : await this.retryOrThrow(`the rollback of ${declared.logicalId}`, restore);
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

  /** The skipped resource counts as rolled back. */
  private async skipIfFailed(
    { physicalId, data }: DeployedResource, restore: () => Promise<ResourceResponse>,
  ): Promise<Pick<ResourceResponse, 'physicalId' | 'data'>> {
    const response = await restore();
    if (response.status === 'SUCCESS') return response;
    this.options.onReaction?.('continue-update-rollback with a skipped resource');
    this.options.onRetry(response.reason);
    await this.options.clock.sleep(RETRY_INTERVAL);
    return { physicalId, data };
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
      const isRollback = action.startsWith('the rollback');
      this.options.onReaction?.(isRollback ? 'continue-update-rollback' : 'repeated deletion');
      this.options.onRetry(response.reason);
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
