import { type IConstruct } from 'constructs';
import { type Finding, renderFinding } from '../diagnostics/finding';

const SYMBOL = Symbol.for('cdk-s3-mrap.MrapValidationError');

/** Not exported: jsii knows no exceptions, and would not let an exported class extend one. */
class ValidationErrorBase extends Error {}

/**
 * What a construct throws when it is declared in a way that cannot work.
 *
 * TypeScript only: Python sees a `RuntimeError` and Java a `RuntimeException` with the same message, which holds every code, what to do, and
 * the path of the construct.
 *
 * @internal
 */
export class MrapValidationError extends ValidationErrorBase {
  /** Whether something caught is one, also when it comes from another copy of the library. */
  public static isMrapValidationError(error: unknown): error is MrapValidationError {
    return typeof error === 'object' && error !== null && SYMBOL in error;
  }

  /** The code of the first finding. */
  public readonly code: string;
  public readonly constructPath: string;

  constructor(public readonly findings: readonly Finding[], scope: IConstruct) {
    super(`${scope.node.path || 'the application'} cannot be deployed as declared:\n${findings.map((finding) => `  ${renderFinding(finding)}`).join('\n')}`);
    this.name = 'MrapValidationError';
    this.code = findings[0].ruleId;
    this.constructPath = scope.node.path;
    Object.defineProperty(this, SYMBOL, { value: true });
  }
}
