import { type FactSource } from '../facts/source';
import { registerComparedPaths } from './compared-paths';
import { type Finding, type FindingSeverity } from './finding';

/** A part of the project that reports diagnostics. The baseline is the comparison with the deployed templates. */
export type DiagnosticReporter = 'constructs' | 'linter' | 'baseline' | 'Lambda functions' | 'command line';

/** The declaration of a diagnostic. `docs/rules.md` is generated from it. */
export interface DiagnosticOptions<Args> {
  /** Users acknowledge findings by id, so an id never changes its meaning. */
  readonly id: string;
  readonly reportedBy: readonly DiagnosticReporter[];
  /** The severity of most findings. */
  readonly severity: FindingSeverity;
  /** The severity of findings in which the same mistake has a smaller or larger effect. */
  readonly otherSeverity?: FindingSeverity;
  /** The mistake, as a heading. */
  readonly title: string;
  /** The effect of the mistake. */
  readonly why: string;
  readonly message: (args: Args) => string;
  readonly fix: string | ((args: Args) => string);
  /** The action for a template that no construct created, if `fix` names properties of constructs. */
  readonly templateFix?: string;
  readonly source: FactSource;
}

export interface DiagnosticDefinition<Args> extends DiagnosticOptions<Args> {
  /** Creates a finding. */
  create(args: Args, severity?: FindingSeverity): Finding;
}

export function defineDiagnostic<Args>(options: DiagnosticOptions<Args>): DiagnosticDefinition<Args> {
  return {
    ...options,
    create: (args, severity = options.severity) => registerComparedPaths({
      ruleId: options.id,
      severity,
      message: options.message(args),
      fix: typeof options.fix === 'string' ? options.fix : options.fix(args),
      sourceUrl: options.source.url,
    }, args),
  };
}

/** Renders a value in a message. */
export function showValue(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(showValue).join(', ')}]` : JSON.stringify(value) ?? 'nothing';
}
