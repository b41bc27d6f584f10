/** What npm tells of one package that has an advisory, as far as it matters here. */
export interface Vulnerability {
  readonly name: string;
  readonly severity: string;
  /** Where it is installed. */
  readonly nodes: readonly string[];
  readonly via: readonly (string | { readonly title?: string; readonly url?: string })[];
}

export interface AuditReport {
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
}

/** One package that ships, and what is said of it. */
export interface Advisory {
  readonly name: string;
  readonly severity: string;
  readonly titles: readonly string[];
}

/**
 * The advisories about packages that ship. What only passes on the advisory of another package ships with it or is told by it.
 *
 * @returns undefined where npm could not ask
 */
export function shippedAdvisories({ vulnerabilities }: AuditReport, shipped: readonly string[]): Advisory[] | undefined {
  if (vulnerabilities === undefined) return undefined;
  return Object.values(vulnerabilities).filter(({ name }) => shipped.includes(name)).map(({ name, severity, via }) => ({
    name, severity, titles: via.map((cause) => (typeof cause === 'string' ? `through ${cause}` : `${cause.title ?? 'advisory'} ${cause.url ?? ''}`.trim())),
  }));
}
