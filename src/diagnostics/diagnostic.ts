import { type Source } from '../facts/source';
import { type Finding, type FindingSeverity } from './finding';

/** What is declared of a diagnostic, once; `docs/rules.md` is written from it. */
export interface DiagnosticOptions<Args> {
  /** Never renumbered, never given to anything else: people acknowledge by it. */
  readonly id: string;
  /** The part that reports it, if synthesis does not. */
  readonly origin?: 'deployment' | 'operation' | 'linter';
  readonly severity: FindingSeverity;
  /** What it finds, as a heading. */
  readonly title: string;
  /** What happens to whoever leaves it as it is. */
  readonly why: string;
  readonly message: (args: Args) => string;
  readonly fix: string | ((args: Args) => string);
  readonly source: Source;
}

export interface Diagnostic<Args> extends DiagnosticOptions<Args> {
  /** The finding for what was found; `severity` where the same fault weighs less. */
  create(args: Args, severity?: FindingSeverity): Finding;
}

export function diagnostic<Args>(options: DiagnosticOptions<Args>): Diagnostic<Args> {
  return {
    ...options,
    create: (args, severity = options.severity) => ({
      ruleId: options.id,
      severity,
      message: options.message(args),
      fix: typeof options.fix === 'string' ? options.fix : options.fix(args),
      sourceUrl: options.source.url,
    }),
  };
}

/** A value as it stands in a message. */
export function showValue(value: unknown): string {
  return Array.isArray(value) ? `[${value.map(showValue).join(', ')}]` : JSON.stringify(value) ?? 'nothing';
}
