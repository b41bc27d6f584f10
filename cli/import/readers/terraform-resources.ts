import { type UncheckedFields, asFields, asList, asText } from '../../../src/linter/evaluation/read';

/** A resource or a data source in the output of `terraform show -json`. */
export interface TerraformResource {
  readonly address: string;
  /** `data.` precedes the type of a data source. */
  readonly type: string;
  readonly values: UncheckedFields;
}

export interface TerraformState {
  readonly resources: readonly TerraformResource[];
  /** The version of the program that wrote the output, such as `1.9.8`. */
  readonly version?: string;
}

/** Lists the resources of the root module and of all modules below it. Undefined if the value is no state. */
export function parseTerraformShow(state: unknown): TerraformState | undefined {
  const fields = asFields(state);
  const values = asFields(fields?.values);
  const root = asFields(values?.root_module);
  const version = asText(fields?.terraform_version);
  if (root !== undefined) return { resources: listModule(root), ...(version !== undefined && { version }) };
  // Terraform omits the values of a state without resources.
  const isEmpty = typeof fields?.format_version === 'string' && values === undefined
    && fields.planned_values === undefined;
  return isEmpty ? { resources: [] } : undefined;
}

function listModule(module: UncheckedFields): TerraformResource[] {
  const own = asList(module.resources).flatMap((entry) => {
    const { address, type, mode, values, deposed_key: deposedKey } = asFields(entry) ?? {};
    // Terraform deletes a deposed object, which it has replaced by the current one.
    if (typeof type !== 'string' || deposedKey !== undefined) return [];
    const fullType = mode === 'managed' ? type : `data.${type}`;
    return [{ address: String(address), type: fullType, values: asFields(values) ?? {} }];
  });
  return [...own, ...asList(module.child_modules).flatMap((child) => listModule(asFields(child) ?? {}))];
}

/** Terraform renders a nested block as a list with one entry. */
export function readBlock(values: UncheckedFields | undefined, name: string): UncheckedFields | undefined {
  return asFields(asList(values?.[name]).at(0));
}

/** Terraform renders an attribute that the configuration omits as null or as empty text. */
export function readAttribute(values: UncheckedFields | undefined, name: string): string | undefined {
  const text = asText(values?.[name]);
  return text === '' ? undefined : text;
}
