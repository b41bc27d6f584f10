/** The modules that generated applications use. */
export type ModuleName = 'core' | 'iam' | 's3' | 'library';

/** The modules of the types in generated applications. */
export const TYPE_MODULES = {
  App: 'core',
  Environment: 'core',
  Stack: 'core',
  StackProps: 'core',
  FromRoleArnOptions: 'iam',
  PolicyStatement: 'iam',
  Role: 'iam',
  BlockPublicAccess: 's3',
  BlockPublicAccessOptions: 's3',
  StorageClass: 's3',
  CrossRegionReplication: 'library',
  CrossRegionReplicationProps: 'library',
  Delegation: 'library',
  ExistingAccessPointPolicy: 'library',
  FailoverConfiguration: 'library',
  ManualFailoverPolicy: 'library',
  MultiRegionAccessPoint: 'library',
  MultiRegionAccessPointProps: 'library',
  OneWayReplicationRuleOptions: 'library',
  ReplicationRule: 'library',
  ReplicationTopology: 'library',
  TwoWayReplicationRuleOptions: 'library',
  UnderlyingBucket: 'library',
  UnderlyingBucketByNameOptions: 'library',
} as const satisfies Readonly<Record<string, ModuleName>>;

export type TypeName = keyof typeof TYPE_MODULES;

/** The properties of a construct, or the options of a method. Languages without keyword arguments need the type. */
export interface Properties {
  readonly type: TypeName;
  readonly entries: readonly (readonly [name: string, value: Expression])[];
}

/** An expression that every language of the CDK can contain. */
export type Expression =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'boolean'; readonly value: boolean }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'texts'; readonly texts: readonly string[] }
  /** A map of texts. */
  | { readonly kind: 'text map'; readonly entries: readonly (readonly [string, string])[] }
  /** A JSON object, such as a policy statement. */
  | { readonly kind: 'object'; readonly entries: readonly (readonly [string, Expression])[] }
  /** A list in a JSON object. */
  | { readonly kind: 'values'; readonly items: readonly Expression[] }
  /** A list of objects of one type. */
  | { readonly kind: 'list'; readonly type: TypeName; readonly items: readonly Expression[] }
  | { readonly kind: 'variable'; readonly name: string }
  | { readonly kind: 'attribute'; readonly reference: AttributeReference }
  /** Texts and attributes of constructs, one after another, as one text. */
  | { readonly kind: 'joined'; readonly parts: readonly (string | AttributeReference)[] }
  | { readonly kind: 'enum'; readonly type: TypeName; readonly member: string }
  | { readonly kind: 'static call'; readonly type: TypeName; readonly method: string; readonly input: CallInput }
  | { readonly kind: 'method call'; readonly variable: string; readonly method: string; readonly input: CallInput }
  | { readonly kind: 'new'; readonly type: TypeName; readonly input: CallInput }
  /** Properties as a value of another property. */
  | { readonly kind: 'properties'; readonly properties: Properties };

export interface AttributeReference {
  readonly variable: string;
  readonly attribute: string;
}

/** The arguments of a constructor or method. */
export interface CallInput {
  readonly values: readonly Expression[];
  /** The last argument. Its entries can be empty, because Go needs a value for each parameter. */
  readonly properties?: Properties;
}

/** A statement of a generated application. */
export type Statement =
  | { readonly kind: 'comment'; readonly text: string }
  | { readonly kind: 'variable'; readonly name: string; readonly value: Expression }
  | { readonly kind: 'expression'; readonly value: Expression }
  | { readonly kind: 'blank line' };

/** The types that statements use, sorted. Each language imports them in its own way. */
export function listUsedTypes(statements: readonly Statement[]): TypeName[] {
  const found = new Set<TypeName>();
  const visitInput = ({ values, properties }: CallInput) => {
    values.forEach(visit);
    if (properties !== undefined) visitProperties(properties);
  };
  const visitProperties = ({ type, entries }: Properties) => {
    found.add(type);
    entries.forEach(([, value]) => { visit(value); });
  };
  const visit = (value: Expression): void => {
    if ('type' in value) found.add(value.type);
    if ('input' in value) visitInput(value.input);
    if (value.kind === 'properties') visitProperties(value.properties);
    if (value.kind === 'list' || value.kind === 'values') value.items.forEach(visit);
    if (value.kind === 'object') value.entries.forEach(([, entry]) => { visit(entry); });
  };
  for (const statement of statements) {
    if ('value' in statement) visit(statement.value);
  }
  return [...found].sort();
}
