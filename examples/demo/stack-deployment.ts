import { type CloudFormation } from '../../test/driver/cloudformation';
import { Resource } from '../../test/driver/resource';
import { customResources, resolve, type Template } from './template';

/** Deploys the custom resources of a template, one after the other, and remembers them for the next deployment. */
export class StackDeployment {
  private readonly resources = new Map<string, Resource>();

  constructor(private readonly cloudFormation: CloudFormation) {}

  public async deploy(template: Template, progress: (text: string) => void): Promise<void> {
    for (const [id, { Type: type, Properties: properties }] of customResources(template)) {
      const known = this.resources.get(id);
      const resource = known ?? new Resource(this.cloudFormation, type, id);
      const resolved = resolve(properties, this.attributes()) as Record<string, unknown>;
      // CloudFormation calls a custom resource when its properties change, and at no other time.
      if (known && JSON.stringify(known.properties) === JSON.stringify(resolved)) continue;
      progress(`${known ? 'updating' : 'creating'} ${type}`);
      const answer = await (known ? known.update(resolved) : resource.create(resolved));
      if (answer.status === 'FAILED') throw new Error(answer.reason);
      this.resources.set(id, resource);
    }
  }

  public async destroy(progress: (text: string) => void): Promise<void> {
    for (const [id, resource] of [...this.resources].reverse()) {
      progress(`deleting ${id}`);
      const answer = await resource.delete();
      if (answer.status === 'FAILED') throw new Error(answer.reason);
      this.resources.delete(id);
    }
  }

  /** What `Fn::GetAtt` finds. */
  public attributes(): Record<string, Readonly<Record<string, string>>> {
    return Object.fromEntries([...this.resources].map(([id, resource]) => [id, resource.data]));
  }
}
