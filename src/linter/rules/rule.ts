import { type Finding } from '../../diagnostics/finding';
import { type DiagnosticEntry } from '../../diagnostics/registry';
import { type Application, type TemplateResource } from '../model/template-model';

/** Something that a rule found, and where. */
export interface RuleMatch {
  readonly finding: Finding;
  readonly resource: TemplateResource;
  /** The property, as a path of the resource: `Properties/Regions/0`. */
  readonly location?: string;
}

/** One kind of mistake: a pure function over an application. */
export interface Rule {
  /** What it may find. */
  readonly finds: readonly DiagnosticEntry[];
  readonly check: (application: Application) => Iterable<RuleMatch>;
}

/** A detection for each finding, all at one place. */
export function toMatches(resource: TemplateResource, findings: readonly Finding[], location?: string): RuleMatch[] {
  return findings.map((finding) => ({ finding, resource, location }));
}
