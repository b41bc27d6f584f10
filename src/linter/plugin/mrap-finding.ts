import { type FindingSeverity } from '../../diagnostics/finding';

/**
 * One thing that the checks found in an application.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/MultiRegionAccessPointRestrictions.html
 */
export interface MrapFinding {
  /**
   * The id of the rule, like `MRAP203`. It never changes.
   */
  readonly ruleId: string;

  /**
   * How much it matters.
   */
  readonly severity: FindingSeverity;

  /**
   * What is wrong, what was given, what was expected.
   */
  readonly message: string;

  /**
   * What to do.
   */
  readonly fix: string;

  /**
   * The path of the construct.
   */
  readonly constructPath: string;

  /**
   * The logical id of the resource in its template.
   */
  readonly logicalId: string;

  /**
   * The property, as a path of the resource: `Properties/Regions/0`.
   *
   * @default - the resource as a whole
   */
  readonly location?: string;

  /**
   * The page that states the rule.
   */
  readonly sourceUrl: string;
}
