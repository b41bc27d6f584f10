/** The longest that CloudFormation may put in the place of what it resolves, by the attribute or pseudo parameter. */
const LONGEST: Record<string, number> = {
  'AWS::AccountId': 12,
  'AWS::Partition': 10,
  'AWS::Region': 14,
  // An alias, S3's longest.
  'Alias': 63,
  // A log group of a generated name: stack, logical id and CloudFormation's suffix, in an ARN.
  'Arn': 300,
};
/** A bucket's name, an id: whatever else a statement of ours may refer to. */
const LONGEST_OTHER = 128;

/** How many characters IAM counts of a policy, at most: it leaves out white space, and a token counts as long as it may become. */
export function longestLength(resolved: unknown): number {
  if (typeof resolved === 'string') return JSON.stringify(resolved).length;
  if (Array.isArray(resolved)) return resolved.reduce<number>((sum, entry) => sum + longestLength(entry) + 1, 1);
  if (typeof resolved !== 'object' || resolved === null) return String(resolved).length;
  const intrinsic = intrinsicLength(resolved as Record<string, unknown>);
  if (intrinsic !== undefined) return intrinsic + 2;
  return Object.entries(resolved).reduce((sum, [key, value]) => sum + key.length + 4 + longestLength(value), 1);
}

function intrinsicLength(resolved: Record<string, unknown>): number | undefined {
  const keys = Object.keys(resolved);
  if (keys.length !== 1) return undefined;
  const [name] = keys;
  const value = resolved[name];
  if (name === 'Ref') return LONGEST[String(value)] ?? LONGEST_OTHER;
  if (name === 'Fn::GetAtt') return LONGEST[String((value as unknown[])[1])] ?? LONGEST_OTHER;
  if (name === 'Fn::Join') return (value as [string, unknown[]])[1].reduce<number>((sum, part) => sum + longestLength(part) - 2, 0);
  return name.startsWith('Fn::') ? LONGEST_OTHER : undefined;
}
