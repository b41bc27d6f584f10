import { type Fields, fieldsOf } from './json-values';

/** A value for every parameter of a template: its default, its first allowed value, or one that fits its name. */
export function makeParameterValues(template: Fields): Record<string, string> {
  return Object.fromEntries(Object.entries(fieldsOf(template.Parameters)).map(([name, value]) => {
    const { Default: defaultValue, AllowedValues: allowed } = fieldsOf(value);
    const [first] = [allowed].flat();
    return [name, String(defaultValue ?? first ?? makeValue(name))];
  }));
}

function makeValue(name: string): string {
  const text = `value-${name.toLowerCase()}`;
  if (/key.*arn|arn.*key/i.test(name)) return `arn:aws:kms:us-east-1:111122223333:key/${text}`;
  if (/role.*arn/i.test(name)) return `arn:aws:iam::111122223333:role/${text}`;
  if (/arn/i.test(name)) return `arn:aws:s3:::${text}`;
  return /account/i.test(name) ? '111122223333' : text;
}
