/** The variables of resource types that can contain slashes or colons. */
const OPEN = /^(ObjectName|Token|RoleNameWithPath|UserNameWithPath|LogGroupName)$/;

/** A character, or any number of the characters that a wildcard accepts. */
type Token = string | ((character: string) => boolean);

/**
 * Whether a resource of a statement, with its wildcards, can be of the type that the pattern of an ARN describes:
 * `arn:aws:s3:::media/*` is an object and not a bucket.
 */
export function matchesArn(pattern: string, resource: string): boolean {
  return overlaps(tokensOfType(pattern), tokensOfResource(resource));
}

function tokensOfType(pattern: string): Token[] {
  return pattern.split(/(\$\{[^}]+\}|\*)/).flatMap((part): Token[] => {
    const variable = /^\$\{(?<name>[^}]+)\}$/.exec(part)?.groups?.name;
    if (part === '*') return [() => true];
    if (variable === undefined) return [...part];
    return [OPEN.test(variable) ? () => true : (character) => !'/:'.includes(character)];
  });
}

function tokensOfResource(resource: string): Token[] {
  return [...resource].map((character) => (character === '*' ? () => true : character));
}

/** Whether some text fits both: read from the left, one of them can always go on. */
function overlaps(a: readonly Token[], b: readonly Token[], i = 0, j = 0, failed = new Set<string>()): boolean {
  if (i === a.length && j === b.length) return true;
  const key = `${i} ${j}`;
  if (failed.has(key)) return false;
  failed.add(key);
  const [left, right] = [a[i], b[j]];
  const next = (di: number, dj: number) => overlaps(a, b, i + di, j + dj, failed);
  if (typeof left === 'function') {
    return next(1, 0) || (right !== undefined && (typeof right === 'function' || left(right)) && next(0, 1));
  }
  if (typeof right === 'function') return next(0, 1) || (left !== undefined && right(left) && next(1, 0));
  return left !== undefined && left === right && next(1, 1);
}
