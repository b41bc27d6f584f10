import { asFields, literalText } from './read';
import { readTemplateSection, type StackTemplate } from './template';

/** A value that a stack exports, before evaluation. */
export interface ExportedValue {
  readonly stack: StackTemplate;
  readonly value: unknown;
}

/** A custom resource that writes values for stacks in other Regions. */
export interface ExportWriter {
  readonly stack: StackTemplate;
  readonly exports: unknown;
}

type Evaluate = (stack: StackTemplate, node: unknown) => unknown;

/** All exported values: exports by name, outputs by stack and id, cross-Region values by key. */
export function collectStackExports(
  stacks: Iterable<StackTemplate>,
  writers: readonly ExportWriter[],
  evaluateIn: Evaluate,
): ReadonlyMap<string, ExportedValue> {
  const found = new Map<string, ExportedValue>();
  for (const stack of stacks) {
    for (const [id, body] of Object.entries(readTemplateSection(stack, 'Outputs'))) {
      const { Export: exported, Value: value } = asFields(body) ?? {};
      const name = literalText(evaluateIn(stack, asFields(exported)?.Name));
      if (name !== undefined) found.set(makeExportKey(name)!, { stack, value });
      found.set(makeExportKey({ StackName: stack.stackName, OutputName: id })!, { stack, value });
    }
  }
  for (const writer of writers) {
    for (const [key, value] of Object.entries(asFields(writer.exports) ?? {})) {
      found.set(makeCrossRegionKey(key), { stack: writer.stack, value });
    }
  }
  return found;
}

/** The key for the argument of `Fn::ImportValue` (text) or `Fn::GetStackOutput` (an object). */
export function makeExportKey(argument: unknown): string | undefined {
  const name = literalText(argument);
  if (name !== undefined) return `export ${name}`;
  const { StackName: stack, OutputName: output } = asFields(argument) ?? {};
  return stack === undefined || output === undefined ? undefined : `output ${String(stack)} ${String(output)}`;
}

export function makeCrossRegionKey(key: string): string {
  return `written ${key}`;
}
