/** The maximum length of values that CloudFormation resolves, by attribute or pseudo parameter. */
const MAX_LENGTHS: Record<string, number> = {
  'AWS::AccountId': 12,
  'AWS::Partition': 10,
  'AWS::Region': 14,
  // The ARN of a stack with a name of 128 characters and an id of 36.
  'AWS::StackId': 222,
  'Alias': 63,
  // The ARN of a log group with a generated name: stack name, logical id and the suffix of CloudFormation.
  'Arn': 300,
};
/** The maximum length of all other values in statements of this library: bucket names and ids. */
const DEFAULT_MAX_LENGTH = 128;

/** Computes the maximum number of characters that IAM counts: without white space, with each token at its maximum. */
export function computeWorstCasePolicyLength(resolved: unknown): number {
  if (typeof resolved === 'string') return JSON.stringify(resolved).length;
  if (Array.isArray(resolved)) {
    return resolved.reduce<number>((sum, entry) => sum + computeWorstCasePolicyLength(entry) + 1, 1);
  }
  if (typeof resolved !== 'object' || resolved === null) return String(resolved).length;
  const intrinsicLength = computeIntrinsicLength(resolved as Record<string, unknown>);
  if (intrinsicLength !== undefined) return intrinsicLength + 2;
  return Object.entries(resolved)
    .reduce((sum, [key, value]) => sum + key.length + 4 + computeWorstCasePolicyLength(value), 1);
}

function computeIntrinsicLength(resolved: Record<string, unknown>): number | undefined {
  const keys = Object.keys(resolved);
  if (keys.length !== 1) return undefined;
  const [name] = keys;
  const value = resolved[name];
  if (name === 'Ref') return MAX_LENGTHS[String(value)] ?? DEFAULT_MAX_LENGTH;
  if (name === 'Fn::GetAtt') return MAX_LENGTHS[String((value as unknown[])[1])] ?? DEFAULT_MAX_LENGTH;
  if (name === 'Fn::Join') {
    const [, parts] = value as [string, unknown[]];
    return parts.reduce<number>((sum, part) => sum + computeWorstCasePolicyLength(part) - 2, 0);
  }
  return name.startsWith('Fn::') ? DEFAULT_MAX_LENGTH : undefined;
}
