import { type CloudFormation } from '../../test/driver/cloudformation';
import { Resource } from '../../test/driver/resource';
import {
  type Attributes, isDeletedOnRemoval, isDeletedOnRollback, listCustomResources, listRoleArns, resolve, type Template,
} from './template';

interface Deployed {
  readonly resource: Resource;
  /** Whether CloudFormation deletes the resource after it was removed from the template. */
  readonly deletedOnRemoval: boolean;
  /** Whether CloudFormation deletes the resource after the deployment that created it has failed. */
  readonly deletedOnRollback: boolean;
}

/** Deploys the custom resources of a template in order, and keeps them for the next deployment. */
export class StackDeployment {
  private readonly resources = new Map<string, Deployed>();

  constructor(private readonly cloudFormation: CloudFormation, private readonly accountId: string) {}

  public async deploy(template: Template, progress: (text: string) => void): Promise<void> {
    const ordered = listCustomResources(template);
    for (const [id, definition] of ordered) {
      const { Type: type, Properties: properties } = definition;
      const existing = this.resources.get(id)?.resource;
      const resource = existing ?? new Resource(this.cloudFormation, type, id);
      const resolved = resolve(properties, this.collectAttributes(template)) as Record<string, unknown>;
      this.resources.set(id, {
        resource,
        deletedOnRemoval: isDeletedOnRemoval(definition),
        deletedOnRollback: isDeletedOnRollback(definition),
      });
      // CloudFormation calls a custom resource only if its properties change.
      if (existing && JSON.stringify(existing.properties) === JSON.stringify(resolved)) continue;
      progress(`${existing ? 'updating' : 'creating'} ${type}`);
      const response = await (existing ? existing.update(resolved) : resource.create(resolved));
      if (response.status === 'FAILED') throw new Error(response.reason);
    }
    const removed = [...this.resources.keys()].filter((id) => !ordered.some(([kept]) => kept === id));
    await this.remove(removed, progress);
  }

  /** Rolls back the first deployment of a stack. CloudFormation then deletes also some retained resources. */
  public async rollBackCreation(): Promise<void> {
    for (const [id, { resource, deletedOnRollback }] of [...this.resources].reverse()) {
      this.resources.delete(id);
      if (deletedOnRollback && resource.physicalId !== undefined) await resource.delete();
    }
  }

  public async destroy(progress: (text: string) => void): Promise<void> {
    await this.remove([...this.resources.keys()], progress);
  }

  private async remove(ids: readonly string[], progress: (text: string) => void): Promise<void> {
    for (const id of [...ids].reverse()) {
      const { resource, deletedOnRemoval } = this.resources.get(id)!;
      this.resources.delete(id);
      if (!deletedOnRemoval) continue;
      progress(`deleting ${id}`);
      const response = await resource.delete();
      if (response.status === 'FAILED') throw new Error(response.reason);
    }
  }

  /** Collects the values that `Fn::GetAtt` returns. */
  private collectAttributes(template: Template): Attributes {
    const deployed = [...this.resources].map(([id, { resource }]) => [id, resource.data]);
    return { ...listRoleArns(template, this.accountId), ...Object.fromEntries(deployed) as Attributes };
  }
}
