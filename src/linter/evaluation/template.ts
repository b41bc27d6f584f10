import { type Fields, asFields } from './read';

/** A stack and its template, from wherever they come. */
export interface StackTemplate {
  /** Unique in the application. */
  readonly id: string;
  /** The name that CloudFormation knows the stack by. */
  readonly stackName: string;
  /** A Region code; undefined where the stack can go anywhere. */
  readonly region?: string;
  /** 12 digits; undefined where the stack can go to any account. */
  readonly account?: string;
  readonly templatePath: string;
  readonly template: unknown;
  /** The construct of a resource, asked for only where something is found. */
  readonly constructPathOf?: (logicalId: string) => string | undefined;
  /** Ids of the stacks that are deployed before it, where that is known. */
  readonly dependsOn?: readonly string[];
  /** The stack resource that a nested stack belongs to. */
  readonly parent?: { readonly stack: string; readonly logicalId: string };
}

/** What one resource says beside its properties. */
export interface RawResource {
  readonly logicalId: string;
  readonly type: string;
  readonly properties: Fields;
  readonly dependsOn: readonly string[];
  readonly conditional: boolean;
  readonly deletionPolicy?: string;
  readonly metadata: Fields;
}

export function rawResources({ template }: StackTemplate): RawResource[] {
  return Object.entries(asFields(asFields(template)?.Resources) ?? {}).flatMap(([logicalId, body]) => {
    const fields = asFields(body);
    if (typeof fields?.Type !== 'string') return [];
    return [{
      logicalId,
      type: fields.Type,
      properties: asFields(fields.Properties) ?? {},
      dependsOn: [fields.DependsOn].flat().filter((entry) => typeof entry === 'string'),
      conditional: fields.Condition !== undefined,
      deletionPolicy: typeof fields.DeletionPolicy === 'string' ? fields.DeletionPolicy : undefined,
      metadata: asFields(fields.Metadata) ?? {},
    }];
  });
}

/** A section of a template: parameters, mappings, outputs. */
export function sectionOf({ template }: StackTemplate, name: string): Fields {
  return asFields(asFields(template)?.[name]) ?? {};
}
