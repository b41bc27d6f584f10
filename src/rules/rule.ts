import { type Finding } from '../checks/finding';
import { type DiagnosticEntry } from '../checks/registry';
import { type Application, type Resource } from './application';

/** Something that a rule found, and where. */
export interface Detection {
  readonly finding: Finding;
  readonly resource: Resource;
  /** The property, as a path of the resource: `Properties/Regions/0`. */
  readonly location?: string;
}

/** One kind of mistake: a pure function over an application. */
export interface Rule {
  /** What it may find. */
  readonly finds: readonly DiagnosticEntry[];
  readonly check: (application: Application) => Iterable<Detection>;
}

/** A detection for each finding, all at one place. */
export function detect(resource: Resource, findings: readonly Finding[], location?: string): Detection[] {
  return findings.map((finding) => ({ finding, resource, location }));
}
