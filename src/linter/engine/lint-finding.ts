import { type Finding } from '../../diagnostics/finding';

/** A finding with its location in the application. */
export interface LintFinding extends Finding {
  readonly stack: string;
  readonly templatePath: string;
  readonly logicalId: string;
  readonly constructPath?: string;
  /** The property, as a path in the resource: `Properties/Regions/0`. */
  readonly location?: string;
}

/** Findings with the same key are duplicates. */
export function makeFindingKey({ ruleId, message, templatePath, logicalId }: LintFinding): string {
  return JSON.stringify([ruleId, message, templatePath, logicalId]);
}

/** Findings of one rule about one property. They can have different messages in different worlds. */
export function makeSubjectKey({ ruleId, templatePath, logicalId, location }: LintFinding): string {
  return JSON.stringify([ruleId, templatePath, logicalId, location]);
}
