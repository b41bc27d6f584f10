import { type UncheckedFields, asFields } from './read';
import { mergeServerlessGlobals } from './serverless';

/** A stack and its template. */
export interface StackTemplate {
  /** Unique in the application. */
  readonly id: string;
  /** The name of the stack in CloudFormation. */
  readonly stackName: string;
  /** A Region code; undefined for a stack without a fixed Region. */
  readonly region?: string;
  /** 12 digits; undefined for a stack without a fixed account. */
  readonly account?: string;
  readonly templatePath: string;
  readonly template: unknown;
  /** The values that the user gives to parameters. */
  readonly parameters?: Readonly<Record<string, string>>;
  /** Returns the construct path of a resource. Only findings need it. */
  readonly constructPathOf?: (logicalId: string) => string | undefined;
  /** The ids of the stacks that are deployed earlier, if known. */
  readonly dependsOn?: readonly string[];
  /** The stack resource that creates this nested stack. */
  readonly parent?: { readonly stack: string; readonly logicalId: string };
}

/** A resource as the template contains it, before evaluation. */
export interface RawResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: UncheckedFields;
  readonly dependsOn: readonly string[];
  /** The name of the condition under which the resource exists. */
  readonly condition?: string;
  /** With language extensions, a deletion policy can be an expression. */
  readonly deletionPolicy?: unknown;
  readonly updateReplacePolicy?: unknown;
  readonly metadata: UncheckedFields;
}

/** Every world of an application has the same resources. */
const RESOURCES = new WeakMap<UncheckedFields, readonly RawResource[]>();

export function readTemplateResources({ template }: StackTemplate): readonly RawResource[] {
  const fields = asFields(template);
  if (fields === undefined) return [];
  const resources = RESOURCES.get(fields) ?? readResources(fields);
  RESOURCES.set(fields, resources);
  return resources;
}

function readResources(template: UncheckedFields): RawResource[] {
  return Object.entries(asFields(template.Resources) ?? {}).flatMap(([logicalId, body]) => {
    const fields = asFields(body);
    if (typeof fields?.Type !== 'string') return [];
    return [{
      logicalId,
      type: fields.Type,
      properties: mergeServerlessGlobals(template, fields.Type, asFields(fields.Properties) ?? {}),
      dependsOn: [fields.DependsOn].flat().filter((entry) => typeof entry === 'string'),
      ...(fields.Condition !== undefined && { condition: String(fields.Condition) }),
      deletionPolicy: fields.DeletionPolicy,
      updateReplacePolicy: fields.UpdateReplacePolicy,
      metadata: asFields(fields.Metadata) ?? {},
    }];
  });
}

/** A section of a template: parameters, mappings or outputs. */
export function readTemplateSection({ template }: StackTemplate, name: string): UncheckedFields {
  return asFields(asFields(template)?.[name]) ?? {};
}
