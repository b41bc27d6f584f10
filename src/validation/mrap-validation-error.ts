import { type IConstruct } from 'constructs';
import { type Finding, renderFindingAsMessage } from '../diagnostics/finding';

const SYMBOL = Symbol.for('cdk-s3-mrap.MrapValidationError');

/** Not exported, because jsii does not support exceptions and rejects exported classes that extend `Error`. */
class ValidationErrorBase extends Error {}

/**
 * The error that constructs throw if a declaration cannot work.
 *
 * Only TypeScript has this class: the tag below hides it from the other languages, whose runtime has no exceptions of
 * libraries. Python raises a `RuntimeError` and Java throws a `RuntimeException`. Their message
 * is the same and contains every code, the repair and the path of the construct.
 *
 * @internal
 */
export class MrapValidationError extends ValidationErrorBase {
  /**
   * Returns whether a value is such an error, including errors of another copy of the library.
   *
   * @param error the value that was caught
   * @returns whether the value is such an error
   */
  public static isMrapValidationError(error: unknown): error is MrapValidationError {
    return typeof error === 'object' && error !== null && SYMBOL in error;
  }

  /** The code of the first finding. */
  public readonly code: string;
  public readonly constructPath: string;

  /**
   * @param findings the problems that this error reports
   * @param scope the construct with the findings; static methods have none
   */
  constructor(public readonly findings: readonly Finding[], scope?: IConstruct) {
    const path = scope?.node.path || 'the application';
    const lines = findings.map((finding) => `  ${renderFindingAsMessage(finding)}`);
    super(`${path} cannot be deployed as declared:\n${lines.join('\n')}`);
    this.name = 'MrapValidationError';
    this.code = findings[0].ruleId;
    this.constructPath = scope?.node.path ?? '';
    Object.defineProperty(this, SYMBOL, { value: true });
  }
}
