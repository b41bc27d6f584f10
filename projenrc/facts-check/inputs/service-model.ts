/** The model of a service, reduced to the parts that this project compares. Both kinds of packages are read into it. */
export interface ServiceModel {
  readonly operations: Readonly<Record<string, ModelOperation>>;
  readonly shapes: Readonly<Record<string, ModelShape>>;
}

export interface ModelOperation {
  /** Method and path; the path without the names of its labels, which differ between packages. */
  readonly binding: string;
  readonly input?: string;
  readonly output?: string;
  readonly errors?: readonly string[];
  readonly hostPrefix?: string;
  readonly deprecated?: boolean;
  readonly documentation?: string;
}

export type ShapeKind = 'structure' | 'list' | 'map' | 'string' | 'number' | 'boolean' | 'timestamp' | 'blob' | 'other';

export interface ModelShape {
  readonly kind: ShapeKind;
  readonly members?: Readonly<Record<string, ModelMember>>;
  /** The item of a list, the value of a map. */
  readonly item?: ModelMember;
  readonly values?: readonly string[];
  readonly pattern?: string;
  readonly min?: number;
  readonly max?: number;
  readonly documentation?: string;
}

export interface ModelMember {
  readonly shape: string;
  /** The name of the element, header or parameter, where it is not the name of the member. */
  readonly wireName?: string;
  /** Undefined for a member of the body. */
  readonly location?: 'header' | 'uri' | 'querystring' | 'payload' | 'prefix' | 'statusCode';
  readonly flattened?: boolean;
  readonly required?: boolean;
  readonly deprecated?: boolean;
  readonly documentation?: string;
}

/** A path of an operation without the names of its labels. */
export function bindingOf(method: string, uri: string): string {
  return `${method} ${uri.replace(/\{[^}]*\}/g, '{}')}`;
}

export interface ShapeScope {
  /** Whether the shapes of responses count. */
  readonly outputs: boolean;
  /** How far below the shapes of requests and responses; undefined for all the way. */
  readonly depth?: number;
}

/** The shapes that operations use. */
export function shapesOf(
  model: ServiceModel, operations: readonly string[], { outputs, depth = Infinity }: ShapeScope,
): string[] {
  const found = new Set<string>();
  let level = operations.flatMap((name) => {
    const { input, output } = model.operations[name] ?? {};
    return [input, outputs ? output : undefined].filter((shape) => shape !== undefined);
  });
  for (let step = 0; level.length > 0 && step <= depth; step += 1) {
    const fresh = [...new Set(level)].filter((name) => name in model.shapes && !found.has(name));
    for (const name of fresh) found.add(name);
    level = fresh.flatMap((name) => {
      const { members = {}, item } = model.shapes[name];
      return [...Object.values(members), ...(item === undefined ? [] : [item])].map(({ shape }) => shape);
    });
  }
  return [...found];
}
