import { type UncheckedFields, asFields, asList, asText } from '../../../src/linter/evaluation/read';

/** A managed resource in the output of `terraform show -json`. */
export interface TerraformResource {
  readonly address: string;
  readonly type: string;
  readonly values: UncheckedFields;
}

/** Lists the managed resources of the root module and of all modules below it. Undefined if the value is no state. */
export function listTerraformResources(state: unknown): TerraformResource[] | undefined {
  const fields = asFields(state);
  const values = asFields(fields?.values);
  const root = asFields(values?.root_module);
  if (root !== undefined) return listModule(root);
  // Terraform omits the values of a state without resources.
  const isEmpty = typeof fields?.format_version === 'string' && values === undefined
    && fields.planned_values === undefined;
  return isEmpty ? [] : undefined;
}

function listModule(module: UncheckedFields): TerraformResource[] {
  const own = asList(module.resources).flatMap((entry) => {
    const { address, type, mode, values } = asFields(entry) ?? {};
    return mode === 'managed' && typeof type === 'string'
      ? [{ address: String(address), type, values: asFields(values) ?? {} }]
      : [];
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
