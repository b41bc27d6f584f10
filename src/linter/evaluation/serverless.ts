import { asFields, type UncheckedFields } from './read';

/** The types of SAM whose properties `Globals` can contain. */
const SECTIONS: Readonly<Record<string, string>> = { 'AWS::Serverless::Function': 'Function' };
const TRANSFORM = 'AWS::Serverless-2016-10-31';

/** The properties of a resource together with the global properties of SAM. Properties of the resource win. */
export function mergeServerlessGlobals(template: unknown, type: string, properties: UncheckedFields): UncheckedFields {
  const section = SECTIONS[type];
  const fields = asFields(template);
  if (section === undefined || ![fields?.Transform].flat().includes(TRANSFORM)) return properties;
  const globals = asFields(asFields(fields?.Globals)?.[section]);
  return globals === undefined ? properties : merge(globals, properties) as UncheckedFields;
}

/** SAM adds lists, merges objects and replaces everything else. */
function merge(global: unknown, own: unknown): unknown {
  if (own === undefined) return global;
  if (Array.isArray(global) && Array.isArray(own)) return [...global as unknown[], ...own as unknown[]];
  const [first, second] = [asFields(global), asFields(own)];
  if (first === undefined || second === undefined) return own;
  const keys = [...new Set([...Object.keys(first), ...Object.keys(second)])];
  return Object.fromEntries(keys.map((key) => [key, merge(first[key], second[key])]));
}
