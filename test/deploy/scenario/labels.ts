import { makeLabel, type StackResource } from './stack-resource';

/** The resources whose generated ids appear in policies. */
const LABELED_TYPES = new Set(['AWS::IAM::Role', 'AWS::KMS::Key', 'AWS::Logs::LogGroup']);

/** The label of the alias of an access point. A scenario has one access point at a time. */
export const ALIAS_LABEL = '<alias>';

/** The label of the id of a stack. */
export function makeStackLabel(stack: string): string {
  return `<stack ${stack}>`;
}

/** Replaces the ids that a deployment generates by labels that are equal in every deployment. */
export function replaceGeneratedIds<T>(state: T, resources: readonly StackResource[], aliases: readonly string[]): T {
  const labels = new Map<string, string>();
  for (const alias of aliases) labels.set(alias, ALIAS_LABEL);
  for (const resource of resources) {
    if (LABELED_TYPES.has(resource.type)) labels.set(resource.physicalId, makeLabel(resource));
    labels.set(resource.stackId, makeStackLabel(resource.stack));
  }
  // A shorter id can be the beginning of a longer one.
  const ids = [...labels.keys()].filter((id) => id !== '').sort((a, b) => b.length - a.length);
  let text = JSON.stringify(state);
  // An id ends before the end of the text, or before the next part of an ARN.
  for (const id of ids) for (const end of ['"', '/', ':']) text = text.replaceAll(id + end, labels.get(id)! + end);
  return JSON.parse(text) as T;
}
