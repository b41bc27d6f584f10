import { type RegionContextValues } from '../../diagnostics/checks/regions';
import { evaluateCondition, type EvaluationScope, evaluateTemplateExpression } from '../evaluation/evaluate';
import { expandLoops, readTemplateText } from '../evaluation/language-extensions';
import { type UncheckedFields, asFields, asText } from '../evaluation/read';
import { isKnownText, SymbolTable } from '../evaluation/symbols';
import { type RawResource, readTemplateResources, type StackTemplate } from '../evaluation/template';
import { World } from '../evaluation/world';
import { type MetadataAcknowledgements, readAcknowledgements } from './acknowledgements';
import { makeLazyFields } from './lazy-fields';

/** A resource of an application. Its properties are evaluated as far as the templates determine them. */
export class TemplateResource {
  private evaluated?: UncheckedFields;

  constructor(
    public readonly application: TemplateModel,
    public readonly stack: StackTemplate,
    public readonly raw: RawResource,
  ) {}

  public get logicalId(): string { return this.raw.logicalId; }
  public get type(): string { return this.raw.type; }
  public get constructPath(): string | undefined {
    return this.stack.constructPathOf?.(this.logicalId) ?? asText(this.raw.metadata['aws:cdk:path']);
  }

  /** Whether a condition that only a deployment decides can omit the resource. */
  public get conditional(): boolean { return this.raw.condition !== undefined && this.exists === undefined; }

  /** Whether the deployed stack contains the resource. Undefined if only a deployment decides it. */
  public get exists(): boolean | undefined {
    const { condition } = this.raw;
    return condition === undefined
      ? true
      : evaluateCondition(this.application.evaluationScope(this.stack.id), condition);
  }

  public get properties(): UncheckedFields {
    this.evaluated ??= this.application.world.decides
      // A world has choices only for the properties that rules read.
      ? makeLazyFields(this.raw.properties, (value) => this.evaluate(value))
      : asFields(this.evaluate(this.raw.properties)) ?? {};
    return this.evaluated;
  }

  /** The Region of the stack; undefined if unknown. */
  public get region(): string | undefined {
    const region = this.pseudo('AWS::Region');
    return isKnownText(region) ? region : undefined;
  }

  /** The account of the stack: digits, or a symbol. */
  public get account(): string { return this.pseudo('AWS::AccountId'); }

  /** The evaluated reference to the resource, or to one of its attributes. */
  public reference(attribute = 'Ref'): string {
    const reference = attribute === 'Ref' ? { Ref: this.logicalId } : { 'Fn::GetAtt': [this.logicalId, attribute] };
    return String(this.evaluate(reference));
  }

  /** Whether CloudFormation keeps the resource. Undefined if only a deployment decides it. The default is Delete. */
  public get retained(): boolean | undefined {
    const policy = asText(this.evaluate(this.raw.deletionPolicy ?? 'Delete'));
    return policy !== undefined && isKnownText(policy) ? policy !== 'Delete' : undefined;
  }

  /** The acknowledgements in the metadata of the resource. */
  public get acknowledgements(): MetadataAcknowledgements { return readAcknowledgements(this.raw.metadata); }

  /** The construct path, or stack and logical id, for messages. */
  public get path(): string { return this.constructPath ?? `${this.stack.stackName}/${this.logicalId}`; }

  private pseudo(name: string): string { return String(this.evaluate({ Ref: name })); }

  private evaluate(expression: unknown): unknown {
    return evaluateTemplateExpression(this.application.evaluationScope(this.stack.id), expression);
  }
}

/** Rules report findings only about templates that match. */
const RELEVANT = /MultiRegionAccessPoint|ReplicationConfiguration|putBucketReplication|accesspoint|\.mrap\b|s3-global/i;

/** The templates of an application as plain values: stacks, resources and evaluated references. */
export class TemplateModel {
  public readonly symbols = new SymbolTable();
  private readonly declared: readonly TemplateResource[];
  private readonly stacks: ReadonlyMap<string, StackTemplate>;
  private readonly byType = new Map<string, TemplateResource[]>();
  private readonly byId = new Map<string, TemplateResource>();
  private readonly scopes = new Map<string, EvaluationScope>();

  constructor(
    private readonly given: readonly StackTemplate[],
    public readonly regionRules: RegionContextValues = {},
    public readonly world: World = World.undecided(),
  ) {
    this.stacks = new Map(given.map((stack) => [stack.id, expandLoops(stack, world)]));
    this.declared = [...this.stacks.values()].flatMap((stack) =>
      readTemplateResources(stack).map((raw) => new TemplateResource(this, stack, raw)),
    );
    for (const resource of this.declared) {
      this.byId.set(`${resource.stack.id} ${resource.logicalId}`, resource);
      const ofType = this.byType.get(resource.type);
      if (ofType) ofType.push(resource);
      else this.byType.set(resource.type, [resource]);
    }
  }

  /** The same application in another world. */
  public inWorld(world: World): TemplateModel {
    return new TemplateModel(this.given, this.regionRules, world);
  }

  /** The resources that exist, or may exist. */
  public get resources(): readonly TemplateResource[] { return this.declared.filter(({ exists }) => exists !== false); }

  public resourcesOfType(...types: readonly string[]): TemplateResource[] {
    return types.flatMap((type) => this.byType.get(type) ?? []).filter(({ exists }) => exists !== false);
  }

  /** The resources with metadata of a program. The conditions of all others are not evaluated. */
  public resourcesWithMetadata(key: string): TemplateResource[] {
    return this.declared.filter(({ raw }) => raw.metadata[key] !== undefined).filter(({ exists }) => exists !== false);
  }

  public get firstResource(): TemplateResource | undefined { return this.declared.at(0); }

  public get types(): readonly string[] { return [...this.byType.keys()]; }

  /** Whether a template contains an access point, a replication or a reference to an access point. */
  public get isRelevant(): boolean {
    return this.given.some((stack) => RELEVANT.test(readTemplateText(stack)));
  }

  public get allStacks(): readonly StackTemplate[] { return [...this.stacks.values()]; }

  public findResource(stack: string, logicalId: string): TemplateResource | undefined {
    const resource = this.byId.get(`${stack} ${logicalId}`);
    return resource?.exists === false ? undefined : resource;
  }

  /** Returns whether a stack declares a resource, also if a condition omits it. */
  public declaresResource(stack: string, logicalId: string): boolean { return this.byId.has(`${stack} ${logicalId}`); }

  /** The resource that a symbol is an attribute of. */
  public findResourceOfSymbol(symbol: string): TemplateResource | undefined {
    const info = this.symbols.findInfo(symbol);
    return info?.kind === 'attribute' ? this.findResource(info.stack, info.logicalId) : undefined;
  }

  public evaluationScope(stack: string): EvaluationScope {
    const known = this.scopes.get(stack);
    if (known) return known;
    const scope: EvaluationScope = { application: this, stack: this.stacks.get(stack)!, stacks: this.stacks, depth: 0 };
    this.scopes.set(stack, scope);
    return scope;
  }
}

/** Computes a value once for each application. */
export function memoizePerApplication<T>(build: (application: TemplateModel) => T): (application: TemplateModel) => T {
  const kept = new WeakMap<TemplateModel, { value: T }>();
  return (application) => {
    const known = kept.get(application);
    if (known) return known.value;
    const value = build(application);
    kept.set(application, { value });
    return value;
  };
}
