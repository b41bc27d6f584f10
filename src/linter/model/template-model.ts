import { type RegionRules } from '../../diagnostics/checks/regions';
import { type EvaluationScope, evaluate } from '../evaluation/evaluate';
import { type Fields, asFields, asText } from '../evaluation/read';
import { isKnown, Symbols } from '../evaluation/symbols';
import { type RawResource, rawResources, type StackTemplate } from '../evaluation/template';

/** A resource of an application, its properties evaluated as far as templates say. */
export class TemplateResource {
  private evaluated?: Fields;

  constructor(public readonly application: Application, public readonly stack: StackTemplate, public readonly raw: RawResource) {}

  public get logicalId(): string { return this.raw.logicalId; }
  public get type(): string { return this.raw.type; }
  public get constructPath(): string | undefined {
    return this.stack.constructPathOf?.(this.logicalId) ?? asText(this.raw.metadata['aws:cdk:path']);
  }

  public get conditional(): boolean { return this.raw.conditional; }

  public get properties(): Fields {
    this.evaluated ??= asFields(evaluate(this.application.scopeOf(this.stack.id), this.raw.properties)) ?? {};
    return this.evaluated;
  }

  /** The Region that the stack goes to, where that is known. */
  public get region(): string | undefined {
    const region = this.pseudo('AWS::Region');
    return isKnown(region) ? region : undefined;
  }

  /** The account that the stack goes to: digits, or a symbol. */
  public get account(): string { return this.pseudo('AWS::AccountId'); }

  /** What a reference to the resource, or to an attribute of it, is. */
  public reference(attribute = 'Ref'): string {
    const reference = attribute === 'Ref' ? { Ref: this.logicalId } : { 'Fn::GetAtt': [this.logicalId, attribute] };
    return String(evaluate(this.application.scopeOf(this.stack.id), reference));
  }

  /** Without a word CloudFormation deletes. */
  public get retained(): boolean {
    return this.raw.deletionPolicy !== undefined && this.raw.deletionPolicy !== 'Delete';
  }

  /** Where to find it, for people. */
  public get path(): string { return this.constructPath ?? `${this.stack.stackName}/${this.logicalId}`; }

  private pseudo(name: string): string {
    return String(evaluate(this.application.scopeOf(this.stack.id), { Ref: name }));
  }
}

/** An application as plain values: its stacks, their resources, and what refers to what. */
export class Application {
  public readonly symbols = new Symbols();
  public readonly resources: readonly TemplateResource[];
  private readonly stacks: ReadonlyMap<string, StackTemplate>;
  private readonly byType = new Map<string, TemplateResource[]>();
  private readonly byId = new Map<string, TemplateResource>();
  private readonly scopes = new Map<string, EvaluationScope>();

  constructor(stacks: readonly StackTemplate[], public readonly regionRules: RegionRules = {}) {
    this.stacks = new Map(stacks.map((stack) => [stack.id, stack]));
    this.resources = stacks.flatMap((stack) => rawResources(stack).map((raw) => new TemplateResource(this, stack, raw)));
    for (const resource of this.resources) {
      this.byId.set(`${resource.stack.id} ${resource.logicalId}`, resource);
      const ofType = this.byType.get(resource.type);
      if (ofType) ofType.push(resource);
      else this.byType.set(resource.type, [resource]);
    }
  }

  public ofType(...types: readonly string[]): TemplateResource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []);
  }

  public get allStacks(): readonly StackTemplate[] { return [...this.stacks.values()]; }

  public find(stack: string, logicalId: string): TemplateResource | undefined {
    return this.byId.get(`${stack} ${logicalId}`);
  }

  /** The resource that a symbol is an attribute of. */
  public ownerOf(symbol: string): TemplateResource | undefined {
    const info = this.symbols.infoOf(symbol);
    return info?.kind === 'attribute' ? this.find(info.stack, info.logicalId) : undefined;
  }

  public scopeOf(stack: string): EvaluationScope {
    const known = this.scopes.get(stack);
    if (known) return known;
    const scope: EvaluationScope = { application: this, stack: this.stacks.get(stack)!, stacks: this.stacks, depth: 0 };
    this.scopes.set(stack, scope);
    return scope;
  }
}

/** Something read off an application once and kept. */
export function view<T>(build: (application: Application) => T): (application: Application) => T {
  const kept = new WeakMap<Application, { value: T }>();
  return (application) => {
    const known = kept.get(application);
    if (known) return known.value;
    const value = build(application);
    kept.set(application, { value });
    return value;
  };
}
