import { asFields } from '../../src/linter/evaluation/read';
import { type AttributeReference, type CallInput, type Expression, type Properties, type TypeName } from './code-model';
import { ACCESS_POINT_ARN } from './imported-state';

/** Functions that make expressions of the code model. */
export const text = (value: string): Expression => ({ kind: 'text', text: value });
export const flag = (value: boolean): Expression => ({ kind: 'boolean', value });
export const texts = (values: readonly string[]): Expression => ({ kind: 'texts', texts: values });
export const variable = (name: string): Expression => ({ kind: 'variable', name });
export const list = (type: TypeName, items: readonly Expression[]): Expression => ({ kind: 'list', type, items });
export const enumMember = (type: TypeName, member: string): Expression => ({ kind: 'enum', type, member });

type Entries = readonly (readonly [string, Expression | undefined])[];

/** Makes properties, without the entries that are undefined. */
export function properties(type: TypeName, entries: Entries): Properties {
  return {
    type, entries: entries.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  };
}

const makeInput = (values: readonly Expression[], given?: Properties): CallInput =>
  ({ values, ...(given !== undefined && { properties: given }) });

export const create = (type: TypeName, values: readonly Expression[], given?: Properties): Expression =>
  ({ kind: 'new', type, input: makeInput(values, given) });

export const callStatic = (
  type: TypeName, method: string, values: readonly Expression[], given?: Properties,
): Expression => ({ kind: 'static call', type, method, input: makeInput(values, given) });

export const call = (name: string, method: string, values: readonly Expression[]): Expression =>
  ({ kind: 'method call', variable: name, method, input: makeInput(values) });

/** Makes an expression from JSON. Texts with the ARN of the access point refer to the attribute of the construct. */
export function json(value: unknown, accessPoint: string): Expression {
  if (typeof value === 'string') return joinWithArn(value, accessPoint);
  if (typeof value === 'boolean') return flag(value);
  if (typeof value === 'number') return { kind: 'number', value };
  if (Array.isArray(value)) return { kind: 'values', items: value.map((entry) => json(entry, accessPoint)) };
  const entries = Object.entries(asFields(value) ?? {});
  return { kind: 'object', entries: entries.map(([key, entry]) => [key, json(entry, accessPoint)]) };
}

function joinWithArn(value: string, accessPoint: string): Expression {
  if (!value.includes(ACCESS_POINT_ARN)) return text(value);
  const reference: AttributeReference = { variable: accessPoint, attribute: 'multiRegionAccessPointArn' };
  if (value === ACCESS_POINT_ARN) return { kind: 'attribute', reference };
  const parts = value.split(ACCESS_POINT_ARN).flatMap((part, index) => [...(index === 0 ? [] : [reference]), part]);
  return { kind: 'joined', parts: parts.filter((part) => part !== '') };
}
