import { existsSync } from 'node:fs';
import * as path from 'node:path';
import { loadTemplates } from '../../../cli/lint/load-templates';
import { lint } from '../../../src/linter/engine/engine';
import { TemplateModel, TemplateResource } from '../../../src/linter/model/template-model';
import { LINTER_RULES } from '../../../src/linter/rules/all-rules';
import { cases, pathOf } from '../../../test/linter/cases';
import { type SynthesizedTemplate } from '../../security/applications';

/** A property that a template contains or a rule reads: `Rules[].Filter.Prefix`. */
export interface Property {
  readonly type: string;
  readonly path: string;
  /** The literal values of the property, as far as they are texts. */
  readonly values: readonly string[];
}

type Found = Map<string, Map<string, Set<string>>>;

function add(found: Found, type: string, property: string, value?: unknown): void {
  const ofType = found.get(type) ?? new Map<string, Set<string>>();
  const values = ofType.get(property) ?? new Set<string>();
  if (typeof value === 'string') values.add(value);
  found.set(type, ofType.set(property, values));
}

function listed(found: Found): Property[] {
  return [...found].flatMap(([type, properties]) =>
    [...properties].map(([property, values]) => ({ type, path: property, values: [...values] })));
}

/** The resource types in rendered templates. */
export function renderedTypes(templates: readonly SynthesizedTemplate[]): string[] {
  return [
    ...new Set(templates.flatMap(({ template }) => Object.values(template.Resources).map(({ Type: type }) => type))),
  ];
}

/** Every property of every resource of CloudFormation in rendered templates. */
export function renderedProperties(templates: readonly SynthesizedTemplate[]): Property[] {
  const found: Found = new Map();
  for (const { template } of templates) {
    for (const { Type: type, Properties: properties = {} } of Object.values(template.Resources)) {
      if (type.startsWith('AWS::')) collect(found, type, '', properties);
    }
  }
  return listed(found);
}

/** An intrinsic function ends a path, because its arguments are no properties. */
function collect(found: Found, type: string, property: string, value: unknown): void {
  if (property !== '') add(found, type, property, value);
  if (Array.isArray(value)) {
    for (const item of value) collect(found, type, `${property}[]`, item);
  } else if (typeof value === 'object' && value !== null && !isIntrinsic(value)) {
    for (const [key, inner] of Object.entries(value)) {
      collect(found, type, property === '' ? key : `${property}.${key}`, inner);
    }
  }
}

function isIntrinsic(value: object): boolean {
  const keys = Object.keys(value);
  return keys.length === 1 && /^(Ref$|Fn::)/.test(keys[0]);
}

/** The destination of a template without a Region and an account in its name. */
const TARGET = { region: 'eu-west-1', account: '111122223333' };

/**
 * The properties that the linter reads. They are observed while the rules run over the corpus of their tests, so a
 * property counts even if the template lacks it.
 */
export function readProperties(): Property[] {
  const found: Found = new Map();
  const original = Object.getOwnPropertyDescriptor(TemplateResource.prototype, 'properties')!;
  const observed = new WeakMap<object, unknown>();
  Object.defineProperty(TemplateResource.prototype, 'properties', {
    configurable: true,
    get(this: TemplateResource) {
      const properties = original.get!.call(this) as object;
      if (!this.type.startsWith('AWS::')) return properties;
      const known = observed.get(properties) ?? observe(properties, (property) => { add(found, this.type, property); });
      observed.set(properties, known);
      return known;
    },
  });
  try {
    for (const folder of corpusFolders()) lint(new TemplateModel(loadTemplates(folder, TARGET).stacks), LINTER_RULES);
  } finally {
    Object.defineProperty(TemplateResource.prototype, 'properties', original);
  }
  return listed(found);
}

/** Each case is an application of its own; a case with `before` and `after` is two. */
function corpusFolders(): string[] {
  return cases().map(pathOf).flatMap((folder) => {
    const stages = ['before', 'after'].map((stage) => path.join(folder, stage)).filter((stage) => existsSync(stage));
    return stages.length > 0 ? stages : [folder];
  });
}

/** The value as a proxy that reports every read of a property. Policies are not part of a schema. */
function observe(value: object, note: (property: string) => void, above = ''): object {
  return new Proxy(value, {
    get(target, key, receiver) {
      const inner: unknown = Reflect.get(target, key, receiver);
      if (typeof key === 'symbol') return inner;
      if (Array.isArray(target)) return isObject(inner) ? observe(inner, note, `${above}[]`) : inner;
      const property = above === '' ? key : `${above}.${key}`;
      note(property);
      return isObject(inner) && !/Policy(Document)?$/.test(key) ? observe(inner, note, property) : inner;
    },
  });
}

function isObject(value: unknown): value is object {
  return typeof value === 'object' && value !== null;
}
