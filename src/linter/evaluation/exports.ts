import { asFields, literalText } from './read';
import { sectionOf, type StackTemplate } from './template';

/** What a stack offers to others, unevaluated. */
export interface Exported {
  readonly stack: StackTemplate;
  readonly value: unknown;
}

/** What one custom resource writes for stacks of other Regions to read. */
export interface Writer {
  readonly stack: StackTemplate;
  readonly exports: unknown;
}

type Evaluate = (stack: StackTemplate, node: unknown) => unknown;

/** Everything that stacks offer: exports by name, outputs by stack and id, written values by key. */
export function collectExports(stacks: Iterable<StackTemplate>, writers: readonly Writer[], evaluateIn: Evaluate): ReadonlyMap<string, Exported> {
  const found = new Map<string, Exported>();
  for (const stack of stacks) {
    for (const [id, body] of Object.entries(sectionOf(stack, 'Outputs'))) {
      const { Export: exported, Value: value } = asFields(body) ?? {};
      const name = literalText(evaluateIn(stack, asFields(exported)?.Name));
      if (name !== undefined) found.set(exportKey(name)!, { stack, value });
      found.set(exportKey({ StackName: stack.stackName, OutputName: id })!, { stack, value });
    }
  }
  for (const writer of writers) {
    for (const [key, value] of Object.entries(asFields(writer.exports) ?? {})) found.set(writtenKey(key), { stack: writer.stack, value });
  }
  return found;
}

/** The key of what `Fn::ImportValue` (text) or `Fn::GetStackOutput` (an object) asks for. */
export function exportKey(argument: unknown): string | undefined {
  const name = literalText(argument);
  if (name !== undefined) return `export ${name}`;
  const { StackName: stack, OutputName: output } = asFields(argument) ?? {};
  return stack === undefined || output === undefined ? undefined : `output ${String(stack)} ${String(output)}`;
}

export function writtenKey(key: string): string {
  return `written ${key}`;
}
