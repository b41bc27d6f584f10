/** A package with an advisory, from the report of npm. */
export interface Vulnerability {
  readonly name: string;
  readonly severity: string;
  /** The folders of its installations. */
  readonly nodes: readonly string[];
  readonly via: readonly (string | { readonly title?: string; readonly url?: string })[];
}

export interface AuditReport {
  readonly vulnerabilities?: Readonly<Record<string, Vulnerability>>;
}

/** A package in the bundles, with its advisories. */
export interface Advisory {
  readonly name: string;
  readonly severity: string;
  readonly titles: readonly string[];
}

/**
 * Finds the advisories about packages in the bundles, including packages that depend on a vulnerable package.
 *
 * @returns undefined if npm could not reach the registry
 */
export function findShippedAdvisories(
  { vulnerabilities }: AuditReport,
  shipped: readonly string[],
): Advisory[] | undefined {
  if (vulnerabilities === undefined) return undefined;
  return Object.values(vulnerabilities)
    .filter(({ name }) => shipped.includes(name))
    .map(({ name, severity, via }) => ({ name, severity, titles: via.map(renderCause) }));
}

function renderCause(cause: Vulnerability['via'][number]): string {
  return typeof cause === 'string' ? `through ${cause}` : `${cause.title ?? 'advisory'} ${cause.url ?? ''}`.trim();
}
