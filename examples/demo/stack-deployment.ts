import { type CloudFormation } from '../../test/driver/cloudformation';
import { Resource } from '../../test/driver/resource';
import { customResources, isDeleted, isTakenBack, resolve, roleArns, type Template } from './template';

interface Deployed {
  readonly resource: Resource;
  /** Whether it is deleted when it leaves the template. */
  readonly deleted: boolean;
  /** Whether it is deleted when the deployment that creates it fails. */
  readonly takenBack: boolean;
}

/** Deploys the custom resources of a template, one after the other, and remembers them for the next deployment. */
export class StackDeployment {
  private readonly resources = new Map<string, Deployed>();

  constructor(private readonly cloudFormation: CloudFormation, private readonly accountId: string) {}

  public async deploy(template: Template, progress: (text: string) => void): Promise<void> {
    const ordered = customResources(template);
    for (const [id, definition] of ordered) {
      const { Type: type, Properties: properties } = definition;
      const known = this.resources.get(id)?.resource;
      const resource = known ?? new Resource(this.cloudFormation, type, id);
      const resolved = resolve(properties, this.attributes(template)) as Record<string, unknown>;
      this.resources.set(id, { resource, deleted: isDeleted(definition), takenBack: isTakenBack(definition) });
      // CloudFormation calls a custom resource when its properties change, and at no other time.
      if (known && JSON.stringify(known.properties) === JSON.stringify(resolved)) continue;
      progress(`${known ? 'updating' : 'creating'} ${type}`);
      const answer = await (known ? known.update(resolved) : resource.create(resolved));
      if (answer.status === 'FAILED') throw new Error(answer.reason);
    }
    await this.remove([...this.resources.keys()].filter((id) => !ordered.some(([kept]) => kept === id)), progress);
  }

  /** What CloudFormation does when a first deployment fails: what was created goes, retained or not. */
  public async rollBackCreation(): Promise<void> {
    for (const [id, { resource, takenBack }] of [...this.resources].reverse()) {
      this.resources.delete(id);
      if (takenBack && resource.physicalId !== undefined) await resource.delete();
    }
  }

  public async destroy(progress: (text: string) => void): Promise<void> {
    await this.remove([...this.resources.keys()], progress);
  }

  private async remove(ids: readonly string[], progress: (text: string) => void): Promise<void> {
    for (const id of [...ids].reverse()) {
      const { resource, deleted } = this.resources.get(id)!;
      this.resources.delete(id);
      if (!deleted) continue;
      progress(`deleting ${id}`);
      const answer = await resource.delete();
      if (answer.status === 'FAILED') throw new Error(answer.reason);
    }
  }

  /** What `Fn::GetAtt` finds. */
  private attributes(template: Template): Record<string, Readonly<Record<string, string>>> {
    const ours = [...this.resources].map(([id, { resource }]) => [id, resource.data]);
    return { ...roleArns(template, this.accountId), ...Object.fromEntries(ours) as Record<string, Readonly<Record<string, string>>> };
  }
}
