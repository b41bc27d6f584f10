import { type Finding } from '../../diagnostics/finding';
import { type DiagnosticEntry } from '../../diagnostics/registry';
import { type TemplateModel, type TemplateResource } from '../model/template-model';

/** A finding of a rule and the resource that it concerns. */
export interface LinterRuleMatch {
  readonly finding: Finding;
  readonly resource: TemplateResource;
  /** The property, as a path in the resource: `Properties/Regions/0`. */
  readonly location?: string;
}

/** A check of an application, as a pure function. */
export interface LinterRule {
  /** The diagnostics that the rule can report. */
  readonly finds: readonly DiagnosticEntry[];
  readonly check: (application: TemplateModel) => Iterable<LinterRuleMatch>;
}

/** Returns a match for each finding, all with the same location. */
export function toLinterRuleMatches(
  resource: TemplateResource, findings: readonly Finding[], location?: string,
): LinterRuleMatch[] {
  return findings.map((finding) => ({ finding, resource, location }));
}
