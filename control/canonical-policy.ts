type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * Converts a policy into a form in which equal policies have equal text. IAM accepts a single value in place of a list
 * with one value, ignores the order of lists and keys, and reads `true` as `"true"`.
 */
export function canonicalizePolicy(policy: unknown): Json {
  return canonicalize(policy as Json, '');
}

function canonicalize(value: Json, key: string): Json {
  if (Array.isArray(value)) {
    const entries = value
      .map((entry) => canonicalize(entry, key))
      .sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    return entries.length === 1 && key !== 'Statement' ? entries[0] : entries;
  }
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value).sort();
    // `{"AWS": "*"}` and `"*"` are the same principal.
    if (keys.length === 1 && value.AWS === '*') return '*';
    return Object.fromEntries(keys.map((name) => [name, canonicalize(value[name], name)]));
  }
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : value;
}

/** The canonical texts of the statements that only one of two policies contains. */
export interface PolicyDifference {
  readonly onlyLive: string[];
  readonly onlyDeclared: string[];
}

export function comparePolicies(live: unknown, declared: unknown): PolicyDifference {
  const [liveStatements, declaredStatements] = [listStatements(live), listStatements(declared)];
  return {
    onlyLive: liveStatements.filter((statement) => !declaredStatements.includes(statement)),
    onlyDeclared: declaredStatements.filter((statement) => !liveStatements.includes(statement)),
  };
}

export function haveEqualStatements(live: unknown, declared: unknown): boolean {
  const { onlyLive, onlyDeclared } = comparePolicies(live, declared);
  return onlyLive.length + onlyDeclared.length === 0;
}

function listStatements(policy: unknown): string[] {
  const document = canonicalizePolicy(policy);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return [];
  const { Statement: statements } = document;
  const list = Array.isArray(statements) ? statements : [statements];
  return list.map((statement) => JSON.stringify(statement));
}
