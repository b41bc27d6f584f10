type Json = null | boolean | number | string | Json[] | { [key: string]: Json };

/**
 * A policy in a form in which equal policies are equal texts: IAM takes one value for a list of one, sees no order in lists or keys, and
 * reads `true` as `"true"`.
 */
export function canonicalPolicy(policy: unknown): Json {
  return canonical(policy as Json, '');
}

function canonical(value: Json, key: string): Json {
  if (Array.isArray(value)) {
    const entries = value.map((entry) => canonical(entry, key)).sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1));
    return entries.length === 1 && key !== 'Statement' ? entries[0] : entries;
  }
  if (typeof value === 'object' && value !== null) {
    const keys = Object.keys(value).sort();
    // `{"AWS": "*"}` and `"*"` are the same principal.
    if (keys.length === 1 && value.AWS === '*') return '*';
    return Object.fromEntries(keys.map((name) => [name, canonical(value[name], name)]));
  }
  return typeof value === 'boolean' || typeof value === 'number' ? String(value) : value;
}

/** The statements of either policy that the other lacks, each as its canonical text. */
export function comparePolicies(live: unknown, declared: unknown): { readonly onlyLive: string[]; readonly onlyDeclared: string[] } {
  const [liveStatements, declaredStatements] = [statementsOf(live), statementsOf(declared)];
  return {
    onlyLive: liveStatements.filter((statement) => !declaredStatements.includes(statement)),
    onlyDeclared: declaredStatements.filter((statement) => !liveStatements.includes(statement)),
  };
}

function statementsOf(policy: unknown): string[] {
  const document = canonicalPolicy(policy);
  if (typeof document !== 'object' || document === null || Array.isArray(document)) return [];
  const { Statement: statements } = document;
  const list = Array.isArray(statements) ? statements : [statements];
  return list.map((statement) => JSON.stringify(statement));
}
